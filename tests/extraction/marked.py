"""A tiny notation for texts with the expected spans written inside, so that nobody counts offsets.

``{content=Ada Bell:“It works,”} {cue:said} {source:she}.`` is '“It works,” she said.', one quote by Ada Bell.
``content`` begins a quote, its marks within the braces; ``more`` is a further segment of the same quote;
``=nobody`` expects that no speaker is found, and without ``=`` any speaker will do. ``cue``, ``source`` and
``role`` are evidence.
"""

import re
from dataclasses import dataclass, field

import pytest
from _pytest.mark import ParameterSet

from service.extraction.annotations import Quote

_SPAN = re.compile(r"\{(content|more|cue|source|role)(?:=([^:{}]*))?:([^{}]*)\}")
_OPENS = re.compile(r"''|``|‘‘|[\"“”„«»‹›＂'‘‚’]")
_CLOSES = re.compile(r"(?:''|’’|[\"“”«»‹›＂'‘’])$")
NOBODY = "nobody"


@dataclass(slots=True)
class Marked:
    """A text without its marks, and what they say."""

    text: str
    quotes: list[tuple[str, ...]] = field(default_factory=list)
    offsets: list[tuple[int, int]] = field(default_factory=list)
    speakers: list[str | None] = field(default_factory=list)
    evidence: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def printed(self, kind: str) -> str | None:
        """The words of the first span of ``kind``, None where there is none."""
        spans = self.evidence.get(kind)
        return self.text[spans[0][0] : spans[0][1]] if spans else None


def read(source: str) -> Marked:
    """``source`` without its marks, and the spans that they stand for."""
    marked = Marked("")
    last = 0
    for span in _SPAN.finditer(source):
        marked.text += source[last : span.start()]
        last = span.end()
        kind, name, words = span.groups()
        start = len(marked.text)
        marked.text += words
        if kind in ("content", "more"):
            _add_quote(marked, start, words, name, more=kind == "more")
        else:
            marked.evidence.setdefault(kind, []).append((start, start + len(words)))
    marked.text += source[last:]
    return marked


def _add_quote(marked: Marked, start: int, words: str, name: str | None, *, more: bool) -> None:
    opening = _OPENS.match(words)
    low = opening.end() if opening else 0
    closing = _CLOSES.search(words, low) if opening else None
    high = closing.start() if closing else len(words)
    low, high = high - len(words[low:high].lstrip()), low + len(words[low:high].rstrip())
    marked.offsets.append((start + low, start + high))
    if more:
        marked.quotes[-1] += (words[low:high],)
    else:
        marked.quotes.append((words[low:high],))
        marked.speakers.append(name)


def table(rows: list[tuple[str, str]], known: dict[str, str]) -> list[ParameterSet]:
    """Rows of (source, why) as parameters; ``known`` has the whys of rows that fail, and what is wrong."""
    whys = [why for _, why in rows]
    assert len(set(whys)) == len(whys) and set(known) <= set(whys), "every row has a reason of its own"
    failing = {why: [pytest.mark.xfail(strict=True, reason=reason)] for why, reason in known.items()}
    return [pytest.param(source, why, id=why, marks=failing.get(why, [])) for source, why in rows]


def speakers_of(quotes: tuple[Quote, ...], wanted: list[str | None]) -> list[str | None]:
    """The speakers found, as the notation writes them; None where a row does not say."""
    names = [quote.speaker.name if quote.speaker else NOBODY for quote in quotes]
    padded = [*wanted, *[NOBODY] * (len(names) - len(wanted))]
    return [name if want is not None else None for name, want in zip(names, padded, strict=False)]
