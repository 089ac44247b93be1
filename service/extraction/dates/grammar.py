"""The pieces of which the patterns are made: regular expressions without nesting of repetitions.

Every repetition is bounded, so that a match tried at one place costs a constant, whatever the text.
"""

import re

from service.extraction.dates.lexicon import load

LEXICON = load()

# A line break is crossed only where the next line goes on in lower case or with a number: no paragraph does.
GAP = r"(?:[^\S\n]{1,3}|[^\S\n]?\n(?=[a-z0-9]))"
END = r"(?!\w)"
PART = r"(?:(?i:morning|afternoon|evening|night|lunchtime|midday|noon|midnight)(?!\w))"
ZONE = r"(?:[ECMP][SD]?T|GMT|BST|CET|UTC|(?:Eastern|Central|Pacific|local)(?: [Tt]ime)?)"
_HOUR = r"\d{1,2}(?:[:.]\d\d)?[^\S\n]?(?:[ap]\.m\.|[ap]m|[AP]M|[AP]\.M\.)"
CLOCK = rf"(?:(?:{_HOUR}|noon|midnight)(?:{GAP}{ZONE})?)"
NUMBER = rf"(?:\d{{1,3}}|(?i:{'|'.join(sorted(LEXICON.numbers, key=len, reverse=True))}))"
YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)(?![\w%]|[.,:/]\d|-\d)"


def choice(words: list[str] | tuple[str, ...] | dict[str, int], *, ignore_case: bool = False) -> str:
    """An alternation of the words, longest first, their spaces widened to gaps."""
    ordered = sorted(words, key=len, reverse=True)
    body = "|".join(GAP.join(re.escape(part) for part in word.split(" ")) for word in ordered)
    return f"(?i:{body})" if ignore_case else f"(?:{body})"


def weekday(name: str = "weekday", *, beside_a_date: bool = False) -> str:
    """A weekday, captured as ``name``; the abbreviations that are also other words only ``beside_a_date``."""
    forms = LEXICON.weekdays_beside_a_date if beside_a_date else LEXICON.weekdays
    return rf"(?P<{name}>{choice(forms)}){END}"


def month(name: str = "month") -> str:
    """A month, in full or abbreviated, captured as ``name``."""
    return rf"(?P<{name}>{choice(LEXICON.months)})(?:(?<=\.)|{END})"


def day(name: str = "day") -> str:
    """The day of a month, with or without its ordinal ending, captured as ``name``."""
    ending = "(?:st|nd|rd|th|ST|ND|RD|TH)?"
    return rf"(?P<{name}>3[01]|[12]\d|0?[1-9]){ending}(?!\w|%|[.:/]\d|,\d{{3}}(?!\d))"


def number(text: str) -> int:
    """The value of what NUMBER matched."""
    return int(text) if text.isdecimal() else LEXICON.numbers[text.lower()]
