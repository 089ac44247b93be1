"""Names in the text: where each stands, and what kind of thing it names.

The model's entities are a start. They are trimmed of titles and possessives, joined with capitalised runs that
the model left out, and settled by a vote over the article: "Bell" after "Ada Bell" is the person.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc, Token

from service.extraction.lexicons import (
    Gender,
    VerbClass,
    given_names,
    honorifics,
    nicknames,
    organisation_nouns,
    reporting_verb,
    role_nouns,
)
from service.extraction.naming.words import PARTICLES, SUFFIXES, core, fold, leading_titles, words

NameKind = Literal["person", "organization", "place", "people", "other"]

_KINDS: dict[str, NameKind] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "people",
    "PRODUCT": "other",
    "EVENT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
}
_NOT_NAMES = frozenset(
    [
        "i",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "today",
        "yesterday",
        "tomorrow",
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "it",
        "they",
        "we",
        "you",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "but",
        "and",
        "or",
        "if",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "to",
        "of",
        "as",
        "when",
        "while",
        "after",
        "before",
        "since",
        "because",
        "although",
        "though",
        "however",
        "meanwhile",
        "still",
        "also",
        "now",
        "then",
        "there",
        "here",
        "who",
        "what",
        "why",
        "how",
        "where",
        "asked",
        "speaking",
        "according",
        "yes",
        "no",
        "not",
        "some",
        "many",
        "most",
        "all",
        "both",
        "each",
        "every",
        "another",
        "other",
        "one",
        "two",
        "three",
        "q",
    ]
)


_NICKNAME = re.compile(r" [\"“”'‘’(]([A-Z][\w.’'-]*)[\"“”'‘’)] (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens [start, end), titles left out; ``title`` is the first token of its titles, else ``start``.

    ``char_end`` is where it ends in the text; ``words`` are its folded words,
    ``gender`` what its titles tell.
    """

    start: int
    end: int
    title: int
    kind: NameKind
    text: str
    words: tuple[str, ...]
    char_end: int
    gender: Gender | None = None


def find_names(doc: Doc) -> tuple[Name, ...]:
    """Every name in ``doc``, in order, none overlapping another."""
    taken = [False] * len(doc)
    raw: list[tuple[int, int, NameKind]] = []
    for start, end, kind in _entities(doc):
        if not any(taken[start:end]):
            raw.append((start, end, kind))
            taken[start:end] = [True] * (end - start)
    raw += [(start, end, "other") for start, end in _runs(doc, taken)]
    names = [name for start, end, kind in _joined(doc, sorted(raw)) if (name := _name(doc, start, end, kind))]
    return tuple(_settle(doc, _trim_headlines(doc, _with_nicknames(doc, names))))


def _trim_headlines(doc: Doc, names: list[Name]) -> list[Name]:
    """Where every word is capitalised a name has no end ("Elizabeth Warren Hammers"): the body tells it."""
    titled = [(p.start, p.end) for p in doc._.paragraphs[:3] if _is_headline(doc._.text[p.start : p.end])]
    if not titled:
        return names
    inside = [any(a <= doc[n.start].idx < b for a, b in titled) for n in names]
    known = {n.words for n, within in zip(names, inside, strict=True) if not within}
    last = {w[-1] for w in known}
    kept = []
    for name, within in zip(names, inside, strict=True):
        trimmed = _trimmed(doc, name, known, last) if within else name
        if trimmed is not None:
            kept.append(trimmed)
    return kept


def _trimmed(doc: Doc, name: Name, known: set[tuple[str, ...]], last: set[str]) -> Name | None:
    for end in range(name.end, name.start, -1):
        char_end = doc[end - 1].idx + len(doc[end - 1])
        text = doc._.text[doc[name.start].idx : char_end]
        folded = core(words(text))
        if folded and (folded in known or (folded[-1] in last and end - name.start <= 3)):
            return replace(name, end=end, text=text, words=folded, char_end=char_end)
    return None


