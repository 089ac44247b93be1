"""Sentences that tell when somebody spoke, whether they quote or not."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from service.extraction.annotations import Medium
from service.extraction.lexicons import reporting_verb
from service.extraction.times.nouns import is_occasion, occasion_medium, tells_occasion
from service.extraction.times.timing import Timed

_GOING_ON = frozenset({"conj", "acl", "relcl", "parataxis", "advcl", "xcomp"})
_OBJECTS = frozenset({"dobj", "obj", "attr"})
#: "responded to Friday's speech": somebody else's occasion, only talked about.
_TOPIC = frozenset({"of", "about", "over", "as", "for", "against", "between", "like", "to", "by", "than"})


#: "a report to Monday's meeting": when the meeting was tells nothing of the report.
_LEADS_TO = frozenset({"to", "about", "for", "before", "ahead"})


def tells(doc: Doc, found: Timed) -> bool:
    """Whether ``found`` dates a speech or an appearance that its sentence tells of."""
    if found.value is None:
        return False
    if any(is_occasion(doc[i]) for i in found.nouns):
        return is_told(doc, found, None)
    if found.preposition in _TOPIC and found.nouns:
        return False
    if found.on_noun or found.verb is None:
        return False
    if found.nouns and doc[found.nouns[0]].pos_ != "PROPN" and not found.bare:
        return False
    verb = doc[found.verb]
    if verb.dep_ == "acl" and not is_occasion(verb.head):
        return False
    if verb.tag_ in ("VB", "VBP", "VBZ") and found.value.precision == "day" and not _says(verb):
        return False
    return tells_occasion(verb) or any(c.dep_ in _OBJECTS and is_occasion(c) for c in verb.children)


def _says(verb: Token) -> bool:
    return verb.lemma_.lower() in ("say", "tell")


def is_told(doc: Doc, found: Timed, cue: int | None) -> bool:
    """Whether the occasion that ``found`` dates takes place in the sentence, not only talked about there.

    "called Friday's speech a disgrace" and "responded to it" talk about it; ``cue`` is the verb that reports.
    """
    if len(found.nouns) > 1 and doc[found.nouns[0]].head.lower_ in _LEADS_TO:
        return False
    if found.preposition is not None:
        return found.preposition not in _TOPIC
    if found.verb is None:
        return cue is None or found.nouns[-1] == cue
    top, verb = doc[found.nouns[-1]], doc[found.verb]
    return top.dep_ not in _OBJECTS or top.head.i != verb.i or _gives(verb) or is_addressed(doc, found)


def is_addressed(doc: Doc, found: Timed) -> bool:
    """ "told Monday's meeting": whom the words are said to."""
    if found.preposition is not None or found.verb is None or not found.nouns:
        return False
    verb, top = doc[found.verb], doc[found.nouns[-1]]
    entry = reporting_verb(verb.lemma_.lower())
    return entry is not None and entry.addressee and top.dep_ in (*_OBJECTS, "dative")


def _gives(verb: Token) -> bool:
    return verb.lemma_.lower() in _GIVING


_GIVING = frozenset(
    {
        "give",
        "make",
        "deliver",
        "hold",
        "issue",
        "release",
        "publish",
        "post",
        "send",
        "write",
        "record",
        "host",
        "attend",
        "file",
        "air",
        "broadcast",
        "put",
        "have",
        "do",
        "open",
        "conduct",
        "stage",
        "address",
        "take",
        "sign",
        "hand",
        "pen",
        "upload",
        "share",
        "tweet",
        "join",
        "read",
        "begin",
        "start",
        "end",
        "conclude",
        "kick",
        "lead",
    }
)


def subjects(doc: Doc, found: Timed) -> Iterator[Token]:
    """The heads of the phrases that do what the verb of ``found`` tells ("Bell and Cole vied on Friday")."""
    subject = _subject(doc[found.verb]) if found.verb is not None else None
    if subject is not None:
        yield subject
        yield from subject.conjuncts


def entities_of(doc: Doc, heads: Iterable[Token]) -> Iterator[int]:
    """The entities that the phrases of ``heads`` name, one for each phrase that names any."""
    for head in heads:
        found = [doc._.entities.at(i) for i in range(head.left_edge.i, head.i + 1)]
        named = [entity for entity in found if entity is not None]
        if named:
            yield named[-1]


def _subject(verb: Token) -> Token | None:
    """The verb's own subject, or that of the verb it is joined to, or whom its clause describes."""
    token = verb
    for _ in range(6):
        if token.pos_ in ("VERB", "AUX"):
            own = next((c for c in token.children if c.dep_ == "nsubj"), None)
            if own is not None:
                return token.head if own.tag_ in ("WDT", "WP") and token.dep_ == "relcl" else own
            if token.dep_ in ("acl", "relcl") and not is_occasion(token.head):
                return None
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def is_main(verb: Token) -> bool:
    """Whether ``verb`` stands in the main clause, or goes on from it, or describes an occasion there."""
    token = verb
    for _ in range(6):
        if token.dep_ == "ROOT" or _crosses_stop(token):
            return True
        if token.pos_ == "VERB" and token.dep_ not in _GOING_ON:
            return False
        if any(c.dep_ == "mark" or c.tag_ == "WRB" for c in token.lefts):
            return False
        token = token.head
    return False


def _crosses_stop(token: Token) -> bool:
    """Whether the parse hangs it on another sentence's verb ("He apologised on Monday. In a letter, …")."""
    first, last = sorted((token.i, token.head.i))
    return any(t.tag_ == "." and t.text in ".?!" for t in token.doc[first:last])


def speaks_of_occasion(doc: Doc, number: int) -> bool:
    """Whether a sentence goes back to an occasion told before: "the call", "in their talks"."""
    for i in doc._.frames.frames[number].tokens:
        token = doc[i]
        if token.pos_ == "NOUN" and occasion_medium(token) in _MET:
            before = next((c.lower_ for c in token.lefts if c.dep_ in ("det", "poss")), "")
            if before in _KNOWN:
                return True
    return False


_MET = frozenset({Medium.CONVERSATION, Medium.SPEECH, Medium.BRIEFING, Medium.TESTIMONY, Medium.DEBATE})
_KNOWN = frozenset({"the", "his", "her", "their", "its", "this", "that"})
