"""The day on which a document came out: "the court ruled on Friday", "a study published on Monday".

What the document says was said on that day, wherever it is quoted.
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from service.extraction.annotations import Medium, Span
from service.extraction.attribution.walk import Attribution
from service.extraction.lexicons import document_nouns
from service.extraction.media.reading import MediumReading
from service.extraction.occasions.reading import DateReading
from service.extraction.times import Timed

#: How many paragraphs on the document may be quoted without its name being told with a day again.
_REACH = 10
_PUBLISHES = frozenset(
    ["publish", "release", "issue", "print", "post", "file", "unveil", "announce", "appear", "rule", "uphold",
     "conclude", "report", "unseal", "date", "send", "arrive", "circulate"]
)  # fmt: skip
_RULES = frozenset(
    ["rule", "uphold", "overturn", "strike", "dismiss", "throw", "block", "halt", "void", "order", "grant",
     "deny", "quash", "annul", "suspend", "affirm", "reverse", "reinstate", "bar"]
)  # fmt: skip
_WRITTEN = frozenset({Medium.PUBLICATION, Medium.CORRESPONDENCE})
_KNOWN = frozenset({"the", "that", "this"})
#: Who writes what the article has told of: "they write", "the judge wrote".
_WROTE = frozenset({"write", "writes", "wrote"})
_WRITERS = frozenset(
    {"they", "author", "researcher", "scientist", "team", "judge", "justice", "court", "majority"}
)
_COURTS = frozenset({"court", "judge", "panel", "justice", "tribunal", "magistrate", "jury"})
_KINDS = (
    frozenset({"ruling", "decision", "opinion", "order", "judgment", "judgement", "dissent", "majority"}),
    frozenset(
        {
            "study",
            "paper",
            "research",
            "report",
            "survey",
            "poll",
            "review",
            "assessment",
            "forecast",
            "result",
            "finding",
            "analysis",
            "trial",
        }
    ),
    frozenset({"letter"}),
    frozenset({"email", "e-mail", "memo", "memorandum", "message", "note"}),
    frozenset({"story", "article", "piece", "column", "editorial", "op-ed", "feature", "profile"}),
)


@dataclass(frozen=True, slots=True)
class Published:
    """A document of ``kind`` (its noun) told in ``paragraph``; ``reading`` is None where its day is vague."""

    kind: str
    paragraph: int
    reading: DateReading | None


def find_published(doc: Doc) -> tuple[Published, ...]:
    """The documents whose coming out the article dates, in order."""
    found = []
    for number in sorted(doc._.times):
        for one in doc._.times[number]:
            kind = _kind(doc, one)
            if kind is not None:
                span = Span.of(doc._.text, one.expression.start, one.expression.end)
                day = DateReading(one.value.value, span, "published") if one.value is not None else None
                found.append(Published(kind, one.paragraph, day))
    return tuple(found)


def published_day(
    found: tuple[Published, ...], medium: MediumReading | None, paragraph: int, *, writes: bool
) -> DateReading | None:
    """The day of the document that ``medium`` was read from, by the last such document told before.

    ``writes``: the source is one who writes such documents, which "she wrote" then means.
    """
    if medium is None or medium.medium not in _WRITTEN or medium.rule in ("outlet", "main"):
        return None
    if medium.medium is Medium.CORRESPONDENCE and medium.span.text.lower().split()[0] not in _KNOWN:
        return None  # "in a letter": it may be another
    if medium.rule == "written" or medium.span.text.lower() in _WROTE:
        return _only(found, paragraph) if writes else None
    words = [word.strip(".,’'") for word in medium.span.text.lower().split()]
    kind = next((word for word in reversed(words) if _is_document(word)), "ruling")
    for one in reversed(found):
        if one.paragraph <= paragraph <= one.paragraph + _REACH and _same(one.kind, kind):
            return one.reading
    return None


def writes(doc: Doc, said: Attribution) -> bool:
    """Whether the source is known to write what the article is about: a judge, a paper's authors."""
    if said.mention is None or said.source is None:
        return False
    roles = doc._.roles.get(said.source.entity, ()) if said.source.entity is not None else ()
    words = {word for role in roles for word in role.span.text.lower().split()}
    return doc[said.mention.head].lemma_.lower() in _WRITERS or bool(words & _COURTS)


def _only(found: tuple[Published, ...], paragraph: int) -> DateReading | None:
    """The day of the one document told so far, which "they write" must stand in."""
    told = [one for one in found if one.paragraph <= paragraph]
    if not told or any(not _same(one.kind, told[0].kind) for one in told):
        return None
    return told[-1].reading if paragraph - told[-1].paragraph <= _REACH else None


def _kind(doc: Doc, one: Timed) -> str | None:
    """The noun of the document that the expression dates."""
    if one.on_noun:
        return next(
            (doc[i].lemma_.lower() for i in one.nouns[:1] if _is_document(doc[i].lemma_.lower())), None
        )
    if one.verb is None or doc[one.verb].lemma_.lower() not in _PUBLISHES | _RULES:
        return None
    verb = doc[one.verb]
    if verb.dep_ in ("acl", "relcl"):
        return verb.head.lemma_.lower() if _is_document(verb.head.lemma_.lower()) else None
    if verb.tag_ not in ("VBD", "VBN"):
        return None
    return _of_verb(verb)


def _of_verb(verb: Token) -> str | None:
    if verb.lemma_.lower() in _RULES:
        subjects = (c.lemma_.lower() for c in verb.children if c.dep_ == "nsubj")
        return "ruling" if any(subject in _COURTS for subject in subjects) else None
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and _is_document(child.lemma_.lower()):
            return str(child.lemma_.lower())
    return None


def _is_document(noun: str) -> bool:
    return noun in document_nouns() or any(noun in kind for kind in _KINDS)


def _same(one: str, other: str) -> bool:
    return one == other or any(one in kind and other in kind for kind in _KINDS)
