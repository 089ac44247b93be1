"""Named topics: places, organisations, people, events, laws, products and works, under one name each."""

from spacy.tokens import Doc

from service.extraction.lexicons import given_names, honorifics, organisation_nouns, role_nouns, us_states
from service.extraction.naming.entities import Entity
from service.extraction.naming.names import Name
from service.extraction.topics.acronyms import explained
from service.extraction.topics.forms import Named, known, whole_law
from service.extraction.topics.lexicon import bodies, generic_nouns, key, places
from service.extraction.topics.mentions import TopicKind, TopicMention
from service.extraction.topics.outlets import outlet_entities, towns
from service.extraction.topics.places import dateline_mention, demonym_mentions
from service.extraction.topics.slugs import slug_of, stem

_THINGS = frozenset({"EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "FAC"})
_KINDS: dict[str, TopicKind] = {"person": "person", "place": "place", "organization": "body"}


def named_mentions(doc: Doc) -> list[TopicMention]:
    """Every mention of a named topic, in order."""
    topics, of_towns = _topics(doc), towns(doc)
    found = dateline_mention(doc)
    taken = found[0].end if found else 0
    of_name: dict[int, int] = doc._.entities.of_name
    for name in doc._.names:
        topic = topics.get(of_name.get(name.start, -1))
        if name.start in of_towns:
            topic = known([name.text]) or Named(name.text, "place")
        if topic is not None and name.start >= taken:
            mention = _mention(doc, name, of_name[name.start], topic)
            mention = whole_law(doc, mention)
            taken = mention.end
            found += [mention] if mention.slug else []
    return sorted([*found, *demonym_mentions(doc)], key=lambda mention: mention.start)


def _topics(doc: Doc) -> dict[int, Named]:
    """What each entity is as a topic; those that are none are left out."""
    entities: list[Entity] = doc._.entities.all
    people = {part for e in entities if e.kind == "person" for n in e.names for part in _parts(n)}
    outlets = outlet_entities(doc)
    found = {}
    for number, entity in enumerate(entities):
        takes_person = entity.kind != "person" and _whole_words(entity.names[0]) in people
        if number in outlets or takes_person or _has_verb(doc, entity):
            continue
        if (topic := _topic(doc, entity)) is not None:
            found[number] = topic
    found |= {short: found[full] for short, full in explained(doc).items() if full in found}
    return _with_longer(found, entities)


def _has_verb(doc: Doc, entity: Entity) -> bool:
    """Whether the fullest name is a run out of a capitalised headline ("Cruz Refuses to Back Trump")."""
    fullest = max(entity.names, key=lambda name: len(name.words))
    return any(token.tag_ in ("VBZ", "VBD", "VBP", "MD") for token in doc[fullest.start : fullest.end])


def _whole_words(name: Name) -> tuple[str, ...]:
    """The words, hyphens as spaces: the model cuts "Marsh-Pryce" one way or the other."""
    return tuple(part for word in name.words for part in word.split("-") if part)


def _parts(name: Name) -> list[tuple[str, ...]]:
    """The given name, and all that the name may be shortened to at its front."""
    words = _whole_words(name)
    return [words[i:] for i in range(len(words))] + [words[:1]]


def _with_longer(found: dict[int, Named], entities: list[Entity]) -> dict[int, Named]:
    """A one-word name that ends exactly one longer name of the article stands for it ("Averill")."""
    longer: dict[str, set[Named]] = {}
    for number, topic in found.items():
        words = entities[number].longest
        if topic.kind != "person" and len(words) > 1:
            longer.setdefault(words[-1], set()).add(topic)
    return {n: _only(longer, entities[n], topic) for n, topic in found.items()}


def _only(longer: dict[str, set[Named]], entity: Entity, topic: Named) -> Named:
    """The one longer name that ``entity`` stands for; a town is not its council, nor somebody a place."""
    fits = longer.get(entity.longest[-1], set()) if len(entity.longest) == 1 else set()
    if len(fits) != 1 or topic.kind == "person":
        return topic
    only = next(iter(fits))
    return topic if topic.kind == "place" and only.kind == "body" else only


def _mention(doc: Doc, name: Name, entity: int, topic: Named) -> TopicMention:
    return TopicMention(
        slug=slug_of(tuple(topic.name.split())),
        name=topic.name,
        words=name.words,
        kind=topic.kind,
        start=name.start,
        end=name.end,
        char_start=doc[name.start].idx,
        char_end=name.char_end,
        entity=entity,
        sound=topic.sound,
    )


def _topic(doc: Doc, entity: Entity) -> Named | None:
    forms = [entity.name, *(name.text for name in entity.names)]
    if entity.kind == "person":
        return _person(entity)
    if listed := known(forms) or _state(doc, entity):
        return listed
    if entity.acronym and key(entity.acronym) in bodies():
        return Named(bodies()[key(entity.acronym)], "body")
    if entity.kind == "people" or _is_no_name(entity) or _is_torn(doc, entity):
        return None
    if entity.kind == "other" and not _is_thing(doc, entity):
        return None
    sound = entity.kind != "other" or _is_labelled(doc, entity)
    return Named(_shown(entity, entity.name), _KINDS.get(entity.kind, "thing"), sound)


def _person(entity: Entity) -> Named | None:
    """People under their full names only: a surname alone names nobody across articles."""
    words = [word for word in entity.name.split() if len(word.rstrip(".")) > 1]
    if len(words) > 1:
        return Named(_shown(entity, " ".join(words)), "person")
    # "The Kazakh government": the model takes many a demonym for a person.
    return None if entity.longest[-1] in given_names() else known([entity.name])


def _state(doc: Doc, entity: Entity) -> Named | None:
    """A state in short, after its town ("Worcester, Mass."): elsewhere "Mass." ends a sentence."""
    for name in entity.names:
        state = us_states().get(name.text.lower())
        if state is not None and name.start and doc[name.start - 1].text == ",":
            return Named(places()[state], "place")
    return None


def _is_no_name(entity: Entity) -> bool:
    """Whether the words are a score, a letter, a common noun or a person that the model took for a body."""
    words, name = entity.longest, entity.name
    if name[:1].islower() or len(name) < 3 or sum(word.isdigit() for word in words) > 1:
        return True
    if len(words) == 1:
        return words[0] in generic_nouns() or words[0] in given_names() or words[0] in organisation_nouns()
    return words[0] in given_names() and entity.kind != "place" and not _has_body_word(words)


def _is_torn(doc: Doc, entity: Entity) -> bool:
    """Whether it is the rest of a line in capitals ("PORT AVERILL")."""
    first = entity.names[0].start
    before = doc[first - 1] if first else None
    return before is not None and len(before) > 2 and before.is_upper and doc[first].is_upper


def _has_body_word(words: tuple[str, ...]) -> bool:
    return any(word in organisation_nouns() or stem(word) in organisation_nouns() for word in words)


def _is_thing(doc: Doc, entity: Entity) -> bool:
    """Whether a name of no clear kind may be an event, a law, a product or a work."""
    first = entity.names[0]
    if _is_word(first) or first.title < first.start:
        return False
    return len(first.words) > 1 or _is_labelled(doc, entity)


def _is_labelled(doc: Doc, entity: Entity) -> bool:
    """Whether the model itself calls it an event, a law, a product or a work."""
    first = entity.names[0]
    return any(token.ent_type_ in _THINGS for token in doc[first.start : first.end])


def _is_word(name: Name) -> bool:
    last = name.words[-1]
    return last in role_nouns() or last in honorifics() or len(last) < 2


def _shown(entity: Entity, name: str) -> str:
    """``name``, the fullest printed form, with the capitals of a headline made small."""
    name = " ".join(name.split()).removeprefix("the ").removeprefix("The ")
    if name.isupper() and len(name) > 5:
        mixed = [n.text for n in entity.names if not n.text.isupper() and n.text.upper() == name]
        return mixed[0] if mixed else name.title()
    return name
