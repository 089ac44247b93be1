"""Decisions, readings and revisions in any order: what an editor gave holds, every span stays verbatim."""

from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from service.errors import Conflict
from service.extraction.annotations import Span
from service.storage import articles, history, quotes
from service.storage.quotes import QuoteFilter
from service.storage.records import QuoteRecord
from service.tracker.boundaries import Boundary
from service.tracker.intake import Submission
from service.tracker.processing import ingest, reextract
from service.tracker.review import Decision, decide, version
from tests.scripted import Line, ScriptedReader

WORDS = "Build the wall before winter"
TEXT = f"“{WORDS},” said Ada Byron, the mayor. “Never,” said Bo Li. “{WORDS},” they all said."
BEFORE = ["", "A correction. ", f"“{WORDS},” said a sign. "]
NUMBERS = count()  # an article of its own for each example
FIELDS = ("role", "medium", "said_on")

lines = st.builds(
    Line,
    words=st.sampled_from([f"{WORDS},", "Never,"]),
    by=st.sampled_from(["Ada Byron", "Bo Li", None]),
    role=st.sampled_from(["the mayor", None]),
    medium=st.sampled_from(["speech", "briefing"]),
    said_on=st.sampled_from(["2024", None]),
)
readings = st.lists(lines, max_size=2, unique_by=lambda line: line.words)
corrections = st.fixed_dictionaries(
    {},
    optional={
        "role": st.sampled_from(["governor", None]),
        "medium": st.sampled_from(["debate", "speech"]),
        "said_on": st.sampled_from(["2023-05", None]),
        "speaker": st.sampled_from(["Cy Twombly", "Bo Li", None]),
    },
).filter(bool)
steps = st.one_of(
    st.tuples(st.just("read"), readings),
    st.tuples(st.just("revise"), st.sampled_from(BEFORE)),
    st.tuples(st.just("correct"), corrections),
    st.tuples(st.just("cut"), st.integers(0, 3)),
    st.tuples(st.sampled_from(["verified", "rejected", "extracted"]), st.none()),
)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(steps, min_size=2, max_size=7))
def test_what_an_editor_gave_holds(database: Database, taken: list[tuple[str, Any]]) -> None:
    reader = ScriptedReader(Line(words=f"{WORDS},", by="Ada Byron", role="the mayor"))
    url, known = str(next(NUMBERS)), 0
    quote = ingest(Submission(text=TEXT, url=url), reader, 10_000).quotes[0]
    expected: dict[str, object] = {}
    for turn, (step, what) in enumerate(taken):
        if step == "read":
            reader = ScriptedReader(*what, version=f"{turn}")
            reextract(quote.article.id, reader)
        elif step == "revise":
            ingest(Submission(text=what + TEXT, url=url), reader, 10_000)
        elif not decided(quote.id, step, what, expected):
            continue
        found = quotes.find(QuoteFilter(article_id=quote.article.id, status="any"), sort="position").items
        if quote.id not in {each.id for each in found}:
            assert not expected, "only a quote that no decision holds may go"
            return
        for each in found:
            assert_verbatim(each)
        quote = quotes.get(quote.id)
        assert {name: shown(quote, name) for name in expected} == expected
        assert (quote.reading is None) == (quote.status == "extracted")
        total = history.find(quote.id).total
        assert total >= known, "entries are only ever added"
        known = total
        places = [each.segments for each in found]
        assert len(set(places)) == len(places), "no quote stands beside itself"


def decided(quote_id: str, step: str, what: Any, expected: dict[str, object]) -> bool:
    """Whether the decision could be made; ``expected`` is what must hold from then on."""
    quote = quotes.get(quote_id)
    fields, status = what, "corrected"
    if step == "cut":
        first = quote.segments[0]
        fields = {"segments": [Boundary(start=first.start, end=max(first.start + 5, first.end - what))]}
    elif step != "correct":
        fields, status = {}, step
    try:
        after = decide(quote_id, Decision(status=status, by="vera", fields=fields), seen={version(quote)})
    except Conflict:
        assert status == "extracted", "only taking back may find nothing to go back to"
        return False
    names = {"verified": (*FIELDS, "speaker", "text"), "extracted": ()}.get(status, tuple(fields))
    if status == "extracted":
        expected.clear()
    expected |= {name: shown(after, name) for name in ("text" if n == "segments" else n for n in names)}
    expected["status"] = after.status
    if status == "extracted":
        expected.clear()
    for name, value in fields.items():
        if name != "segments":
            assert shown(after, name) == value
    return True


def shown(quote: QuoteRecord, name: str) -> object:
    return (quote.speaker and quote.speaker.name) if name == "speaker" else getattr(quote, name)


def assert_verbatim(quote: QuoteRecord) -> None:
    text = articles.text_of(quote.article.id, quote.revision)
    evidence = [getattr(quote.evidence, name) for name in quote.evidence.__slots__]
    spans: list[Span] = [*quote.segments, *(span for span in evidence if span)]
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert quote.text == " ".join(span.text for span in quote.segments)
    if quote.reading is not None:
        read = articles.text_of(quote.article.id, quote.reading.revision)
        assert all(read[span.start : span.end] == span.text for span in quote.reading.segments)