def _is_headline(text: str) -> bool:
    """Whether two thirds of the longer words of a short paragraph are capitalised."""
    longer = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
    return 3 <= len(longer) <= 25 and 3 * sum(w[0].isupper() for w in longer) >= 2 * len(longer)


def _joined(doc: Doc, raw: list[tuple[int, int, NameKind]]) -> list[tuple[int, int, NameKind]]:
    """Joins the parts of one name that the model took for several ("Beatriz" "Castellanos Roig")."""
    joined: list[tuple[int, int, NameKind]] = []
    for start, end, kind in raw:
        before = joined[-1] if joined else None
        if before is not None and _is_one(doc, before, (start, end, kind)):
            both: NameKind = (
                "person" if "person" in (before[2], kind) or _is_given(doc, before[0]) else "organization"
            )
            joined[-1] = (before[0], end, both)
        else:
            joined.append((start, end, kind))
    return joined


def _is_given(doc: Doc, at: int) -> bool:
    return fold(doc[at].text) in given_names()


def _is_one(doc: Doc, before: tuple[int, int, NameKind], after: tuple[int, int, NameKind]) -> bool:
    between = doc._.text[doc[before[1] - 1].idx + len(doc[before[1] - 1]) : doc[after[0]].idx]
    if between in ("’ ", "' ", "’s ", "'s ") and doc[before[1] - 1].text[:1].isupper():
        return doc[after[1] - 1].lower_ in organisation_nouns() and before[2] == "organization" == after[2]
    if between not in (" ", "-") or after[1] - before[0] > 6:
        return False
    if after[2] == "place" or any(doc[i].lower_ in organisation_nouns() for i in range(before[0], after[1])):
        return False
    if doc[after[0]].lower_.rstrip(".") in honorifics() or doc[after[0]].lower_ in role_nouns():
        return False
    if before[2] == "person" and after[2] in ("person", "other"):
        return True
    return _is_given(doc, before[0]) and before[2] in ("person", "other") and before[1] - before[0] == 1


def _with_nicknames(doc: Doc, names: list[Name]) -> list[Name]:
    """Joins a name that a nickname parts: 'Robert C. "Bobby" Scott'."""
    joined: list[Name] = []
    for name in names:
        before = joined[-1] if joined else None
        nickname = _NICKNAME.match(doc._.text, before.char_end) if before else None
        if before and nickname and nickname.end() == doc[name.start].idx and name.kind != "place":
            text = doc._.text[doc[before.start].idx : name.char_end]
            words = (*before.words, fold(nickname.group(1)), *name.words)
            joined[-1] = Name(
                before.start, name.end, before.title, "person", text, words, name.char_end, before.gender
            )
        elif before is None or name.start >= before.end:
            joined.append(name)
    return _without_inner(joined, doc)


def _without_inner(names: list[Name], doc: Doc) -> list[Name]:
    return [n for i, n in enumerate(names) if i == 0 or n.start >= names[i - 1].end]


def _entities(doc: Doc) -> Iterator[tuple[int, int, NameKind]]:
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_)
        if kind is None:
            continue
        for start, end in _split(doc, entity.start, entity.end):
            start, end = _trim(doc, start, end)
            if start < end:
                yield start, end, kind


def _split(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The model's span, cut where a line ends, a mark stands, or a possessor ends ("Fox News’s Bret Baier")."""
    first = start
    for i in range(start, end):
        if doc[i].is_space or doc[i].is_quote or doc[i].text in ("’s", "'s", "(", ")", "—", "–", ":", "’"):
            if first < i:
                yield first, i
            first = i + 1
    if first < end:
        yield first, end


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].lower_ in ("the", "a", "an") or not doc[start].text[:1].isalnum()):
        start += 1
    while end > start and (not doc[end - 1].text[-1:].isalnum() and doc[end - 1].text[-1:] != "."):
        end -= 1
    while start < end and not _capital(doc[start]) and not doc[start].text[:1].isdigit():
        start += 1
    return start, end


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _runs(doc: Doc, taken: list[bool]) -> Iterator[tuple[int, int]]:
    """Capitalised runs that the model left out and that look like names."""
    at = 0
    while at < len(doc):
        if taken[at] or not _starts_run(doc, at):
            at += 1
            continue
        end = at + 1
        while end < len(doc) and not taken[end] and _continues_run(doc, end):
            end += 1
        while end > at and not _capital(doc[end - 1]) and doc[end - 1].lower_ not in SUFFIXES:
            end -= 1
        yield at, end
        at = max(end, at + 1)


