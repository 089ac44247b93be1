"""Scenes: occasions that a sentence sets for the quotes around it ("At a rally, …", "sent a letter")."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from service.extraction.annotations import Medium, Span
from service.extraction.attribution.frames import OUTER, Frame, Frames
from service.extraction.columns import columns
from service.extraction.lexicons import reporting_verb
from service.extraction.media.marks import Mark
from service.extraction.media.nouns import noun_medium
from service.extraction.media.people import People

#: Verbs that bring about what their object names: "issued a statement", "held a news conference".
_MAKES = frozenset(
    ["issue", "release", "send", "hold", "give", "deliver", "post",
     "publish", "write", "sign", "file", "pen",
     "put",
     "open", "begin", "circulate", "conduct", "host", "record", "submit", "convene", "grant", "unleash",
     "fire", "dash"]
)  # fmt: skip
_WISHES = frozenset(
    ["ask", "plan", "want", "expect", "decline", "refuse", "intend", "hope", "invite", "schedule", "urge",
     "order", "promise", "threaten"]
)  # fmt: skip
#: Verbs of being at an occasion.
_ATTENDS = frozenset(
    ["speak", "talk", "appear", "campaign", "testify", "debate", "stump", "make", "face", "square", "take",
     "attend", "rally",
     "clash", "spar", "tangle",
     "be", "gather", "join", "meet", "headline", "grill", "interview", "address", "have"]
)  # fmt: skip


#: What gives a talk word for word.
_RECORDS = frozenset({"transcript", "transcription", "excerpt", "excerpts", "extract", "extracts"})
#: "This conversation was recorded on Monday" stands over the record of an interview.
_TAPED = frozenset({"conversation", "interview", "episode", "podcast", "discussion", "programme", "program"})
_TAPES = frozenset({"record", "tape", "edit", "condense", "transcribe", "broadcast", "air"})
_OF = frozenset({"of", "from"})


#: Nouns for what is said that a phrase may hang on instead of the verb.
_TELLING_NOUNS = frozenset(
    ["appearance", "remark", "comment", "speech", "interview", "statement", "address", "question", "answer",
     "exchange", "portion", "part", "claim", "stop", "thread", "post", "message", "video", "photograph",
     "photo", "picture", "letter", "note"]
)  # fmt: skip


#: Where one person alone speaks.
_ONE_SPEAKS = frozenset({"oath", "stand", "testimony", "dock", "box", "bench", "evidence"})


@dataclass(frozen=True, slots=True)
class Scene:
    """An occasion set in frame ``frame`` for the entity ``who`` (None: for nobody by name).

    ``shared`` tells that others than ``who`` may speak there ("at the hearing"); ``at`` is the verb that
    sets it.
    """

    frame: int
    who: int | None
    medium: Medium
    span: Span
    kind: str
    shared: bool = False
    at: int | None = None


def find_scenes(doc: Doc, frames: Frames, marks: dict[int, list[Mark]]) -> dict[int, list[Scene]]:
    """The scenes of every frame that sets some."""
    people = People(doc)
    found: dict[int, list[Scene]] = {}
    for number, frame in enumerate(frames.frames):
        scenes = [
            scene
            for mark in marks.get(number, [])
            if (scene := _set_by(doc, frames, number, frame, mark, people)) is not None
        ]
        scenes += _made(doc, number, frame, people) + _recorded(doc, number, frame)
        if scenes:
            found[number] = scenes
        people.read(frame)
    return found


def _set_by(doc: Doc, frames: Frames, number: int, frame: Frame, mark: Mark, people: People) -> Scene | None:
    """What a phrase sets that hangs on a verb of speech or presence."""
    verb = _verb_over(doc[mark.first], frames)
    if verb is None or mark.medium is Medium.CONVERSATION:
        return None
    if doc[mark.last].lower_ in ("remarks", "comments") and doc[mark.last - 1].dep_ == "poss":
        return None
    lemma = verb.lemma_.lower()
    entry = reporting_verb(lemma)
    present = mark.medium is Medium.BRIEFING and mark.governor == "at"
    if lemma not in _ATTENDS and entry is None and not present:
        return None
    who = people.doing(verb, frame)
    possessed = any(
        doc[i].dep_ == "poss" and not _is_common(doc[i], mark) for i in range(mark.first, mark.last)
    )
    occasion = mark.kind == "occasion" and mark.governor != "to" and not possessed
    shared = occasion and _is_shared(doc[mark.last], mark.medium)
    shared = shared or (mark.kind == "addressee" and doc[mark.last].lower_ in ("committee", "subcommittee"))
    main = verb.dep_ in ("ROOT", "conj", "ccomp", "parataxis")
    return Scene(number, who, mark.medium, mark.span, mark.kind, shared and main, verb.i)


def _is_common(owner: Token, mark: Mark) -> bool:
    """ "In their only debate": of those who hold it together."""
    return owner.lower_ == "their" and mark.medium is Medium.DEBATE


def _is_shared(noun: Token, medium: Medium) -> bool:
    """Whether several people speak at such an occasion, and it is one ("the debate", not "her debates")."""
    if noun.tag_ in ("NNS", "NNPS"):
        return False
    if medium is Medium.SPEECH:
        return noun.lower_ == "hall"
    return medium in (Medium.DEBATE, Medium.TESTIMONY) and noun.lower_ not in _ONE_SPEAKS


def _verb_over(token: Token, frames: Frames) -> Token | None:
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX") and frames.owner[token.i] == OUTER:
            return token
        if token.head.i == token.i or not _leads_on(token.head, token):
            return None
        token = token.head
    return None


def _leads_on(head: Token, token: Token) -> bool:
    """Whether a phrase on ``head`` still belongs to the verb over it ("an appearance on", "Friday at")."""
    if head.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "ADV") or head.ent_type_ in ("DATE", "TIME"):
        return True
    return token.pos_ != "ADP" or head.lemma_.lower() in _TELLING_NOUNS


def _made(doc: Doc, number: int, frame: Frame, people: People) -> list[Scene]:
    """What a verb of making brings about: "sent a letter", "agreed to an interview"."""
    found = []
    pos = columns(doc).pos
    for i in frame.tokens:
        if pos[i] not in ("NOUN", "PROPN"):
            continue
        verb = _maker(doc[i])
        named = noun_medium(doc, doc[i]) if verb is not None else None
        if verb is None or named is None or named[0] is Medium.CONVERSATION:
            continue
        passive = doc[i].dep_ == "nsubjpass"
        who = None if passive else people.doing(verb, frame)
        shared = _is_shared(doc[i], named[0]) or (named[0] is Medium.BRIEFING and _is_held_by_many(verb))
        found.append(Scene(number, who, *named, "made", shared, verb.i))
    return found


def _is_held_by_many(verb: Token) -> bool:
    """ "Members of the union held a news conference": each of them may be quoted from it."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and (subject.tag_ in ("NNS", "NNPS") or any(subject.conjuncts))


