"""Whether a time expression dates what a phrase of its sentence names: "at a rally on Friday"."""

from bisect import bisect_right

from spacy.tokens import Doc, Token

from service.extraction.attribution.frames import OUTER
from service.extraction.times.papers import PUT_OUT
from service.extraction.times.telling import is_told
from service.extraction.times.ties import same_speech
from service.extraction.times.timing import Timed

_CLIMB = 12
#: "a letter to the committee dated Feb. 12"
_NEAR = 10
_FAR = 14


def dates_phrase(doc: Doc, found: Timed, first: int, last: int) -> bool:
    """Whether ``found`` dates what the tokens [first, last] name.

    It stands in the phrase, hangs on its noun, or on the verb that the phrase hangs on. "called Friday's
    speech a disgrace" dates a speech only talked about.
    """
    if first <= found.root <= last or any(first <= noun <= last for noun in found.nouns):
        states = found.verb is not None and doc[found.verb].lemma_ == "be"
        return found.preposition is not None or states or is_told(doc, found, None)
    if _is_next_to(doc, found, last):
        return True
    if found.verb is not None and _is_put_out(doc, found, last):
        return True
    if found.verb is None or found.on_noun or not _is_plain(doc, found):
        return False
    verb = verb_over(doc[first])
    return verb is not None and same_speech(doc[found.verb], verb)


def _is_put_out(doc: Doc, found: Timed, last: int) -> bool:
    """ "a letter to the board, sent on Monday", "a memo dated May 3": a participle, and no clause between."""
    verb = found.verb
    if verb is None or not last < found.root <= last + _FAR or not last < verb:
        return False
    if doc[verb].tag_ != "VBN" or doc[verb].lemma_.lower() not in PUT_OUT:
        return False
    return not any(token.pos_ in ("VERB", "AUX") for token in doc[last + 1 : verb])


def _is_next_to(doc: Doc, found: Timed, last: int) -> bool:
    """Whether it stands right behind the phrase, the rest of its name between: "on Radio Skell on Friday"."""
    if found.on_noun or not last < found.root <= last + _NEAR:
        return False
    between = [doc[i] for i in range(last + 1, found.root)]
    behind = [token for token in between if token.pos_ != "PROPN" and token.text not in ("“", "”", '"')]
    return bool(behind) and [token.lower_ for token in behind] == ["on"] and behind[0].i > last


def frame_at(doc: Doc, character: int) -> int | None:
    """The number of the frame that holds ``character`` of the text, or of the next; None behind the last."""
    frames = doc._.frames.frames
    found = bisect_right(frames, character, key=lambda frame: doc[frame.start : frame.end].end_char)
    return found if found < len(frames) else None


def verb_over(token: Token, climb: int = _CLIMB) -> Token | None:
    """The reporter's verb that the phrase at ``token`` hangs on, itself if it is one.

    It is looked for among ``token`` and the heads over it, ``climb`` of them in all.
    """
    owner = token.doc._.frames.owner
    for _ in range(climb):
        if token.pos_ in ("VERB", "AUX") and owner[token.i] == OUTER:
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _is_plain(doc: Doc, found: Timed) -> bool:
    """Whether no noun stands between expression and verb but a place or name ("in Leeds on Friday")."""
    return not found.nouns or found.bare or doc[found.nouns[0]].pos_ == "PROPN"