def _starts_run(doc: Doc, at: int) -> bool:
    token = doc[at]
    if not _capital(token) or token.lower_ in _NOT_NAMES or token.is_digit:
        return False
    if token.ent_type_ in ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "LANGUAGE"):
        return False
    if token.tag_ in ("NNP", "NNPS"):
        return True
    # A sentence's first word is capitalised anyway; one amid capitals is a name whatever its tag.
    following = doc[at + 1] if at + 1 < len(doc) else None
    return bool(
        following is not None and following.tag_ == "NNP" and token.tag_ in ("NN", "JJ") and not token.is_stop
    )


def _continues_run(doc: Doc, at: int) -> bool:
    token = doc[at]
    if _capital(token) and token.lower_ not in _NOT_NAMES:
        return token.tag_ in ("NNP", "NNPS", "NN", "JJ") and token.ent_type_ not in ("DATE", "TIME")
    if token.lower_ in PARTICLES or token.text == "-":
        return at + 1 < len(doc) and _capital(doc[at + 1])
    return token.lower_ in SUFFIXES


def _name(doc: Doc, start: int, end: int, kind: NameKind) -> Name | None:
    if any(doc[i].is_space for i in range(start, end)):
        return None
    start = _take_in_hyphens(doc, start)
    printed = tuple(doc[i].text for i in range(start, end))
    titles = leading_titles(printed)
    bare = start + titles
    while bare > 0 and start == bare and _is_title(doc, start - 1) and start - 1 >= 0:
        start -= 1
    start = min(start, bare)
    if bare < end and kind == "other" and _role_led(doc, bare, end) is not None:
        bare = _role_led(doc, bare, end) or bare
    bare = _past_description(doc, bare, end)
    char_end = doc[end - 1].idx + len(doc[end - 1])
    text = doc._.text[doc[bare].idx : char_end]
    folded = core(words(text))
    if not folded:
        return None
    if kind != "person" and (titles or start < bare) and bare < end and not _is_body(doc, bare, end):
        kind = "person"
    return Name(bare, end, start, kind, text, folded, char_end, _titled_gender(doc, start, bare))


def _titled_gender(doc: Doc, start: int, end: int) -> Gender | None:
    """The gender that the titles at tokens [start, end) tell ("Mrs", "Sir"), None for others."""
    for i in range(end - 1, start - 1, -1):
        honorific = honorifics().get(doc[i].lower_.rstrip("."))
        if honorific is not None and honorific.gender is not None:
            return honorific.gender
    return None


def _past_description(doc: Doc, start: int, end: int) -> int:
    """Past capitalised role words before a name ("Lobsterman Walt Brannigan", "Charlotte Mayor Jen Roberts")."""
    last = start
    for i in range(start, end - 2):
        lower = doc[i].lower_
        given = fold(doc[i + 1].text)
        if (given in given_names() or given in nicknames()) and fold(lower) not in given_names():
            if lower in role_nouns() or lower.rstrip(".") in honorifics() or lower.endswith(("man", "woman")):
                last = i + 1
    return last


def _take_in_hyphens(doc: Doc, start: int) -> int:
    """The start of a double-barrelled name, or of one with a particle, that the model cut at a hyphen."""
    while start >= 2 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        if not (_capital(doc[start - 2]) or doc[start - 2].lower_ in PARTICLES):
            break
        start -= 2
    return start


def _is_title(doc: Doc, at: int) -> bool:
    return doc[at].lower_.rstrip(".") in honorifics() and _capital(doc[at])


def _is_body(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].lower_ in organisation_nouns() for i in range(start, end))


