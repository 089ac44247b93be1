"""What is accepted, and what is refused with the field that is at fault."""

from datetime import UTC, datetime, timedelta

import pytest

from service.errors import ArticleTooLarge, InvalidArticle
from service.tracker import extracting, intake
from service.tracker.intake import Submission
from tests.scripted import Line, ScriptedReader, article

PAGE = """<html><head><title>Harbour wall</title><script>alert("“not a quote”")</script></head><body>
<nav>Home News Sport</nav><article><h1>Harbour wall</h1>
<p>The council met on Monday to talk about the harbour wall, which has leaked since the spring storms.</p>
<p>“Build the wall,” Ada Byron said, and the members of the council agreed to vote on it next week.</p>
</article></body></html>"""

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
FAR = (datetime.now(UTC) + timedelta(days=400)).date().isoformat()

REFUSED = [
    ({}, "text"),  # neither
    ({"text": "a", "html": "<p>a</p>"}, "text"),  # both
    ({"text": ""}, "text"),
    ({"text": " \n\t\u00a0\u2003"}, "text"),  # blank in every script
    ({"text": "a\0b"}, "text"),  # binary
    ({"text": "a\ud800b"}, "text"),  # half a surrogate pair, as broken JSON escapes give
    ({"html": ""}, "html"),
    ({"html": "<html><body></body></html>"}, "html"),
    ({"html": "<p>a\0</p>"}, "html"),
    ({"text": "a", "title": "x\0"}, "title"),
    ({"text": "a", "title": "x" * 2_001}, "title"),
    ({"text": "a", "url": ""}, "url"),
    ({"text": "a", "external_id": "  "}, "external_id"),
    ({"text": "a", "publication": "\udfff"}, "publication"),
    *(
        ({"text": "a", "published_at": value}, "published_at")
        for value in (
            "", "yesterday", "2024", "2024-02-30", "2023-02-29", "20240101", "2024-W01-1", "1599-12-31", FAR,
            "9999-12-31", "2024-01-01T10:00", "2024-01-01T10:00:00", "2024-01-01T25:00:00Z", "2024-01-01Z",
            "２０２４-01-01", "2024-01-01 ", "0000-01-01", "2024-01-01T10:00:00+99:00",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "field"), REFUSED)
def test_what_can_not_be_read_is_refused_with_its_field(fields: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidArticle) as raised:
        intake.read(Submission(**fields), 100_000)
    assert raised.value.field == field


ACCEPTED = ["2024-02-29", "1600-01-01", TOMORROW, "2024-01-01T10:00:00Z", "2024-01-01T23:59:59.123456-05:00"]


@pytest.mark.parametrize("published_at", ACCEPTED)
def test_a_day_that_news_may_have_is_kept_as_it_was_sent(published_at: str) -> None:
    assert intake.read(Submission(text="a", published_at=published_at), 10).published_at == published_at


@pytest.mark.parametrize(
    "text", [" a\r\n b\t", "e\u0301 \u202eabc", "👩‍👩‍👧 “so”", "<p>1 < 2</p>", "\ufeffa"]
)
def test_text_is_kept_as_it_was_sent(text: str) -> None:
    assert intake.read(Submission(text=text), 100).text == text


def test_a_text_may_be_as_long_as_it_may_be() -> None:
    assert intake.read(Submission(text="a" * 10), 10).text == "a" * 10
    with pytest.raises(ArticleTooLarge):
        intake.read(Submission(text="a" * 11), 10)
    with pytest.raises(ArticleTooLarge):
        intake.read(Submission(html="<p>a</p>" * 1_000), 10)


def test_of_a_page_the_article_is_read() -> None:
    read = intake.read(Submission(html=PAGE), 10_000)
    assert read.title == "Harbour wall"
    assert "“Build the wall,” Ada Byron said" in read.text
    assert "alert" not in read.text and "Sport" not in read.text and "<p>" not in read.text
    assert intake.read(Submission(html=PAGE, title="Ours"), 10_000).title == "Ours"


def test_extracting_keeps_nothing() -> None:
    line = Line(words="Build the wall", by="Ada Byron")
    extraction = extracting.extract(Submission(text=article(line)), ScriptedReader(line), 1_000)
    assert [quote.text for quote in extraction.quotes] == [line.words]
