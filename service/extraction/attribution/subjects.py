"""Whose verb it is: the subject of a reporting verb, by syntax first, by the order of words where the parse fails."""

from spacy.tokens import Doc, Token

_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_RELATIVE = frozenset({"who", "that", "which"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
#: Clauses that have no subject of their own and take that of the clause they hang on.
_CONTROLLED = frozenset({"xcomp", "advcl", "pcomp", "ccomp", "conj", "dep", "prep", "acl", "parataxis"})
#: Clauses climbed in search of a subject.
_FURTHEST = 12
_INSIDE_NP = frozenset(
    {"compound", "amod", "poss", "nmod", "det", "nummod", "case", "flat", "advmod", "punct"}
)


_NOMINATIVE = frozenset({"he", "she", "they", "it", "i", "we", "you", "who"})
_NEVER_SPEAK = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def beside(doc: Doc, position: int, tokens: tuple[int, ...]) -> Token | None:
    """The subject that stands right before a finite verb: "Bell said", "he later added", "Bell, who said"."""
    verb = doc[tokens[position]]
    at = position - 1
    while at >= 0 and _passes(doc[tokens[at]]):
        at -= 1
    if at < 0 or tokens[at + 1] - tokens[at] > 1:
        return None
    token = doc[tokens[at]]
    if token.lower_ in _RELATIVE and token.tag_ in ("WP", "WDT") and at > 0:
        return _before_relative(doc, at, tokens)
    if token.text == "," and verb.tag_ in _FINITE:
        return _before_apposition(doc, at, tokens)
    if verb.tag_ not in _FINITE:
        named = token.tag_ == "NNP" and at == position - 1 and verb.tag_ == "VBG" and _may_speak(token)
        return token if named else None
    if token.lower_ in _NOMINATIVE:
        return token
    if token.tag_ in ("NNP", "NNPS") and token.text[:1].isupper() and _may_speak(token):
        return _out_of_preposition(token, set(tokens))
    return None


def _out_of_preposition(token: Token, outer: set[int]) -> Token:
    """ "Mr. Morgan of the Sierra Club said": the name before the preposition."""
    head = token
    while (
        head.dep_ in ("compound", "nmod", "pobj", "prep") and head.head.i in outer and head.head.i != head.i
    ):
        if head.head.i > token.i or head.head.pos_ in ("VERB", "AUX"):
            break
        head = head.head
    return head if head.pos_ in _NOMINAL else token


def _may_speak(token: Token) -> bool:
    """Dates and amounts never do, though the parser makes them subjects ("Bell said Thursday morning")."""
    if token.ent_type_ == "CARDINAL" and any(child.lower_ == "of" for child in token.rights):
        return True
    return token.ent_type_ not in _NEVER_SPEAK


def main_subject(verb: Token, outer: frozenset[int] | set[int]) -> Token | None:
    """The subject of the sentence's main verb, for a participle behind a comma (", saying …")."""
    head = verb
    for _ in range(12):
        if head.dep_ == "ROOT" or head.head.i == head.i:
            break
        head = head.head
    return _own_subject(head, outer) if head.i != verb.i and head.i in outer else None


#: How far back the comma may be that opens an apposition or a relative clause.
_APPOSITION = 32
_OPENS_APPOSITION = frozenset({"DT", "WP", "WDT", "CD", "VBG", "VBN", "PRP$", "JJ", "NN", "NNS", "RB", "IN"})


def _before_apposition(doc: Doc, at: int, tokens: tuple[int, ...]) -> Token | None:
    """ "Thackray, a crossbench peer, told …": the name before the comma that matches the one at ``at``."""
    best: tuple[int, Token] | None = None
    for i in range(at - 1, max(0, at - _APPOSITION), -1):
        token = doc[tokens[i]]
        if token.text in (";", ":", "—", "–"):
            break
        if token.text != ",":
            continue
        before, behind = doc[tokens[i - 1]], doc[tokens[i + 1]]
        if not (_is_proper(before) and _may_speak(before)):
            continue
        fit = 2 * (before.ent_type_ == "PERSON") + (behind.tag_ in _OPENS_APPOSITION)
        fit -= 2 * (before.ent_type_ in ("GPE", "LOC", "NORP"))
        if best is None or fit > best[0]:
            best = (fit, before)
    return best[1] if best is not None and best[0] > 0 else None


def _is_proper(token: Token) -> bool:
    """Whether the token ends a name; of "Seo-yeon" the parser sees a common noun."""
    if token.tag_ in ("NNP", "NNPS"):
        return True
    doc = token.doc
    return token.i > 1 and doc[token.i - 1].text == "-" and doc[token.i - 2].tag_ == "NNP"


def _passes(token: Token) -> bool:
    """Adverbs and auxiliaries between subject and verb."""
    return (
        token.pos_ in ("ADV", "AUX") and token.lower_ not in ("when", "where", "why", "how")
    ) or token.tag_ == "RB"


def _before_relative(doc: Doc, at: int, tokens: tuple[int, ...]) -> Token | None:
    before = doc[tokens[at - 1]]
    if before.text == "," and at > 1:
        before = doc[tokens[at - 2]]
    if before.pos_ not in _NOMINAL:
        return None
    if not _may_speak(before):
        return None
    if before.ent_type_ == "PERSON":
        return before
    if (
        before.ent_type_ in ("ORG", "GPE")
        and doc[tokens[at - 1]].text == ","
        and doc[tokens[at]].lower_ == "who"
    ):
        person = _before_apposition(doc, at - 1, tokens)
        if person is not None and person.ent_type_ == "PERSON":
            return person
    named = (
        _before_apposition(doc, at - 1, tokens)
        if before.tag_ == "NN" and doc[tokens[at - 1]].text == ","
        else None
    )
    if named is not None:
        return named
    head = before
    while head.dep_ in ("pobj", "prep", "appos") and head.head.i < head.i and head.head.i in set(tokens[:at]):
        head = head.head
    return head if head.pos_ in _NOMINAL else before


def subject_of(verb: Token, outer: frozenset[int] | set[int]) -> Token | None:
    """The head of the noun phrase that does ``verb``, looked for among the ``outer`` tokens (no quotations)."""
    seen: set[int] = set()
    current = verb
    while current.i not in seen and len(seen) < _FURTHEST:
        seen.add(current.i)
        found = _own_subject(current, outer)
        if found is not None:
            return found
        if current.dep_ not in _CONTROLLED or current.head.i == current.i:
            return None
        controller = _object_control(current, outer)
        if controller is not None:
            return controller
        if current.dep_ in ("acl", "relcl") and current.head.pos_ in _NOMINAL:
            return current.head if current.head.i in outer else None
        current = current.head
    return None


def _object_control(verb: Token, outer: frozenset[int] | set[int]) -> Token | None:
    """ "prompted the president to ask": who asks is the object of the verb above."""
    if verb.dep_ not in ("xcomp", "ccomp", "advcl") or verb.tag_ != "VB":
        return None
    for child in verb.head.children:
        if (
            child.dep_ == "dobj"
            and verb.head.i < child.i < verb.i
            and child.i in outer
            and child.pos_ == "PROPN"
        ):
            return child
    return None


def _own_subject(verb: Token, outer: frozenset[int] | set[int]) -> Token | None:
    agent = _agent(verb)
    if agent is not None and agent.i in outer:
        return agent
    for child in verb.children:
        if child.dep_ in _SUBJECT and child.i in outer and _may_speak(child):
            if child.lower_ in _RELATIVE and child.tag_ in ("WP", "WDT", "IN"):
                return _antecedent(verb, outer)
            if child.pos_ in _NOMINAL or child.tag_ in ("DT", "CD", "JJS", "NNP", "NNS", "NN", "JJ"):
                return child
    if verb.dep_ == "relcl":
        return _antecedent(verb, outer)
    return None


def _agent(verb: Token) -> Token | None:
    """'was described by Ms. Bell as "…"'."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _antecedent(verb: Token, outer: frozenset[int] | set[int]) -> Token | None:
    head = verb
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ not in ("relcl", "acl", "ccomp"):
        return None
    found = head.head
    return found if found.i in outer and found.pos_ in _NOMINAL else None


def noun_after(doc: Doc, at: int, tokens: tuple[int, ...], reach: int = 8) -> Token | None:
    """The head of the noun phrase that starts right after position ``at`` of ``tokens``."""
    for position in range(at + 1, min(len(tokens), at + 1 + reach)):
        token = doc[tokens[position]]
        if not _may_speak(token):
            continue
        if token.pos_ in _NOMINAL:
            return _head_of_phrase(token, set(tokens))
        if token.is_punct or (
            token.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ") and token.lower_ != "former"
        ):
            return None
    return None


def noun_before(doc: Doc, at: int, tokens: tuple[int, ...], reach: int = 25) -> Token | None:
    """The head of the nearest noun phrase before position ``at`` that can be a subject."""
    allowed = set(tokens)
    candidate = None
    for position in range(at - 1, max(-1, at - 1 - reach), -1):
        token = doc[tokens[position]]
        if token.text in (";", ":"):
            break
        if token.pos_ not in _NOMINAL or token.lower_ in _RELATIVE or not _may_speak(token):
            continue
        head = _head_of_phrase(token, allowed)
        if head.dep_ in _SUBJECT:
            return head
        if candidate is None and not _in_prepositional_phrase(head):
            candidate = head
    return candidate


def _in_prepositional_phrase(token: Token) -> bool:
    return token.dep_ in ("pobj", "dobj") and token.head.pos_ == "ADP"


def _head_of_phrase(token: Token, allowed: set[int]) -> Token:
    while token.dep_ in _INSIDE_NP and token.head.pos_ in _NOMINAL and token.head.i in allowed:
        if token.head.i < token.i:
            break
        token = token.head
    return token
