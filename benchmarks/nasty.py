"""python -m benchmarks.nasty: what texts meant to hurt cost, beside what as much of ordinary news does.

Each invites work that grows faster than the text does. Each is read at a size, and at twice that: a ratio of
2 is linear, of 4 quadratic. Memory is by how much the process's peak rose.
"""

import argparse
import resource
import time
from collections.abc import Callable, Mapping
from itertools import product

from benchmarks.tables import figure, table
from service.extraction.extractor import Extractor

ORDINARY = (
    "“The bridge opens on Monday,” said Mayor Ada Bright at a news conference. She had said in March that "
    "the town could not wait. Odd Larsen, who runs the ferry, told the Courier that “nobody asked us”.\n\n"
)
"""What an article says, for comparison."""

_SYLLABLES = ("ba", "ne", "ri", "so", "tu", "la", "mo", "ke", "vi", "da")
_NAMES = [a.title() + b + c for a, b, c in product(_SYLLABLES, repeat=3)]
_MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def _name(number: int) -> str:
    """One of a million names of people, all different."""
    given, family = divmod(number, len(_NAMES))
    return f"{_NAMES[(number * 7 + given) % len(_NAMES)]} {_NAMES[family]}n"


def _each(make: Callable[[int], str]) -> Callable[[int], str]:
    """A text of so many characters out of pieces, each made with its number."""

    def text(size: int) -> str:
        pieces, length = [], 0
        while length < size:
            pieces.append(make(len(pieces)))
            length += len(pieces[-1])
        return "".join(pieces)[:size]

    return text


