"""python tests/generated_client.py URL: a round trip with the client that others' tool makes of openapi.yaml.

Needs ``quote_tracker_client``, which ``openapi-python-client generate --path openapi.yaml`` writes: .ci/run
makes and installs it, and runs this against a service that listens. Stores an article, lists its quotes,
checks one, and reads a refusal.
"""

import datetime
import sys

from quote_tracker_client import Client
from quote_tracker_client.api.articles import get_article, store_article
from quote_tracker_client.api.check import check_quote
from quote_tracker_client.api.quotes import list_quotes
from quote_tracker_client.models import (
    ArticleRequestType0,
    CheckRequest,
    CheckVerdict,
    IngestedArticle,
    Problem,
    QuoteMedium,
)

TEXT = "“The weir will hold until the thaw,” Mayor Tamsin Orrell said at a briefing on 2026-03-03."
WORDS = "The weir will hold until the thaw"


def main(url: str) -> None:
    with Client(base_url=url) as client:
        body = ArticleRequestType0(text=TEXT, title="Weir holds", published_at="2026-03-04")
        stored = store_article.sync(client=client, body=body, idempotency_key="generated-client")
        assert isinstance(stored, IngestedArticle), stored
        (quote,) = stored.quotes
        segment = quote.segments[0]
        assert stored.text[segment.start : segment.end] == segment.text

        shown = get_article.sync(stored.id, client=client)
        assert shown is not None and shown.title == "Weir holds", shown

        found = list_quotes.sync(client=client, speaker="Orrell", said_from=datetime.date(2026, 3, 3))
        assert [each.id for each in found.data] == [quote.id], found
        assert (found.data[0].speaker.name, found.data[0].medium) == ("Tamsin Orrell", QuoteMedium.BRIEFING)

        checked = check_quote.sync(client=client, body=CheckRequest(text=WORDS, speaker="Orrell"))
        assert checked.verdict is CheckVerdict.EXACT, checked

        refused = store_article.sync(client=client, body=ArticleRequestType0(text=" "))
        assert isinstance(refused, Problem) and refused.type_ == "/problems/invalid-request", refused
    print("stored, listed, checked, and a refusal read, by the generated client")


if __name__ == "__main__":
    main(*sys.argv[1:])
