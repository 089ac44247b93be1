"""Two printings of an utterance, word by word: what is the same, what is left out, what was changed.

Case, accents, punctuation, quotation marks and British or American spelling do not count. Words that an
editor puts in brackets, and words left out at an ellipsis or at either end, are no change of what was said.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from service.storage.words import Word, spelling, words
from service.tracker.weight import Flag, flags


class Kind(StrEnum):
    """What happened to words on the way from the article to the text that was given."""

    REPLACED = "replaced"
    ADDED = "added"
    DROPPED = "dropped"
    JOINED = "joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words that differ: ``said`` in the article, ``given`` in the text that is compared; "" where none.

    ``start`` and ``end`` are the half-open offsets of ``given`` in the given text (an empty run where words
    were dropped).
    """

    kind: Kind
    said: str
    given: str
    start: int
    end: int
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """How the given text follows what was said. Counts are of words.

    ``covered`` are the words of the article from the first to the last that match, without what an ellipsis
    stands for. ``clipped``: the article's quote goes on at an end; ``elided``: an ellipsis stands for some.
    """

    matched: int
    given: int
    covered: int
    clipped: bool
    elided: bool
    changes: tuple[Change, ...]

    @property
    def exact(self) -> bool:
        """Every given word stands there so."""
        return self.given > 0 and not self.changes

    @property
    def score(self) -> float:
        """How alike they are, 0 to 1: the share of words that both have (Dice's coefficient)."""
        if self.exact:
            return 1.0
        return 2 * self.matched / (self.given + self.covered) if self.given else 0.0

    def turned(self) -> "Alignment":
        """The same, told from the other side: what was added is dropped. Offsets stay as they are."""
        turn = {Kind.ADDED: Kind.DROPPED, Kind.DROPPED: Kind.ADDED}
        changes = (
            replace(each, kind=turn.get(each.kind, each.kind), said=each.given, given=each.said)
            for each in self.changes
        )
        return replace(self, changes=tuple(changes))

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags of all changes, each once."""
        return tuple(dict.fromkeys(flag for change in self.changes for flag in change.flags))


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as words, those of editors set apart: ``asides`` are places in ``words`` where one stands."""

    text: str
    words: tuple[Word, ...]
    asides: frozenset[int]
    joints: frozenset[int] = frozenset()

    @property
    def keys(self) -> list[str]:
        """What is compared."""
        return [spelling(word.key) for word in self.words]


def wording(text: str) -> Wording:
    """``text`` made ready to be compared."""
    spoken: list[Word] = []
    asides: set[int] = set()
    for word in words(text):
        if word.aside:
            asides.add(len(spoken))
        else:
            spoken.append(word)
    return Wording(text, tuple(spoken), frozenset(asides))


def joined(texts: Sequence[str]) -> Wording:
    """Several quotes, one after the other; ``joints``: where in ``words`` each further one begins."""
    text, joints = "", set()
    for each in texts:
        text = f"{text}\n{each}" if text else each
    whole = wording(text)
    end = 0
    for each in texts[:-1]:
        end += len(each) + 1
        joints.add(sum(word.start < end for word in whole.words))
    return Wording(whole.text, whole.words, whole.asides, frozenset(joints))


def align(given: Wording, said: Wording) -> Alignment:
    """``given`` laid along ``said``."""
    return _Reading(given, said, _codes(given.keys, said.keys)).alignment()


def matched(given: list[str], said: list[str]) -> int:
    """How many words an alignment of texts with these keys would match: cheaper to know than all of it."""
    return sum(code[2] - code[1] for code in _codes(given, said) if code[0] == "equal")


Code = tuple[str, int, int, int, int]


def _codes(given: list[str], said: list[str]) -> Sequence[Code]:
    return _whole_run(given, said) or difflib.SequenceMatcher(None, said, given, autojunk=False).get_opcodes()


def _whole_run(given: list[str], said: list[str]) -> list[Code] | None:
    """The opcodes where all of ``given`` is one run of ``said``, which needs no alignment."""
    if not given:
        return None
    for at in range(len(said) - len(given) + 1):
        if said[at] == given[0] and said[at : at + len(given)] == given:
            end = at + len(given)
            before: list[Code] = [("delete", 0, at, 0, 0)] if at else []
            after: list[Code] = (
                [("delete", end, len(said), len(given), len(given))] if end < len(said) else []
            )
            return [*before, ("equal", at, end, 0, len(given)), *after]
    return None


class _Reading:
    """Reads the opcodes of said → given."""

    def __init__(self, given: Wording, said: Wording, codes: Sequence[Code]) -> None:
        self.given, self.said, self.codes = given, said, codes
        self.clipped = self.elided = False
        self.changes: list[Change] = []

    def alignment(self) -> Alignment:
        """The opcodes as an alignment."""
        equal = [code for code in self.codes if code[0] == "equal"]
        matched = sum(code[2] - code[1] for code in equal)
        covered = equal[-1][2] - equal[0][1] if equal else 0
        for code in self.codes:
            if code[0] == "equal":
                self._joints(code[1] + 1, code[2], code[3] - code[1])
            else:
                covered -= self._differ(code, first=code is self.codes[0], last=code is self.codes[-1])
        return Alignment(
            matched=matched,
            given=len(self.given.words),
            covered=max(covered, 0),
            clipped=self.clipped,
            elided=self.elided,
            changes=tuple(self.changes),
        )

    def _differ(self, code: Code, *, first: bool, last: bool) -> int:
        """Notes what differs; the number of words of the article that an ellipsis stands for."""
        tag, i, i_end, j, j_end = code
        if tag == "delete" and (first or last):
            self.clipped = True
            return 0
        if first:  # words before the first that match: those next to it are what they stand for
            i = max(i, i_end - (j_end - j))
        elif last:
            i_end = min(i_end, i + (j_end - j))
        if self._edited(i, i_end, j, j_end):
            return i_end - i
        if tag == "delete" and self.given.words[j].after_gap:
            self.elided = True
            return i_end - i
        self._change(i, i_end, j, j_end)
        return 0

    def _edited(self, i: int, i_end: int, j: int, j_end: int) -> bool:
        """An editor's brackets stand for the words of the other printing."""
        by_given = j == j_end and j in self.given.asides
        by_said = i == i_end and i in self.said.asides
        return by_given or by_said

    def _change(self, i: int, i_end: int, j: int, j_end: int) -> None:
        said, given = self.said.words[i:i_end], self.given.words[j:j_end]
        kind = Kind.REPLACED if said and given else Kind.ADDED if given else Kind.DROPPED
        if kind is Kind.DROPPED and any(i <= joint <= i_end for joint in self.said.joints):
            kind = Kind.JOINED
        start = given[0].start if given else self.given.words[j].start
        end = given[-1].end if given else start
        self.changes.append(
            Change(
                kind=kind,
                said=_run(self.said.text, said),
                given=_run(self.given.text, given),
                start=start,
                end=end,
                flags=() if kind is Kind.JOINED else flags(self.said.text, said, self.given.text, given),
            )
        )

    def _joints(self, first: int, end: int, shift: int) -> None:
        """Two quotes run into one, with nothing between them that would tell."""
        for joint in sorted(self.said.joints):
            if first <= joint < end and not self.given.words[joint + shift].after_gap:
                at = self.given.words[joint + shift].start
                self.changes.append(Change(kind=Kind.JOINED, said="", given="", start=at, end=at, flags=()))


def _run(text: str, run: Sequence[Word]) -> str:
    return text[run[0].start : run[-1].end] if run else ""
