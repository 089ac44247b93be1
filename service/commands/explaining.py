"""Shows why: an article's text with the words that each quote was read from in colour, and what decided."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.extraction.annotations import Extraction, Medium, Quote, Span

#: Field → style. Where the words of two fields overlap, a later one's colour wins; what the earlier one sets
#: besides stays ("told reporters": a medium, underlined, that begins with its cue).
STYLES = {
    "quote": "green",
    "medium": "blue underline",
    "role": "magenta",
    "said on": "red",
    "speaker": "bold cyan",
    "cue": "yellow italic",
}
#: What an article has no business telling a terminal. Tabs and line ends are harmless.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CLOSING = re.compile("[\"”'’»›]*")
_LONGEST = 72


def explain(console: Console, where: str, extraction: Extraction) -> None:
    """Print the text of ``extraction`` in colour, each quote numbered, and a line that proves each quote."""
    console.print(Text(printable(where), style="bold"), _legend())
    console.print()
    console.print(coloured(extraction))
    lines = Table.grid(padding=(0, 1))
    lines.add_column(justify="right", no_wrap=True)
    lines.add_column(overflow="fold")
    for number, quote in enumerate(extraction.quotes, 1):
        lines.add_row(Text(f"[{number}]", style="dim"), proof(quote))
    if extraction.quotes:
        console.print()
        console.print(lines)


def coloured(extraction: Extraction) -> Text:
    """The text, with the words of every field in its style and each quote's number where it ends."""
    text, numbers = extraction.text, _numbers(extraction)
    turns = _turns(extraction.quotes)
    shown, active = Text(), Counter[str]()
    bounds = sorted({0, len(text), *numbers, *turns})
    for start, end in pairwise([*bounds, len(text)]):
        shown.append(numbers.get(start, ""), style="dim")
        active.update(turns.get(start, {}))
        style = " ".join(STYLES[field] for field in STYLES if active[field] > 0)
        shown.append(printable(text[start:end]), style=style)
    return shown


def _turns(quotes: Sequence[Quote]) -> dict[int, Counter[str]]:
    """Where a field's words begin (1) and end (-1): what to add up on the way through the text."""
    turns: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for quote in quotes:
        spans = [(field, span) for field, _, span in _fields(quote) if span]
        spans += [("quote", segment) for segment in quote.segments]
        for field, span in dict.fromkeys(spans):
            turns[span.start][field] += 1
            turns[span.end][field] -= 1
    return turns


def _numbers(extraction: Extraction) -> dict[int, str]:
    """Each quote's number, to stand past the marks that close its last segment."""
    numbers: defaultdict[int, str] = defaultdict(str)
    for number, quote in enumerate(extraction.quotes, 1):
        closing = _CLOSING.match(extraction.text, quote.segments[-1].end)
        numbers[closing.end() if closing else quote.segments[-1].end] += f"[{number}]"
    return numbers


def proof(quote: Quote) -> Text:
    """One line: who, by which rule, how sure, the words that prove each field, who else it might be."""
    shown = Text(f"“{printable(_shortened(quote.text))}”", style=STYLES["quote"])
    name = f"{quote.speaker.name} ({quote.speaker.kind})" if quote.speaker else "nobody can be identified"
    shown.append(f" → {printable(name)}", style="bold")
    shown.append(f" · rule {quote.rule} · {quote.confidence:.0%} sure", style="not bold")
    for field, value, span in _fields(quote):
        shown.append(" · ")
        shown.append(field, style=STYLES[field])
        if value and (span is None or value != span.text):
            shown.append(f" {printable(value)}")
        shown.append(f" ‘{printable(span.text)}’ at {span.start}" if span else " (no words)")
    if quote.doubts:
        shown.append(f" · in doubt, for {'; '.join(reason.says for reason in quote.doubts)}")
    if quote.runner_up:
        rival = quote.runner_up
        shown.append(f" · runner-up {printable(rival.name)}, {rival.score:.0%}")
    return shown


def printable(text: str) -> str:
    """``text`` without what would steer the terminal: a control character becomes a replacement character."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def _fields(quote: Quote) -> Iterator[tuple[str, str | None, Span | None]]:
    """Each field that is not null: its name, its value, the words that prove it."""
    evidence = quote.evidence
    medium = None if quote.medium is Medium.UNSPECIFIED else str(quote.medium).replace("_", " ")
    for name, value, span in (
        ("speaker", None, evidence.speaker),
        ("cue", None, evidence.cue),
        ("role", quote.role, evidence.role),
        ("medium", medium, evidence.medium),
        ("said on", quote.said_on, evidence.said_on),
    ):
        if value or span:
            yield name, value, span


def _shortened(words: str) -> str:
    """The first words of a quote, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rpartition(" ")[0] + " …"


def _legend() -> Text:
    return Text(" ").join(Text(field, style=style) for field, style in STYLES.items())
