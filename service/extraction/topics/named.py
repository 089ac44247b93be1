"""Named topics: places, organisations, people, events, laws, products and works, under one name each."""

from spacy.tokens import Doc

from service.extraction.lexicons import given_names, honorifics, outlets, platforms, role_nouns
from service.extraction.naming.entities import Entity
from service.extraction.naming.names import Name
from service.extraction.topics.lexicon import bodies, key, peoples, places
from service.extraction.topics.mentions import TopicKind, TopicMention
from service.extraction.topics.slugs import slug_of, stem

_THINGS = frozenset({"EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "FAC"})
_KINDS: dict[str, TopicKind] = {"person": "person", "place": "place", "organization": "body"}


def named_mentions(doc: Doc) -> list[TopicMention]:
    """Every mention of a named topic, in order."""
    entities = doc._.entities
    titles: dict[int, tuple[str, TopicKind, bool] | None] = {}
    found = []
    for name in doc._.names:
        entity = entities.of_name.get(name.start)
        if entity is None:
            continue
        if entity not in titles:
            titles[entity] = _topic(doc, entities.all[entity])
        topic = titles[entity]
        if topic is not None and (mention := _mention(doc, name, entity, *topic)) is not None:
            found.append(mention)
    return found


def _mention(
    doc: Doc, name: Name, entity: int, shown: str, kind: TopicKind, sound: bool
) -> TopicMention | None:
    slug = slug_of(tuple(shown.split()))
    if not slug:
        return None
    start = doc[name.start].idx
    return TopicMention(
        slug, shown, name.words, kind, name.start, name.end, start, name.char_end, entity, sound
    )


def _topic(doc: Doc, entity: Entity) -> tuple[str, TopicKind, bool] | None:
    """The name, the kind and the soundness of the topic that ``entity`` is; None where it is none."""
    forms = [entity.name, *(name.text for name in entity.names)]
    if entity.kind == "person":
        return _person(entity)
    if any(_is_outlet(form) for form in forms):
        return None
    if known := _known(forms):
        return known
    if entity.acronym and key(entity.acronym) in bodies():
        return bodies()[key(entity.acronym)], "body", True
    if entity.kind == "people":
        return None
    if entity.kind == "other" and not _is_thing(doc, entity):
        return None
    return _shown(entity), _KINDS.get(entity.kind, "thing"), entity.kind != "other"


def _person(entity: Entity) -> tuple[str, TopicKind, bool] | None:
    """People under their full names only: a surname alone names nobody across articles."""
    words = [word for word in entity.name.split() if len(word.rstrip(".")) > 1]
    return (" ".join(words), "person", True) if len(words) > 1 else None


def _known(forms: list[str]) -> tuple[str, TopicKind, bool] | None:
    for form in forms:
        plain = key(form)
        if plain in places():
            return places()[plain], "place", True
        for people in (plain, stem(plain)):
            if people in peoples():
                return peoples()[people], "place", True
        if plain in bodies():
            return bodies()[plain], "body", True
    return None


def _is_outlet(form: str) -> bool:
    plain = form.lower().replace("’", "'").removeprefix("the ")
    return plain in outlets() or plain in platforms()


def _is_thing(doc: Doc, entity: Entity) -> bool:
    """Whether a name of no clear kind may be an event, a law, a product or a work: not a person's, not a word."""
    first = entity.names[0]
    if any(token.ent_type_ in _THINGS for token in doc[first.start : first.end]):
        return not _is_word(first)
    if first.words[0] in given_names() or first.title < first.start:
        return False
    return len(first.words) > 1 and not _is_word(first)


def _is_word(name: Name) -> bool:
    last = name.words[-1]
    return last in role_nouns() or last in honorifics() or len(last) < 2


def _shown(entity: Entity) -> str:
    """The fullest printed form, capitals of a dateline made small."""
    name = " ".join(entity.name.split()).removeprefix("the ").removeprefix("The ")
    if name.isupper() and len(name) > 5:
        mixed = [n.text for n in entity.names if not n.text.isupper()]
        return mixed[0] if mixed else name.title()
    return name
