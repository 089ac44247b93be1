"""Reporting verbs by lemma: the syntax decides whether one reports, the class says how."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from service.extraction.annotations import Medium
from service.extraction.lexicons.files import read_lines, read_toml


class VerbClass(StrEnum):
    """How a verb brings in a quote; reporting_verbs.toml says what each means."""

    SAY = "say"
    EXPRESS = "express"
    SHOW = "show"
    ORDAIN = "ordain"
    ASK = "ask"
    THINK = "think"
    GESTURE = "gesture"
    BEGIN = "begin"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingVerb:
    """One verb of reporting_verbs.toml.

    ``lemma`` is the verb alone; ``particle`` ("out") or ``preposition`` ("of") the second word of its key.
    ``addressee``: the direct object is who is spoken to. ``medium``: the channel that the verb itself names.
    ``written``: the words were written. ``weak``: needs the whole quote as complement, or next to it.
    """

    lemma: str
    verb_class: VerbClass
    particle: str | None = None
    preposition: str | None = None
    addressee: bool = False
    medium: Medium | None = None
    written: bool = False
    weak: bool = False


@cache
def reporting_verbs() -> Mapping[str, ReportingVerb]:
    """Every reporting verb by its key: the lemma ("say"), or all its words ("point out", "speak of")."""
    found: dict[str, ReportingVerb] = {}
    for class_name, entries in read_toml("reporting_verbs.toml").items():
        for key, flags in entries.items():
            if key in found:
                raise ValueError(f"reporting_verbs.toml: {key!r} stands in two classes")
            medium = flags.pop("medium", None)
            found[key] = ReportingVerb(
                lemma=key.split(" ")[0],
                verb_class=VerbClass(class_name),
                medium=Medium(medium) if medium else None,
                **flags,
            )
    return MappingProxyType(found)


@cache
def issuing_verbs() -> frozenset[str]:
    """Lemmas of verbs whose subject speaks through the document that is their object ("issue", "post")."""
    return frozenset(read_lines("issuing_verbs.txt"))


def reporting_verb(lemma: str, *others: str) -> ReportingVerb | None:
    """The entry for ``lemma`` with the longest listed run of ``others`` (particle, preposition), or alone.

    "point", "out" → the entry "point out"; "say", "again" → the entry "say"; None where none is listed.
    """
    verbs = reporting_verbs()
    for end in range(len(others), -1, -1):
        if verb := verbs.get(" ".join((lemma, *others[:end])).lower()):
            return verb
    return None
