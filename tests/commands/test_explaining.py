"""``quotes extract --explain``: the words that prove each field, in colour, and a line for every quote."""

import re
from pathlib import Path

import pytest
from rich.console import Console

from service.commands.explaining import STYLES, coloured, explain, proof
from service.extraction.annotations import (
    Candidate,
    Evidence,
    Extraction,
    Medium,
    Quote,
    Reason,
    Span,
    Speaker,
    SpeakerKind,
)
from tests.commands.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
NEWS = "“The bridge is open,” Mayor Ada Bright said at a briefing on 2026-03-03. “Enjoy it.”"
WHERE = {
    "speaker": "Ada Bright",
    "cue": "said",
    "role": "Mayor",
    "medium": "said at a briefing",
    "said_on": "2026-03-03",
}


def quote(text: str = NEWS, *words: str, **changes: object) -> Quote:
    def span(part: str) -> Span:
        start = text.index(part)
        return Span.of(text, start, start + len(part))

    given = {
        "segments": tuple(map(span, words or ("The bridge is open,", "Enjoy it."))),
        "partial": False,
        "speaker": Speaker(name="Ada M. Bright", kind=SpeakerKind.PERSON),
        "role": "Mayor",
        "medium": Medium.BRIEFING,
        "said_on": "2026-03-03",
        "confidence": 0.97,
        "evidence": Evidence(**{name: span(part) for name, part in WHERE.items() if part in text}),
        "rule": "verb-after",
    }
    return Quote(**given | changes)  # type: ignore[arg-type]


def extraction(*quotes: Quote, text: str = NEWS) -> Extraction:
    return Extraction(text=text, language="en", supported=True, extractor="made-1", quotes=quotes)


def styles(shown_of: Extraction) -> dict[str, set[str]]:
    """Field → the runs of text in its style, in the colours that a terminal is sent."""
    shown = coloured(shown_of)
    found: dict[str, set[str]] = {}
    for span in shown.spans:
        for field, style in STYLES.items():
            if style in str(span.style):
                found.setdefault(field, set()).add(shown.plain[span.start : span.end])
    return found


def test_the_words_that_prove_each_field_are_in_its_style() -> None:
    assert styles(extraction(quote())) == {
        "quote": {"The bridge is open,", "Enjoy it."},
        "speaker": {"Ada Bright"},
        "cue": {"said"},
        "role": {"Mayor"},
        "medium": {"said", " at a briefing"},  # the cue stands in it: both styles
        "said on": {"2026-03-03"},
    }


def test_the_text_is_all_there_with_a_number_past_the_mark_that_closes_each_quote() -> None:
    both = (quote(NEWS, "The bridge is open,"), quote(NEWS, "Enjoy it."))
    assert coloured(extraction(*both)).plain == NEWS.replace("open,”", "open,”[1]").replace("it.”", "it.”[2]")
    assert coloured(extraction(quote())).plain == NEWS + "[1]"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {},
            "“The bridge is open, Enjoy it.” → Ada M. Bright (person) · rule verb-after · 97% sure"
            " · speaker ‘Ada Bright’ at 28 · cue ‘said’ at 39 · role ‘Mayor’ at 22"
            " · medium briefing ‘said at a briefing’ at 39 · said on ‘2026-03-03’ at 61",
        ),
        (
            {"runner_up": Candidate(name="Noor Haddad", score=0.2), "evidence": Evidence(), "role": None}
            | {"medium": Medium.UNSPECIFIED, "said_on": None},
            "“The bridge is open, Enjoy it.” → Ada M. Bright (person) · rule verb-after · 97% sure"
            " · runner-up Noor Haddad, 20%",
        ),
        (
            {"speaker": None, "evidence": Evidence(), "role": None, "medium": Medium.UNSPECIFIED},
            "“The bridge is open, Enjoy it.” → nobody can be identified · rule verb-after · 97% sure"
            " · said on 2026-03-03 (no words)",
        ),
        (
            {"doubts": (Reason(says="the quote is short", weight=-0.9), Reason(says="so is he", weight=-0.3))}
            | {"evidence": Evidence(), "role": None, "medium": Medium.UNSPECIFIED, "said_on": None},
            "“The bridge is open, Enjoy it.” → Ada M. Bright (person) · rule verb-after · 97% sure"
            " · in doubt, for the quote is short; so is he",
        ),
    ],
    ids=["every field", "a runner-up, nothing else", "nobody, and a value that nothing proves", "doubts"],
)
def test_a_line_says_what_decided(changes: dict[str, object], line: str) -> None:
    assert proof(quote(**changes)).plain == line


def test_a_long_quote_is_cut_at_a_word_in_its_line() -> None:
    words = "We will build it " * 20
    line = proof(quote(f"“{words}”", words)).plain
    assert line.startswith("“We will build it We will")
    assert re.search(r"(We|will|build|it) …” → ", line)


def test_an_article_cannot_steer_the_terminal() -> None:
    text = "“\x1b[2JGone,” \x07Ada Bright said.\r\n“\x9b31mRed.”"
    hostile = extraction(quote(text, "\x1b[2JGone,"), text=text)
    console = Console(width=120, force_terminal=True, color_system="standard")
    with console.capture() as printed:
        explain(console, "a\x1b.txt", hostile)
    told = re.sub(r"\x1b\[[0-9;]*m", "", printed.get())  # the styles are ours
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", told)
    assert "�[2JGone" in told


def test_the_command_explains_in_colour_where_it_is_asked_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    plain = run("extract", "--explain", "a.txt", COLUMNS="200")
    assert plain.exit_code == 0
    assert "\x1b[" not in plain.stdout
    assert "“The bridge is open” → Ada Bright (person) · rule fake · 90% sure" in plain.stdout
    in_colour = run("extract", "--explain", "a.txt", COLUMNS="200", FORCE_COLOR="1", TERM="xterm")
    assert "\x1b[1;36mAda Bright\x1b[0m" in in_colour.stdout


def test_the_command_says_so_where_there_is_nothing_to_explain(run: Run) -> None:
    assert run("extract", "--explain", "-", input=b"Nobody said a word.").stdout == "stdin: no quotes\n"


def test_a_script_or_a_person_is_answered_not_both(run: Run) -> None:
    result = run("extract", "--explain", "--json", "-", input=NEWS.encode())
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--json and --explain" in result.stderr


def test_every_rule_that_the_docs_explain_is_one_of_the_code() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").partition("| rule |")[2]
    told = re.findall(r"^\| `([a-z-]+)`", text, re.MULTILINE)
    attribution = ROOT / "service" / "extraction" / "attribution"
    code = "".join(path.read_text(encoding="utf-8") for path in attribution.glob("*.py"))
    named = {name.replace(" ", "-") for name in re.findall(r'"([a-z -]+)"', code)}
    assert len(told) >= 10
    assert set(told) <= named