def _role_led(doc: Doc, start: int, end: int) -> int | None:
    """Where a name starts in a capitalised run that opens with a role ("Council Leader Ada Bell")."""
    last = None
    for i in range(start, end - 1):
        if doc[i].lower_ in role_nouns():
            last = i + 1
    return last


def _has_given_name(name: Name) -> bool:
    """Whether a name that the model took for something else opens with a given name and ends like a surname."""
    words = name.words
    if not 2 <= len(words) <= 4 or words[0] not in given_names() or name.kind == "place":
        return False
    return not any(word in organisation_nouns() or word in ("of", "the", "and") for word in words[1:])


def _acts(doc: Doc, name: Name) -> bool:
    """Whether what follows tells that an unknown name is a person's: an age, a role, or speech."""
    if len(name.words) > 5 or name.kind == "people" or name.end + 2 >= len(doc):
        return False
    if any(word in organisation_nouns() for word in name.words):
        return False
    if _is_introduced(doc, name):
        return True
    if len(name.words) < 2:
        return False
    following = doc[name.end]
    if following.text == ",":
        return _is_age(doc, name.end + 1) or _opens_role(doc, name.end + 1)
    if following.lower_ == "who":
        return True
    if name.kind == "organization":
        return False
    verb = reporting_verb(following.lemma_.lower()) if following.pos_ == "VERB" else None
    return verb is not None and verb.verb_class is VerbClass.SAY and name.kind == "other"


def _is_introduced(doc: Doc, name: Name) -> bool:
    """ "the singer Lumo", '"…," said Roz Hallam': a role or a reporting verb right before an unknown name."""
    if name.start == 0 or name.kind == "organization" or name.title < name.start:
        return False
    before = doc[name.start - 1]
    if before.is_lower and before.tag_ == "NN" and before.lemma_.lower() in role_nouns():
        return before.lemma_.lower() not in organisation_nouns() and name.kind != "place"
    verb = reporting_verb(before.lemma_.lower()) if before.tag_ == "VBD" and len(name.words) > 1 else None
    return verb is not None and verb.verb_class is VerbClass.SAY and not verb.addressee


def _is_age(doc: Doc, at: int) -> bool:
    return doc[at].is_digit and len(doc[at]) < 4 and at + 1 < len(doc) and doc[at + 1].text in (",", ".", "-")


def _opens_role(doc: Doc, at: int) -> bool:
    """ "…, a coastal scientist at": an article or possessive, and a role noun before any verb."""
    if doc[at].lower_ == "who":
        return True
    if doc[at].tag_ not in ("DT", "PRP$") and doc[at].lemma_.lower() not in role_nouns():
        return False
    for i in range(at, min(len(doc), at + 7)):
        if doc[i].lemma_.lower() in role_nouns():
            return True
        if doc[i].pos_ in ("VERB", "AUX", "PUNCT") and doc[i].text != "-" or doc[i].tag_ == "IN":
            return False
    return False


def _settle(doc: Doc, names: list[Name]) -> Iterable[Name]:
    """Gives single words the kind of the fuller names they end, and equal names the kind most of them have."""
    human = {id(n) for n in names if n.kind != "person" and (_has_given_name(n) or _acts(doc, n))}
    people = {n.words[-1] for n in names if (n.kind == "person" or id(n) in human) and len(n.words) > 1}
    people |= {n.words[-1] for n in names if n.title < n.start}
    votes: dict[tuple[str, ...], Counter[NameKind]] = {}
    for name in names:
        if name.kind != "other":
            votes.setdefault(name.words, Counter())[name.kind] += 1
    for name in names:
        kind = name.kind
        if id(name) in human:
            kind = "person"
        elif len(name.words) == 1 and name.words[0] in people:
            kind = "person"
        elif name.words in votes:
            kind = votes[name.words].most_common(1)[0][0]
        if fold(name.text.split()[-1]) in organisation_nouns() and len(name.words) > 1:
            kind = "organization"
        yield replace(name, kind=kind)
