"""Articles to post: invented, of words that come as unevenly as in news, no two alike."""

from collections.abc import Iterator
from datetime import date

from benchmarks import printed
from benchmarks.synthetic import Archive

FIRST = 10_000_000
"""Their numbers begin beyond those of any archive that was filled."""


def bodies(count: int, each: int = 4, *, seed: int = 12) -> Iterator[dict[str, str]]:
    """The bodies of ``count`` articles of ``each`` quotes, as POST /v1/articles takes them.

    Another ``seed`` gives other articles, so that the same archive can be written to again.
    """
    archive = Archive()
    archive.turn(seed)
    today = date.today().isoformat()
    for article in archive.articles(count, each, first=FIRST):
        text, _ = printed.printed(archive, article)
        yield {
            "text": text,
            "title": f"The {archive.vocabulary[100 + article.number % 20_000]} report {seed}",
            "external_id": f"load-{seed}-{article.number}",
            "publication": printed.publication(article),
            "published_at": today,
        }
