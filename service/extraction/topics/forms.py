"""The forms of a name: which of the lists' names it is, and where a law's goes on."""

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from service.extraction.topics.lexicon import bodies, key, peoples, places
from service.extraction.topics.mentions import TopicKind, TopicMention
from service.extraction.topics.slugs import slug_of, stem

#: Last words of the names of laws and treaties.
_LAWS = frozenset(
    {"Accord", "Accords", "Act", "Agreement", "Amendment", "Bill", "Convention", "Law", "Treaty"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """What an entity is as a topic."""

    name: str
    kind: TopicKind
    sound: bool = True


def known(forms: list[str]) -> Named | None:
    """What the first of ``forms`` that is listed names; None where none is."""
    for form in forms:
        plain = key(form)
        if plain in places():
            return Named(places()[plain], "place")
        for people in (plain, stem(plain)):
            if people in peoples():
                return Named(peoples()[people], "place")
        if plain in bodies():
            return Named(bodies()[plain], "body")
    return None


def whole_law(doc: Doc, mention: TopicMention) -> TopicMention:
    """``mention`` with the word that makes it a law's name, where the model has cut that off."""
    end = mention.end
    if mention.kind == "person" or end >= len(doc) or doc[end].text not in _LAWS:
        return mention
    if mention.words[-1].capitalize() in _LAWS or doc[end].idx != mention.char_end + 1:
        return mention
    char_end = doc[end].idx + len(doc[end])
    printed = " ".join(doc._.text[mention.char_start : char_end].split())
    listed = known([printed])
    name = listed.name if listed else printed
    return replace(
        mention,
        slug=slug_of(tuple(name.split())),
        name=name,
        words=(*mention.words, doc[end].lower_),
        kind=listed.kind if listed else "thing",
        end=end + 1,
        char_end=char_end,
        entity=None,
        sound=True,
    )
