"""Who speaks through a document: "she issued a statement saying …", "an e-mail sent by the club warned"."""

from spacy.tokens import Token

from service.extraction.attribution.mentions import Mention
from service.extraction.attribution.outer import Outer
from service.extraction.attribution.state import State
from service.extraction.attribution.subjects import subject_of
from service.extraction.lexicons import issuing_verbs
from service.extraction.phrases import Form

#: A mention less plausible than this does not speak through a document.
_SPEAKS = 0.5


def issued_by(state: State, document: Mention, outer: Outer, cue: int) -> Mention:
    """The mention of who issued ``document`` in the sentence of ``outer`` tokens, else ``document`` itself.

    ``cue`` is the token that brings the words in: "said the statement" issues nothing.
    """
    if document.form is not Form.DOCUMENT:
        return document
    head = state.doc[document.head]
    subject = _subject(head, outer, cue) or _agent(head)
    found = state.resolver.mention(subject) if subject is not None and subject.i in outer else None
    if found is None or found.form is Form.DOCUMENT or found.source is None or found.plausible < _SPEAKS:
        return document
    return found


def _subject(document: Token, outer: Outer, cue: int) -> Token | None:
    """The subject of the verb whose object the document is."""
    verb = document.head
    if document.dep_ != "dobj" or verb.i == cue or verb.lemma_.lower() not in issuing_verbs():
        return None
    return subject_of(verb, outer)


def _agent(document: Token) -> Token | None:
    """Who stands behind "by": "a letter signed by the dean"."""
    for child in document.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in issuing_verbs():
            for agent in child.children:
                if agent.dep_ in ("agent", "prep") and agent.lower_ == "by":
                    return next((c for c in agent.children if c.dep_ == "pobj"), None)
    return None