def _run(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _nested(opening: str, closing: str) -> Callable[[int], str]:
    """Openings by the thousand, something in the middle, and as many closings."""

    def text(size: int) -> str:
        deep = size // (len(opening) + len(closing))
        return opening * deep + "it" + closing * deep

    return text


def _day(number: int) -> str:
    return f"{_MONTHS[number % 12]} {number % 28 + 1}, {1900 + number % 130}"


SHAPES: Mapping[str, Callable[[int], str]] = {
    "ordinary news": _run(ORDINARY),
    "ordinary news in one paragraph": _run(ORDINARY.replace("\n\n", " ")),
    "opening marks": _run("“"),
    "straight marks": _run('"'),
    "straight marks with spaces": _run('" '),
    "apostrophes with letters": _run("' a "),
    "empty pairs": _run("“”"),
    "openings that never close": _run("“a "),
    "closings that never opened": _run("a” "),
    "marks that do not match": _run("‘a” "),
    "pairs of one word": _run("“a” "),
    "pairs of one word that somebody said": _run('"Go," he said. '),
    "paragraphs that all re-open": _run("“And the bridge\n\n"),
    "quotations a thousand deep": _nested("“he said ‘she said ", " too’ again” "),
    "guillemets within guillemets": _nested("« on a dit ", " » "),
    "brackets a thousand deep": _nested("(as ", " was) "),
    "line ends": _run("\n"),
    "returns and other line ends": _run("a\r\nb\x85c\x0bd\x0ce\u2028f\u2029"),
    "paragraphs of a letter": _run("\n\na"),
    "spaces": _run(" "),
    "NUL": _run("a\0 "),
    "accents piled on letters": _run("a" + "\u0301" * 90 + " "),
    "zero-width spaces and joiners": _run("a\u200b\u200d\u2060b “c\u200b” "),
    "overrides of direction": _run("\u202e“abc”\u202c \u2067said\u2069 "),
    "emoji joined to families": _run("👩‍👩‍👧‍👦 "),
    "lone surrogates": _run("\ud800 said “a\udfff” "),
    "one word": _run("A"),
    "words of 399 letters": _run("A" * 399 + " "),
    "initials": _run("A. B. said "),
    "initials that everything is according to": _run("according to A. B., "),
    "names": _each(lambda n: f"{_name(n)}, "),
    "names that said without end": _each(lambda n: f"{_name(n)} said and "),
    "who said": _each(lambda n: f"{_name(n)}, who said, "),
    "statements that were issued": _each(lambda n: f"a statement issued by {_name(n)} said, "),
    "quotations in one sentence": _run("‘a b c’ said Bell, "),
    "speakers told by the outlet": _run("told the Times, tweeted, posted on Facebook, "),
    "names that all speak": _each(lambda n: f"“We go,” said {_name(n)}.\n\n"),
    "names that all speak in one paragraph": _each(lambda n: f"“We go,” said {_name(n)}. "),
    "names and pronouns": _each(lambda n: f"{_name(n)} met them. “We go,” she said. “They go,” he said.\n\n"),
    "one surname": _each(lambda n: f"{_NAMES[n % 1000]} Holm came. “We go,” said Holm.\n\n"),
    "one given name": _each(lambda n: f"Ada {_NAMES[n % 1000]}n came. “We go,” said Ada.\n\n"),
    "roles": _each(lambda n: f"Former deputy minister {_name(n)}, the acting head of the union, "),
    "people who are only described": _each(
        lambda n: f"A {n}-year-old man met the woman. “We go,” the man said. "
    ),
    "companies": _each(
        lambda n: f"{_NAMES[n % 1000]} Holdings Inc. said it bought {_NAMES[-n % 1000]} Group. "
    ),
    "dates": _each(lambda n: f"{_day(n)}, "),
    "days on which all was said": _each(lambda n: f"“We go,” she said on {_day(n)}. "),
    "what is nearly a date": _each(lambda n: f"{n % 99}/{n % 77}/{n % 9999} May {n} last next Monday ago "),
    "labels": _each(lambda n: f"{_NAMES[n % 1000].upper()}: We go.\n"),
    "questions and answers": _run("Q. Did it go?\n\nA. It did.\n\n"),
    "posts": _each(lambda n: f"We go — {_name(n)} (@{_NAMES[n % 1000]}{n}) {_day(n)}\n\n"),
    "addresses": _each(lambda n: f"https://ely.example/{n}?b=c&d <a href='x'>y</a> "),
    "markup": _run('<p class="quote">“a”</p>'),
    "entities": _run("&quot;a&quot; &amp;&#8220; "),
    "datelines": _each(lambda n: f"{_NAMES[n % 1000].upper()}, {_day(n)} (AP) —\n\n"),
    "dashes": _run("— a – "),
    "cues alone": _run("said told according to "),
    "claims within claims": _run("she said that he said that "),
    "according to all": _each(lambda n: f"according to {_name(n)} of the council "),
    "decisions in an endless sentence": _run("the council voted and the court ruled, "),
    "statements": _run("in a statement on Twitter at a briefing in an interview "),
    "one endless sentence": _each(lambda n: f"“a,” said {_name(n)}, and “b” was her word, "),
    "one endless quotation": lambda size: (
        "“" + _run("The bridge opens and he said it would. ")(size - 9) + "” he said"
    ),
    "columns": _run("a | b | “c” | d\n"),
    "bullets": _run("- “a,” said Holm\n* b\n• c\n"),
    "headings": _each(lambda n: f"{_name(n).upper()} SAYS 'NO'\n\n"),
}
"""How to make a text of so many characters, by what it is."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nasty", description=__doc__)
    parser.add_argument("--chars", type=int, default=20_000, help="the smaller size, in characters")
    parser.add_argument("--only", default="", help="only shapes whose name has this in it")
    options = parser.parse_args()
    extractor = Extractor()
    seconds(extractor, ORDINARY)
    usual = seconds(extractor, SHAPES["ordinary news"](2 * options.chars))
    rows = []
    for name, make in SHAPES.items():
        if options.only not in name:
            continue
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        once, twice = (seconds(extractor, make(times * options.chars)) for times in (1, 2))
        risen = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        rows.append((name, figure(twice), figure(twice / usual), f"× {twice / once:.1f}", f"{risen:.0f}"))
        print(f"{name}: {twice / usual:.2f}", flush=True)
    print(f"\n{2 * options.chars:,} characters; ordinary news takes {figure(usual)} s\n")
    print(table(("", "s", "of ordinary", "per doubling", "MB more"), rows))


def seconds(extractor: Extractor, text: str) -> float:
    """The processor time that reading ``text`` takes."""
    begin = time.process_time()
    extractor.extract(text, published_at="2026-03-04")
    return time.process_time() - begin


if __name__ == "__main__":
    main()
