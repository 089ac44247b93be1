"""Roles that a clause tells: behind "is" or "was", in "who …", and as what somebody acts."""

from spacy.tokens import Doc, Token

from service.extraction.lexicons import role_verbs
from service.extraction.naming.name import Name
from service.extraction.naming.role_extent import head_of, lead_in, past_tags, phrase_end, with_clause
from service.extraction.naming.role_words import Page, Place

_COPULAS = frozenset({"is", "was", "serves", "served", "works", "worked", "became", "becomes", "remains"})
_AS_ONLY = frozenset({"serves", "served", "works", "worked"})
_OVER = frozenset({"was", "served", "worked"})
_OPENS_PREDICATE = frozenset({"a", "an", "the", "now", "also", "one"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
#: Verbs of which "as …" tells the subject's role though they are passive; of others it tells a judgment.
_APPOINTING = frozenset(
    {"appoint", "elect", "hire", "install", "name", "nominate", "reappoint", "re-elect", "select", "swear"}
)
#: Verbs whose subject acts as something; with others "as …" may belong to the object.
_ACTING = frozenset(
    {"act", "appear", "arrive", "begin", "campaign", "continue", "occupy", "resign", "retire", "return"}
    | {"run", "serve", "speak", "stand", "start", "testify", "train", "travel", "visit", "volunteer"}
    | {"work", "write"}
)
#: Of these the past tense tells a post too: "who led the inquiry", but not "who trained in Ely".
_LEADING = frozenset({"chair", "co-found", "command", "direct", "found", "head", "lead", "manage", "run"})
_SUPPOSING = frozenset({"if", "whether", "unless", "until", "once"})
_LEAVING = frozenset({"resign", "retire"})
#: A relative clause gets to its copula within so many tokens.
_REACH = 18
#: What a role that only tells of earlier days loses.
_LOSS = -3.0
#: What one gains that is told to be today's.
_NOW = 5.0


def predicate(page: Page, name: Name) -> Place | None:
    """What the name is said to be: "Bell is a hydrologist at Leeds", "Bell, who is the mayor of Ely,"."""
    doc, owner = page.doc, page.owner
    at = past_tags(doc, name.end)
    relative = at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ == "who"
    verb = _relative_copula(doc, owner, at + 2) if relative else at
    if verb is None or verb >= len(doc):
        return None
    if owner[verb] != owner[name.start] or not (relative or _does(doc[name.end - 1], doc[verb])):
        return None
    return told_by(page, verb)


def told_by(page: Page, verb: int) -> Place | None:
    """What the copula at token ``verb`` tells of its subject."""
    doc, owner = page.doc, page.owner
    if verb + 2 >= len(doc) or doc[verb].lower_ not in _COPULAS or _is_supposed(doc[verb]):
        return None
    start = verb + 1
    if doc[start].lower_ == "as":
        start += 1
    elif doc[verb].lower_ in _AS_ONLY:
        return None
    bare = doc[start].lower_ not in _OPENS_PREDICATE
    place = _complement(doc, owner, start)
    if place is None or (bare and (doc[place.start].pos_ == "VERB" or not _is_post(doc, place.head))):
        return None
    end = with_clause(doc, owner, place.end)
    return place._replace(end=end, bonus=_bonus(doc, verb))


def _complement(doc: Doc, owner: tuple[int, ...], start: int) -> Place | None:
    """The role at ``start``, without what belongs to the verb before it ("mayor of Ely | on Monday")."""
    end = phrase_end(doc, owner, start)
    start = lead_in(doc, start, end)
    head = head_of(doc, start, end)
    if head is None:
        return None
    for i in range(head + 1, end):
        hyphened = "-" in (doc[i].text, doc[i - 1].text)
        if doc[i].head.i < start and doc[i].dep_ not in ("punct", "cc", "conj") and not hyphened:
            end = i
            break
    return Place(start, end, head, 0.0)


def _does(subject: Token, verb: Token) -> bool:
    """Whether the name that ends with ``subject`` is what ``verb`` is told of."""
    return subject.head.i == verb.i or subject.dep_ in ("nsubj", "nsubjpass")


def _bonus(doc: Doc, verb: int) -> float:
    """What speaks for the role behind a copula: "is now" parts today's from any other that is printed."""
    if doc[verb].lower_ in _OVER:
        return _LOSS
    return _NOW if doc[verb + 1].lower_ in ("now", "currently") else 0.2


def _is_supposed(verb: Token) -> bool:
    """Whether the clause only supposes what it tells: "if Bell is the nominee"."""
    return any(child.i < verb.i and child.lower_ in _SUPPOSING for child in verb.children)


def _is_post(doc: Doc, head: int) -> bool:
    """Whether "is" and no article may stand before the noun: "Bell is chairman of", but not "is critic"."""
    following = doc[head + 1].lower_ if head + 1 < len(doc) else ""
    return doc[head].tag_ in ("NN", "NNP") and following in ("of", "at", "for", "to", ",", ".", "and", "in")


def _relative_copula(doc: Doc, owner: tuple[int, ...], start: int) -> int | None:
    """The copula of a "who" clause, behind other verbs of it too: "who sits on the board and is a nurse"."""
    for i in range(start, min(len(doc), start + _REACH)):
        if doc[i].is_punct or doc[i].is_space or owner[i] != owner[start]:
            return None
        if doc[i].lower_ in _COPULAS and doc[i].dep_ in ("relcl", "conj", "ccomp", "advcl", "ROOT"):
            return i
    return None


def doing(page: Page, name: Name) -> Place | None:
    """What somebody does, where nothing says what they are: "Bell, who runs the shelter, said"."""
    doc, owner = page.doc, page.owner
    at = past_tags(doc, name.end)
    if at + 3 >= len(doc) or doc[at].text != "," or doc[at + 1].lower_ != "who":
        return None
    verb = doc[at + 2]
    lemma = verb.lemma_.lower()
    posts = role_verbs() if verb.tag_ in ("VBZ", "VBP") else _LEADING
    if verb.tag_ not in _FINITE or lemma not in posts or owner[verb.i] != owner[name.start]:
        return None
    end = phrase_end(doc, owner, verb.i + 1)
    return Place(verb.i, end, verb.i, 0.0) if end > verb.i + 1 else None


def acting(page: Page, name: Name) -> Place | None:
    """As what the name acts: "Bell visited Ely as the party's leader", "Bell was elected as mayor"."""
    return acts_as(page, page.doc[name.end - 1])


def acts_as(page: Page, subject: Token) -> Place | None:
    """As what ``subject`` acts, a name's last token or a pronoun."""
    doc, owner = page.doc, page.owner
    if subject.dep_ not in ("nsubj", "nsubjpass"):
        return None
    verb = subject.head
    allowed = _APPOINTING if subject.dep_ == "nsubjpass" else _ACTING
    if verb.lemma_.lower() not in allowed:
        return None
    for child in verb.children:
        if (
            child.lower_ == "as"
            and child.dep_ == "prep"
            and child.i > verb.i
            and owner[child.i] == owner[verb.i]
        ):
            place = _complement(doc, owner, child.i + 1)
            over = verb.lemma_.lower() in _LEAVING
            return place._replace(bonus=_LOSS) if place is not None and over else place
    return None


def opening(page: Page, name: Name) -> Place | None:
    """As what somebody acts, told first: "As attorney general, Bell argued"."""
    doc, owner = page.doc, page.owner
    at = name.title - 1
    if at < 2 or doc[at].text != "," or doc[name.end - 1].dep_ != "nsubj":
        return None
    for i in range(at - 1, max(-1, at - _REACH), -1):
        if doc[i].is_space or doc[i].text == "," or owner[i] != owner[at]:
            return None
        if doc[i].lower_ == "as":
            start = lead_in(doc, i + 1, at)
            head = head_of(doc, start, at)
            hypothetical = any(t.tag_ == "MD" for t in doc[name.end - 1].head.children)
            finite = any(t.tag_ in _FINITE for t in doc[i + 1 : at])
            if head is None or hypothetical or finite:
                return None
            return Place(start, at, head, 0.0)
    return None
