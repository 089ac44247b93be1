"""Outlets as addressees: "told the Guardian's Ann Lee", "on NBC's “Today”", "an interview with Reuters"."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.columns import columns
from service.extraction.lexicons import outlet_words, outlets

#: Governing word → how many words may stand before the outlet's name.
_GOVERNORS = {
    "by": 4,
    "told": 9,
    "tell": 9,
    "tells": 9,
    "telling": 9,
    "with": 7,
    "to": 5,
    "on": 8,
    "in": 3,
    "for": 3,
}
_STOPS = frozenset({"that", "and", "but", "who", "because", "if", "he", "she", "they", "it", "we", "i"})
_TALKS = frozenset(
    {"interview", "speak", "talk", "appear", "appearance", "conversation", "sit", "chat", "say", "q&a"}
)
#: The last word of a programme's name that no list knows ("The Ann Lee Show").
_PROGRAMME = outlet_words("programme")
#: The last word of a newspaper's name that no list knows ("the Wexbourne Herald").
_NEWSPAPER = outlet_words("newspaper")
_LONGEST = 6
_MARKS = "“”\"‘’'"


def find_outlets(doc: Doc, frames: Frames) -> Iterator[tuple[int, int]]:
    """The first and last token of each: the governing word, the end of the outlet's name."""
    for i, lower in enumerate(columns(doc).lower):
        reach = _GOVERNORS.get(lower)
        if reach is None or frames.owner[i] != OUTER or not _may_govern(token := doc[i]):
            continue
        last = _after(doc, token, reach) or _unlisted(doc, token)
        if last is not None:
            yield i, last


def _may_govern(token: Token) -> bool:
    """Whether the word can name an addressee here: "with" of talks, "to" of speech, never "according to"."""
    if token.lower_ == "with":
        return token.head.lemma_.lower() in _TALKS or (
            token.i > 0 and token.nbor(-1).lemma_.lower() in _TALKS
        )
    if token.lower_ == "to":
        return token.tag_ != "TO" and token.i > 0 and token.nbor(-1).lower_ != "according"
    if token.lower_ == "by":
        return any(token.doc[i].lower_ == "quoted" for i in range(max(0, token.i - 4), token.i))
    if token.lower_ == "for":
        return token.i > 0 and token.head.lemma_.lower() == "write"
    return True


def _after(doc: Doc, governor: Token, reach: int) -> int | None:
    """The last token of the first outlet within ``reach`` words of the governing one."""
    for i in range(governor.i + 1, min(len(doc), governor.i + 1 + reach)):
        token = doc[i]
        if token.text[:1].isupper() and (last := _name_at(doc, i)) is not None:
            return last
        if token.text[:1].isupper() and (last := _programme_at(doc, i, governor)) is not None:
            return last
        if _ends(token):
            return None
    return None


def _unlisted(doc: Doc, governor: Token) -> int | None:
    """The reporter ("told me"), or a name run together that no list knows ("told HarbourWatch")."""
    first = governor.i + 1
    if governor.lower_ not in ("told", "tells") or first >= len(doc):
        return None
    token = doc[first]
    if token.lower_ in ("me", "us"):
        kin = any(
            doc[i].lower_ in ("my", "our", "i", "we") for i in range(max(0, governor.i - 5), governor.i)
        )
        return None if kin else first
    if token.text == "The":
        return _titled(doc, first)
    if token.tag_ != "NNP" or token.dep_ not in ("dobj", "dative", "pobj") or not _is_camel_case(token.text):
        return None
    return first


def _titled(doc: Doc, first: int) -> int | None:
    """The end of a name whose article has a capital amid a sentence, as papers' do ("told The Lantern")."""
    last = first
    while last + 1 < len(doc) and last - first < _LONGEST and doc[last + 1].text[:1].isupper():
        last += 1
    behind = doc[last + 1] if last + 1 < len(doc) else None
    goes_on = behind is not None and behind.pos_ in ("NOUN", "PROPN", "PART")
    return None if last == first or goes_on or doc[last].is_punct else last


def _is_camel_case(word: str) -> bool:
    return any(a.islower() and b.isupper() for a, b in pairwise(word)) and not word.startswith(
        ("Mc", "Mac", "O’", "O'")
    )


def _ends(token: Token) -> bool:
    if token.lower_ in _STOPS or token.is_space or token.text in (",", ".", ";", ":", "—", "–", "?", "!"):
        return True
    return token.pos_ in ("VERB", "AUX") and not token.text[:1].isupper()


def _name_at(doc: Doc, start: int) -> int | None:
    """The last token of the longest outlet's name that starts at ``start``."""
    names = outlets()
    for last in range(min(len(doc), start + _LONGEST) - 1, start - 1, -1):
        text = doc[start : last + 1].text
        if "\n" in text or (last > start and not doc[last].text[:1].isalnum()):
            continue
        plain = text.lower().replace("’", "'").strip(_MARKS)
        if plain.removeprefix("the ") in names and not _part_of_longer(doc, start, last):
            return last
    return None


def _programme_at(doc: Doc, start: int, governor: Token) -> int | None:
    """The end of a capitalised run that ends as programmes' names do."""
    if governor.lower_ not in ("on", "told", "tells", "with", "by"):
        return None
    last = start
    while last + 1 < len(doc) and last - start < _LONGEST and doc[last + 1].text[:1].isupper():
        last += 1
    paper = governor.lower_ != "on" and doc[last].lower_ in _NEWSPAPER
    named = last > start or (paper and doc[start - 1].lower_ == "the")
    return last if named and (paper or doc[last].lower_ in _PROGRAMME) else None


def _part_of_longer(doc: Doc, start: int, last: int) -> bool:
    """'Time Warner', 'Capitol Hill', 'Vice President': a common word amid a longer name of something else."""
    if last > start or doc[start].text.isupper():
        return False
    before, after = doc[max(0, start - 1)], doc[min(len(doc) - 1, last + 1)]
    if before.i < start and before.tag_ == "NNP" and before.ent_type_ != "DATE":
        return True
    return (
        after.i > last and after.tag_ == "NNP" and after.ent_type_ != "DATE" and doc[last].dep_ == "compound"
    )
