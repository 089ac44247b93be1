"""Roles that only the headline puts beside a name: "Ada Bell, marsh poet who rowed alone, dies at 90"."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from service.extraction.annotations import Span
from service.extraction.lexicons import role_nouns
from service.extraction.naming.entities import Entities
from service.extraction.naming.roles import Role

#: The words behind a name and a comma, up to a clause, another comma or a preposition.
_BEHIND = (
    r",\s+(?:the|a|an)?\s*((?:[\w’'-]+\s){0,4}?[\w’'-]+)(?=\s+(?:who|whose|that|of|for|in|at|from)\b|[,:;–—])"
)
#: Told where nothing in the text tells more.
_WORTH = -6.0


def headlined(doc: Doc, entities: Entities, told: dict[int, list[Role]]) -> Iterator[Role]:
    """The roles that the headline tells of people for whom ``told`` has none, as the text prints them too.

    What the text has no words for is left out: a role is proven by the text.
    """
    title, text = doc._.title or "", doc._.text
    for index, entity in enumerate(entities.all if title else ()):
        if entity.kind != "person" or told.get(index) or len(entity.longest) < 2 or entity.name not in title:
            continue
        found = re.search(re.escape(entity.name) + _BEHIND, title)
        if found is None or found[1].split()[-1].lower() not in role_nouns():
            continue
        printed = re.search(rf"\b{re.escape(found[1])}\b", text, re.IGNORECASE)
        if printed is not None:
            yield Role(index, Span.of(text, *printed.span()), -1, _WORTH)
