"""Acronyms that the article itself explains: "the Harbour Pilots Association (HPA)"."""

import re

from spacy.tokens import Doc

from service.extraction.naming.entities import Entity

_EXPLAINED = re.compile(r"\s*\(\s*(?:the\s+)?[\"“]?([A-Z][A-Za-z&.-]{1,11})[\"”]?\s*[),;]")


def explained(doc: Doc) -> dict[int, int]:
    """The entities that are an acronym alone → the entity whose name the acronym stands for."""
    entities: list[Entity] = doc._.entities.all
    full: dict[str, int] = {}
    text: str = doc._.text
    of_name: dict[int, int] = doc._.entities.of_name
    for name in doc._.names:
        found = _EXPLAINED.match(text, name.char_end)
        number = of_name.get(name.start)
        if found and number is not None and len(name.words) > 1 and found[1][0].lower() == name.words[0][0]:
            full.setdefault(_letters(found[1]), number)
    return {
        number: full[_letters(entity.name)]
        for number, entity in enumerate(entities)
        if len(entity.longest) == 1 and full.get(_letters(entity.name), number) != number
    }


def _letters(acronym: str) -> str:
    return re.sub(r"[^A-Za-z]", "", acronym).upper()
