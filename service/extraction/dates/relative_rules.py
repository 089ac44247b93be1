"""Times counted from publication or from an occasion told before, and names that look like times."""

import re

from service.extraction.dates.expressions import DayOffset, Form, Name, Unresolvable
from service.extraction.dates.grammar import END, GAP, LEXICON, NUMBER, PART, choice, number
from service.extraction.dates.rules import DIGITS, Rule, after, before, rule

_SENTENCE_START = re.compile(r"(?:^|[\n.!?:;…—–-][)\]”’\"'»]{0,2}\s{0,3}[(\[“‘\"'«]{0,2}|[(\[“‘\"'«])$")
_TITLE = re.compile(r"[”’\"']?[^\S\n]{1,3}(?:show|Show|host|co-host|anchor)\b")
_STANDS_ALONE = re.compile(r"\s{0,3}(?:[.,;:!?)\]”’\"'»—–-]|$|\n)")
_SHOW = re.compile(r"(?:[“\"‘'«]|\b(?:on|of|to|for|with|from)\s{1,3}|[’']s\s{1,3})$")
_SHOW_HOST = re.compile(r"[,”’\"']{0,2}[^\S\n]{1,3}(?:host|anchor|with|moderator|show|program)\b")
_NOT_BACK = re.compile(r"(?i:\b(?:since|by|until|till|from|before|back|and|but|so|even|if|then)\s{1,3})$")

_FIXED = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this very morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "last night": -1,
    "last evening": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}


def _fixed(match: re.Match[str]) -> Form | None:
    """A capital in the middle of a sentence makes a name of it: "on Today", "Psychology Tomorrow"."""
    phrase = match["phrase"]
    if phrase[0].isupper() and not match["shade"] and " " not in phrase:
        begins = phrase.isupper() or _SENTENCE_START.search(before(match))
        if _TITLE.match(after(match)) or not begins:
            return Name()
    return DayOffset(_FIXED[" ".join(phrase.lower().split())])


def _days_ago(match: re.Match[str]) -> Form | None:
    days = number(match["number"])
    return DayOffset(-days if match["way"].lower() == "ago" else days)


def _days_from_previous(match: re.Match[str]) -> Form | None:
    """ "two days after the vote" counts from the vote; "two days after." from what was told before."""
    way = match["way"].lower()
    if way in ("before", "after") and not _STANDS_ALONE.match(after(match)):
        return Unresolvable()
    days = number(match["number"])
    return DayOffset(-days if way in ("before", "earlier") else days, from_previous=True)


def _next_day(match: re.Match[str]) -> Form | None:
    back = match["way"].lower() in ("previous", "prior", "preceding")
    return DayOffset(-1 if back else 1, from_previous=True)


def _day_before(match: re.Match[str]) -> Form | None:
    if not _STANDS_ALONE.match(after(match)):
        return Unresolvable()
    return DayOffset(-1 if match["way"].lower() == "before" else 1, from_previous=True)


def _same(_match: re.Match[str]) -> Form | None:
    return DayOffset(0, from_previous=True)


def _then(match: re.Match[str]) -> Form | None:
    """ "Graham told the paper then." looks back to a time told; "since then", "and then" do not."""
    alone = re.match(r"[.,;:]|$|\n", after(match))
    return DayOffset(0, from_previous=True) if alone and not _NOT_BACK.search(before(match)) else None


def _name(_match: re.Match[str]) -> Form | None:
    return Name()


def _sunday_show(match: re.Match[str]) -> Form | None:
    """The programme "Fox News Sunday" against what somebody told Fox News on a Sunday."""
    return Name() if _SHOW.search(before(match)) or _SHOW_HOST.match(after(match)) else None


_SHADE = rf"(?P<shade>(?i:earlier|later|early|late|only|just){GAP}(?:on{GAP})?)?"
_SHADES = ("earlier", "later", "early", "late", "only", "just")
_NUMBERS = (*LEXICON.numbers, DIGITS)

RULES: tuple[Rule, ...] = (
    rule("name", rf"{choice(LEXICON.names)}{END}", LEXICON.names, _name),
    rule("sunday show", r"Fox News Sunday\b", ("fox",), _sunday_show),
    rule(
        "fixed",
        rf"{_SHADE}(?P<phrase>{choice(tuple(_FIXED), ignore_case=True)}){END}(?:{GAP}{PART})?",
        (*_FIXED, *_SHADES),
        _fixed,
    ),
    rule("same", rf"{choice(LEXICON.same, ignore_case=True)}{END}", LEXICON.same, _same),
    rule("then", r"then\b", ("then",), _then),
    rule(
        "days ago",
        rf"(?P<number>{NUMBER}){GAP}(?i:days?){GAP}(?P<way>(?i:ago|from{GAP}now)){END}",
        _NUMBERS,
        _days_ago,
    ),
    rule(
        "days later",
        rf"(?P<number>{NUMBER}){GAP}(?i:days?){GAP}(?P<way>(?i:earlier|later|before|after)){END}",
        _NUMBERS,
        _days_from_previous,
    ),
    rule(
        "next day",
        rf"(?i:the{GAP}(?P<way>next|following|previous|prior|preceding){GAP}(?:day|{PART})){END}",
        ("the",),
        _next_day,
    ),
    rule(
        "day before",
        rf"(?i:the{GAP}(?:day|night|evening){GAP}(?P<way>before|after)){END}",
        ("the",),
        _day_before,
    ),
)
