"""What medium is read for a quote: one row, one reason. Every sentence is invented."""

import pytest

from service.extraction.extractor import Extractor

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def media(extractor: Extractor, text: str) -> list[tuple[str, str | None]]:
    """The medium of each segment of ``text`` in order, with the words that prove it."""
    doc = extractor.read(text, published_at="2025-05-09")
    found = [doc._.media.get(segment) for segment in range(len(doc._.segments))]
    for reading in found:
        assert reading is None or text[reading.span.start : reading.span.end] == reading.span.text
    return [(r.medium.value, r.span.text) if r else ("unspecified", None) for r in found]


OWN = [
    ("Lee Park tweeted: “We lost.”", "twitter", "the verb names its own channel"),
    ("Lee Park testified that the pipe was “rotten.”", "testimony", "the verb names the occasion"),
    ("“We lost,” Lee Park told CNN.", "interview", "told to a named outlet"),
    ("“We lost,” Lee Park told the Guardian's Ann Orr.", "interview", "told to an outlet's reporter"),
    ("“We lost,” Lee Park told HarbourWatch.", "interview", "an outlet no list knows, run together"),
    ("“We lost,” Lee Park told the Wexbourne Herald.", "interview", "a newspaper by the shape of its name"),
    ("“We lost,” Lee Park told newsmen.", "briefing", "many, whose word ends in no s"),
    ("“We lost,” Lee Park told The Lantern.", "interview", "a name with its article is a paper's"),
    ("“We lost,” Lee Park told The Hague court.", "testimony", "unless it says of what"),
    ("“We lost,” Lee Park told me.", "interview", "told to the reporter"),
    ("“We lost,” Lee Park told reporters.", "briefing", "told to the press as a group"),
    ("“We lost,” Lee Park told our correspondent.", "interview", "told to the paper's own reporter"),
    ("In a telephone chat with us, Lee Park said: “We lost.”", "interview", "a talk with the paper"),
    ("On Monday’s edition of The Bilge podcast, Lee Park said: “We lost.”", "interview", "a broadcast"),
    (
        "Writing in the journal Ice Letters, Lee Park said it was “gone”.",
        "unspecified",
        "a journal's name is no letter",
    ),
    (
        "“We lost,” Lee Park told a news conference.",
        "briefing",
        "the longer phrase, no speech to a conference",
    ),
    ("“We lost,” Lee Park told the court.", "testimony", "said in court"),
    ("Baroness Park told the Lords the plan was “rotten”.", "testimony", "said in a chamber"),
    ("“We lost,” Lee Park told supporters.", "speech", "said to an audience"),
    ("In a statement, Lee Park said the plan was “rotten.”", "statement", "the phrase opens the sentence"),
    ("“We lost,” Lee Park said in a statement on Friday.", "statement", "the phrase hangs on the verb"),
    ("“We lost,” Lee Park said Friday on Twitter.", "twitter", "a day between verb and phrase"),
    (
        "“We lost,” Lee Park told reporters in an email.",
        "correspondence",
        "the channel outranks the addressee",
    ),
    ("Lee Park called the plan “rotten” Monday on CNN.", "interview", "the phrase follows the quotation"),
    (
        "Lee Park said in a statement that it rained, adding that the roof was “rotten.”",
        "statement",
        "adding",
    ),
    ("The report said the bridge was “rotten to the last bolt.”", "publication", "a document speaks"),
    ("The letter said the bridge was “rotten to the last bolt.”", "correspondence", "a letter speaks"),
    ("“The bridge is rotten to the bolts,” Lee Park wrote.", "publication", "written, nobody tells where"),
    ("“Vote early!” — Ann Dale (@anndale) May 4, 2025", "twitter", "an embedded post"),
    ("“Vote early!” — Bo Lind (@bolind.bsky.social) May 5, 2025", "social_media", "a handle on Bluesky"),
    ("Lee Park was overheard telling a friend that the roof was “rotten.”", "conversation", "overheard"),
    ("“We lost,” said Lee Park, the mayor of Ely.", "unspecified", "a reader cannot tell"),
    ("“We lost,” Lee Park said after the debate.", "unspecified", "after the occasion is not at it"),
    (
        "“We lost,” said a source close to the company’s board.",
        "unspecified",
        "the phrase describes who speaks",
    ),
    (
        "“We lost,” said Lee Park, who works in the private sector.",
        "unspecified",
        "part of a longer noun phrase",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), OWN)
def test_the_sentence_itself_tells(extractor: Extractor, text: str, expected: str, why: str) -> None:
    assert media(extractor, text)[0][0] == expected, why


CARRIED = [
    (
        "“We lost,” Lee Park said in an interview. “It hurt.”\n\nIt rained.\n\n“I will stay,” Park said.",
        ["interview"] * 3,
        "an interview goes on for as long as its speaker does",
    ),
    (
        "Lee Park, who addressed newsmen at the gate, said that it would go on. “We will win,” she said.",
        ["briefing"],
        "whom somebody is said to have addressed",
    ),
    (
        "At a rally in Leeds on Friday, Lee Park promised to stay.\n\n“We will win,” Park said.",
        ["speech"],
        "an earlier sentence sets the occasion",
    ),
    (
        "Lee Park sent a letter to the council.\n\n“The bridge is rotten to the bolts,” Park wrote.",
        ["correspondence"],
        "what is written stands in the letter just named",
    ),
    (
        "“We lost,” Lee Park said in an interview.\n\n“It hurt,” said Ann Dale, a teacher.",
        ["interview", "unspecified"],
        "another speaker was not at the interview",
    ),
    (
        "“We lost,” Lee Park told supporters Monday.\n\n“It hurt,” Park said Thursday.",
        ["speech", "unspecified"],
        "another day is another occasion",
    ),
    (
        "“We lost,” Lee Park told supporters.\n\nPark had once called the plan “rotten to the bolts.”",
        ["speech", "unspecified"],
        "once was another time",
    ),
    (
        "“We lost,” Lee Park told supporters.\n\n___\n\n“It hurt,” Lee Park said.",
        ["speech", "unspecified"],
        "a section break ends the occasion",
    ),
    (
        "“We lost,” Lee Park tweeted.\n\nIt rained.\n\nIt hailed.\n\nIt froze.\n\n“It hurt,” Park said.",
        ["twitter", "unspecified"],
        "a post is soon over",
    ),
    (
        "Lee Park said the plan was “rotten.”\n\n“We lost,” Park told CNN.",
        ["interview", "interview"],
        "the lede leaves the occasion for the next sentence to tell",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), CARRIED)
def test_the_occasion_goes_on_or_ends(extractor: Extractor, text: str, expected: list[str], why: str) -> None:
    assert [medium for medium, _ in media(extractor, text)] == expected, why


EVIDENCE = [
    ("“We lost,” Lee Park said in a brief statement.", "in a brief statement", "the phrase"),
    ("Lee Park tweeted: “We lost.”", "tweeted", "the verb"),
    ("“Vote early!” — Ann Dale (@anndale) May 4, 2025", "@anndale", "the handle"),
]


@pytest.mark.parametrize(("text", "proof", "why"), EVIDENCE)
def test_evidence_is_the_words_that_prove_it(extractor: Extractor, text: str, proof: str, why: str) -> None:
    assert media(extractor, text)[0][1] == proof, why


def test_a_text_without_quotes_has_no_media(extractor: Extractor) -> None:
    assert media(extractor, "Lee Park spoke at a rally in Leeds.") == []
