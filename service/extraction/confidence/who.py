"""Who the source is: whether the article introduces somebody of that name, and prints the name in full."""

from spacy.tokens import Doc, Token

from service.extraction.confidence.model import Signs
from service.extraction.lexicons import given_names, honorifics, role_nouns
from service.extraction.naming.entities import Entity
from service.extraction.naming.names import Name

#: Names of one entity that are looked at.
_LOOKED_AT = 40
#: Named so often, a name is settled.
_OFTEN = 4


def who(doc: Doc, entity: int, name: str) -> Signs:
    """The signs of the name that the speaker is given: that of the entity with this index."""
    found = doc._.entities.all[entity]
    names = found.names[:_LOOKED_AT]
    signs = {
        "seldom_named": 1.0 - min(len(names), _OFTEN) / _OFTEN,
        "runs_on": float(any(_runs_on(doc, printed) for printed in names)),
        "odd_letters": float(not all(c.isalpha() or c in " -.,'’&" for c in name)),
        "no_person_or_body": float(found.kind not in ("person", "organization")),
    }
    return {**signs, **_person(doc, entity, found)} if found.kind == "person" else signs


def first_in_full(doc: Doc, entity: int, name: str) -> int:
    """The token where the article first prints the full name of the entity with this index."""
    return next((n.start for n in doc._.entities.all[entity].names if n.text == name), -1)


def _person(doc: Doc, entity: int, found: Entity) -> Signs:
    """The signs of a person's name."""
    words = found.longest
    single = [name.words[0] for name in found.names[:_LOOKED_AT] if len(name.words) == 1]
    otherwise = sum(word != words[-1] for word in single) if len(words) > 1 else 0
    return {
        "single_word": float(len(words) == 1),
        "called_otherwise": otherwise / len(single) if single else 0.0,
        "given_unknown": float(len(words) > 1 and words[0] not in given_names()),
        "no_role": float(not doc._.roles.get(entity)),
    }


def _runs_on(doc: Doc, name: Name) -> bool:
    """Whether a capitalised word stands right before or behind the name that is no title and no role."""
    before = name.title > 0 and _may_belong(doc[name.title - 1])
    return before or (name.end < len(doc) and _may_belong(doc[name.end]))


def _may_belong(token: Token) -> bool:
    """Whether the word may be part of a name beside it."""
    if not token.text[:1].isupper() or token.tag_ not in ("NNP", "NNPS"):
        return False
    word = token.lower_.rstrip(".")
    if word in honorifics() or word in role_nouns():
        return False
    return token.ent_type_ not in ("DATE", "NORP", "GPE")
