"""Makes a name of a span: the titles and capitalised role words before it are no part of the name."""

from spacy.tokens import Doc

from service.extraction.lexicons import (
    Gender,
    demonyms,
    given_names,
    honorifics,
    nicknames,
    organisation_nouns,
    role_modifiers,
    role_nouns,
    role_standing,
)
from service.extraction.naming.leading import is_title, past_opening, past_roles, title_start
from service.extraction.naming.name import Name, NameKind
from service.extraction.naming.spans import NameSpan, is_capital
from service.extraction.naming.words import PARTICLES, core, fold, leading_titles, words

#: How many words of a title the model may leave outside of a name.
_SPLIT = 3
_BODIES_TOO = role_standing("of_bodies")
#: Titles that stand before no full name: "Earl Ray Bodkin" is no earl.
_GIVEN_TOO = frozenset({"earl", "count", "baron", "duke", "prince", "king"})


def read_name(doc: Doc, span: NameSpan) -> Name | None:
    """The name in ``span``; None where titles and punctuation are all of it."""
    start, end, kind = span
    if any(doc[i].is_space for i in range(start, end)):
        return None
    start = past_opening(doc, _take_in_particles(doc, _take_in_hyphens(doc, start)), end)
    titles = (
        0 if _is_country(doc, start, end) else leading_titles(tuple(doc[i].text for i in range(start, end)))
    )
    bare = start + titles
    title = start if titles else title_start(doc, start)
    if not titles:
        title, bare = _past_split_title(doc, title, bare, end)
    if bare < end and kind == "other":
        bare = _role_led(doc, bare, end) or bare
    bare = _past_description(doc, bare, end, kind)
    if bare > start and doc[bare].tag_ == "IN" and doc[bare].lower_ not in PARTICLES:
        # "Minister for Health": an office that names nobody.
        return None
    char_end = doc[end - 1].idx + len(doc[end - 1])
    text = doc._.text[doc[bare].idx : char_end]
    folded = core(words(text))
    if not folded or (end - bare == 1 and kind == "other" and _opens_role(doc, bare)):
        return None
    if kind != "person" and (titles or title < bare) and bare < end and not _is_body(doc, bare, end):
        kind = kind if _is_body_with_post(doc, title, bare, folded) else "person"
    return Name(bare, end, title, kind, text, folded, char_end, _titled_gender(doc, title, bare))


def _is_body_with_post(doc: Doc, title: int, start: int, folded: tuple[str, ...]) -> bool:
    """Whether what bodies are called too stands before an unknown name ("contractor Tarn Parking")."""
    if start == title or doc[start - 1].lower_ not in _BODIES_TOO or len(folded) == 1:
        return False
    return folded[0] not in given_names()


def _past_split_title(doc: Doc, title: int, start: int, end: int) -> tuple[int, int]:
    """Where the title starts and where it ends of which the model took the end for a part of the name.

    "Secretary of" "State Ada Bell".
    """
    for before in range(_SPLIT, 0, -1):
        for inside in range(1, min(_SPLIT, end - start)):
            if start < before:
                continue
            words = doc[start - before : start + inside].text.lower()
            if words in honorifics() and is_capital(doc[start - before]):
                return start - before, start + inside
    return title, start


def _is_country(doc: Doc, start: int, end: int) -> bool:
    """Whether what looks like a title opens a country's name: one whose people have a word ("Sri Lanka")."""
    country = doc[start:end].text.lower()
    return end - start > 1 and (f"{country}n" in demonyms() or f"{country}an" in demonyms())


def _titled_gender(doc: Doc, start: int, end: int) -> Gender | None:
    """The gender that the titles at tokens [start, end) tell ("Mrs", "Sir"), None for others."""
    for i in range(end - 1, start - 1, -1):
        honorific = honorifics().get(doc[i].lower_.rstrip("."))
        if honorific is not None and honorific.gender is not None:
            return honorific.gender
    return None


def _past_description(doc: Doc, start: int, end: int, kind: NameKind) -> int:
    """Past capitalised role words ("Lobsterman Walt Brannigan", "Charlotte Mayor Jen Roberts")."""
    last = start
    if doc[start].lower_ in _GIVEN_TOO:
        return start
    for i in range(start, end - 2):
        given = fold(doc[i + 1].text)
        if (given in given_names() or given in nicknames()) and _describes(doc[i].lower_):
            last = i + 1
    return max(last, past_roles(doc, start, end, kind)) if not _is_body(doc, start, end) else last


def _describes(lower: str) -> bool:
    """Whether a lower-case word is a role or title, and no given name."""
    if fold(lower) in given_names():
        return False
    return lower in role_nouns() or lower.rstrip(".") in honorifics() or lower.endswith(("man", "woman"))


def _take_in_hyphens(doc: Doc, start: int) -> int:
    """The start of a double-barrelled name, or of one with a particle, that the model cut at a hyphen."""
    while start >= 2 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        if not (is_capital(doc[start - 2]) or doc[start - 2].lower_ in PARTICLES):
            break
        start -= 2
    return start


def _take_in_particles(doc: Doc, start: int) -> int:
    """The start of a surname with the particles before it that the tagger took for a part ("de Vries")."""
    while start > 0 and doc[start - 1].is_lower and doc[start - 1].lower_ in PARTICLES:
        if doc[start - 1].tag_ not in ("NNP", "FW"):
            break
        start -= 1
    return start


def _opens_role(doc: Doc, at: int) -> bool:
    """Whether a capitalised word is a title, or opens a role in small letters ("Head coach Ada Bell")."""
    if is_title(doc, at):
        return True
    role = at + 1 < len(doc) and doc[at + 1].is_lower and doc[at + 1].lower_ in role_nouns()
    return role and (doc[at].lower_ in role_modifiers() or doc[at].lower_ in role_nouns())


def _is_body(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].lower_ in organisation_nouns() for i in range(start, end))


def _role_led(doc: Doc, start: int, end: int) -> int | None:
    """Where a name starts in a capitalised run that opens with a role ("Council Leader Ada Bell")."""
    last = None
    for i in range(start, end - 1):
        if doc[i].lower_ in role_nouns():
            last = i + 1
    return last
