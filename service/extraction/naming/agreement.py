"""Whether two names may be one person's, by their given names and titles."""

from service.extraction.lexicons import given_names
from service.extraction.naming.entity import Entity
from service.extraction.naming.name import Name
from service.extraction.naming.words import PARTICLES, same_given_name

#: Forms of one person's name that are compared, so that a list of a thousand members stays quick.
_LOOKED_AT = 50


def given_gender(words: tuple[str, ...]) -> str | None:
    """What the given name of a full name tells ("f", "m", "u"); None for a single word or unknown name."""
    return given_names().get(words[0]) if len(words) > 1 else None


def clashes(entity: Entity, name: Name) -> bool:
    """Whether the title before ``name`` tells another gender than the entity's titles or given name."""
    if name.gender is None:
        return False
    for known in entity.names:
        if known.gender is not None:
            return known.gender != name.gender
    longest = entity.longest if entity.names else ()
    return bool(longest) and given_gender(longest) in ("f", "m") and given_gender(longest) != name.gender


def _givens(words: tuple[str, ...]) -> tuple[str, ...]:
    """The given name, and a nickname or second name that may be used alone."""
    return (words[0], *(w for w in words[1:-1] if len(w) > 1 and w not in PARTICLES))


def agree(entity: Entity, words: tuple[str, ...]) -> bool:
    """Whether the given names printed so far, and the titles, may be one person's."""
    given = given_gender(words)
    for name in entity.names[:_LOOKED_AT]:
        if name.gender is not None and given in ("f", "m") and given != name.gender and len(name.words) == 1:
            return False
        if len(name.words) > 1 and len(words) > 1 and not _share_given_name(name.words, words):
            return False
    return True


def _share_given_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the first word of either full name may be a given name of the other's."""
    return any(same_given_name(given, other[0]) for given in _givens(one)) or any(
        same_given_name(one[0], given) for given in _givens(other)
    )