def _recorded(doc: Doc, number: int, frame: Frame) -> list[Scene]:
    """What the words after this sentence are a record of: "a transcript of an interview"."""
    found = []
    for i in frame.tokens:
        record = doc[i]
        if (
            record.lemma_.lower() in _TAPED
            and record.dep_ == "nsubjpass"
            and record.head.lemma_.lower() in _TAPES
        ):
            span = Span.of(doc._.text, record.idx, record.idx + len(record))
            found.append(Scene(number, None, Medium.INTERVIEW, span, "record", True, record.head.i))
            break
        if record.lemma_.lower() not in _RECORDS or i + 1 >= len(doc) or record.nbor().lower_ not in _OF:
            continue
        for noun in doc[i + 2 : min(i + 6, frame.end)]:
            named = noun_medium(doc, noun)
            if named is not None:
                span = Span.of(doc._.text, record.idx, noun.idx + len(noun))
                found.append(Scene(number, None, named[0], span, "record", True, i))
                break
    return found


def _is_wished(verb: Token) -> bool:
    """Whether what the verb makes is only asked for or meant: "was asked to give a speech"."""
    to = verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.lefts)
    return to and verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_.lower() in _WISHES


def _maker(noun: Token) -> Token | None:
    """The verb that brings about what ``noun`` names."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.dep_ == "dobj":
        noun = noun.head.head
    if noun.dep_ in ("dobj", "nsubjpass"):
        return noun.head if noun.head.lemma_.lower() in _MAKES and not _is_wished(noun.head) else None
    if noun.dep_ == "pobj" and noun.head.lower_ in ("to", "for"):
        verb = noun.head.head
        return verb if verb.lemma_.lower() in ("agree", "sit", "grant") else None
    return None
