"""The marks inside a marked article: {who medium date|the quote} and [who:the mention]."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from service.evaluation.gold import GoldQuote, InvalidGold, Kind, Offsets
from service.extraction.annotations import Medium

SAME, NOBODY, UNDATED = "+", "nobody", "undated"
BEFORE, AFTER, NONE = "@<", "@>", "@-"

_MARK = re.compile(
    r"\{(?P<head>[^{}|\n]*)\|(?P<quote>[^{}]*)\}"
    r"|\[(?P<key>[a-z][a-z0-9_]*):(?P<mention>[^\[\]\n]*)\]"
    r"|(?P<stray>[{}])"
)
_INSIDE = re.compile(r"\[[a-z][a-z0-9_]*:")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_MEDIA = frozenset(medium.value for medium in Medium)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSpeaker:
    """A speaker as the front matter gives him."""

    name: str
    role: str | None
    named: bool


@dataclass(frozen=True, slots=True)
class _Mention:
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A marked quote whose mention is not looked up yet; ``where`` is "" or one of @<, @>, @-."""

    key: str
    quote: GoldQuote
    where: str = ""
    same: bool = False


def read_marks(body: str, speakers: Mapping[str, MarkedSpeaker]) -> tuple[str, tuple[GoldQuote, ...]]:
    """The article without its marks, and its labels with offsets into that. Raises InvalidGold."""
    text, last = "", 0
    stretches: list[_Stretch] = []
    mentions: list[_Mention] = []
    for mark in _MARK.finditer(body):
        text += body[last : mark.start()]
        last = mark.end()
        if mark["stray"]:
            raise InvalidGold(f"a stray {mark['stray']} after {text[-40:]!r}")
        start = len(text)
        text += mark["mention"] if mark["key"] else mark["quote"]
        if mark["key"]:
            mentions.append(_Mention(_known(mark["key"], speakers), start, len(text)))
        else:
            stretches.append(_stretch(mark["head"], (start, len(text)), speakers, stretches))
    text += body[last:]
    if inside := _INSIDE.search(text):
        raise InvalidGold(f"a mention inside a quote: {text[inside.start() : inside.start() + 40]!r}")
    return text, _quotes(text, stretches, mentions)


def _known(key: str, speakers: Mapping[str, MarkedSpeaker]) -> str:
    if key not in speakers:
        raise InvalidGold(f"{key!r} is no speaker of the front matter")
    return key


def _stretch(
    head: str, span: Offsets, speakers: Mapping[str, MarkedSpeaker], earlier: Sequence[_Stretch]
) -> _Stretch:
    """One marked stretch, by what its head says."""
    key, *words = head.split() or [""]
    sure, key = not key.endswith("?"), key.rstrip("?")
    quote = GoldQuote(id=f"q{len(earlier) + 1}", start=span[0], end=span[1], kind=Kind.QUOTE, sure=sure)
    if key in (Kind.SCARE, Kind.TITLE):
        return _Stretch(key, replace(quote, kind=Kind(key)), NONE)
    if key == SAME:
        return _with_words(_same(quote, earlier), words)
    quote = replace(quote, medium=Medium.UNSPECIFIED)
    if key == NOBODY:
        return _with_words(_Stretch(key, quote, NONE), words)
    who = speakers[_known(key, speakers)]
    return _with_words(_Stretch(key, replace(quote, speaker=who.name, named=who.named, role=who.role)), words)


def _same(quote: GoldQuote, earlier: Sequence[_Stretch]) -> _Stretch:
    """A stretch with the speaker, medium and date of the last quote before it."""
    before = next((s for s in reversed(earlier) if s.quote.kind is Kind.QUOTE), None)
    if before is None:
        raise InvalidGold(f"a {SAME} must follow a quote")
    sure = quote.sure and before.quote.sure
    copied = replace(before.quote, id=quote.id, start=quote.start, end=quote.end, sure=sure, shape=None)
    return _Stretch(before.key, copied, same=True)


def _with_words(stretch: _Stretch, words: list[str]) -> _Stretch:
    """A stretch with what its head says after the speaker: medium, date, #shape, where its mention is."""
    quote, where = stretch.quote, stretch.where
    for word in words:
        if word in _MEDIA:
            quote = replace(quote, medium=Medium(word))
        elif _DATE.fullmatch(word):
            quote = replace(quote, date=word)
        elif word.startswith("#"):
            quote = replace(quote, shape=word[1:])
        elif word in (BEFORE, AFTER, NONE):
            where = word
        elif word == UNDATED:
            quote = replace(quote, date=None)
        else:
            raise InvalidGold(f"{word!r} is no medium, date, #shape, @<, @>, @- or {UNDATED}")
    return replace(stretch, quote=quote, where=where)


def _quotes(text: str, stretches: Sequence[_Stretch], mentions: Sequence[_Mention]) -> tuple[GoldQuote, ...]:
    """The quotes with their mentions: a + takes that of the quote before, unless it says where."""
    quotes: list[GoldQuote] = []
    last = None
    for stretch in stretches:
        found = last if stretch.same and not stretch.where else _mention(text, stretch, mentions)
        if stretch.quote.kind is Kind.QUOTE:
            last = found
        quotes.append(replace(stretch.quote, mention=found))
    return tuple(quotes)


def _mention(text: str, stretch: _Stretch, mentions: Sequence[_Mention]) -> tuple[Offsets, ...] | None:
    """The nearest mention of the speaker in the quote's paragraph, or the one before or after it anywhere."""
    start, end = stretch.quote.start, stretch.quote.end
    if stretch.where == NONE:
        return None
    own = [mention for mention in mentions if mention.key == stretch.key]
    if stretch.where == BEFORE:
        own = [mention for mention in own if mention.end <= start]
    elif stretch.where == AFTER:
        own = [mention for mention in own if mention.start >= end]
    else:
        own = [m for m in own if "\n" not in text[min(m.end, end) : max(m.start, start)]]
    nearest = min(own, key=lambda mention: max(mention.start - end, start - mention.end), default=None)
    if nearest is None:
        raise InvalidGold(f"no mention of {stretch.key!r} near {text[start:end]!r}; mark one, or say @-")
    return ((nearest.start, nearest.end),)
