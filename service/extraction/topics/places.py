"""Places that the names miss: the town of a dateline, demonyms that are adjectives."""

from spacy.tokens import Doc

from service.extraction.columns import columns
from service.extraction.topics.lexicon import key, peoples, places
from service.extraction.topics.mentions import TopicMention
from service.extraction.topics.passing import dateline_place
from service.extraction.topics.slugs import slug_of, stem


def dateline_mention(doc: Doc) -> list[TopicMention]:
    """The town of the dateline: in capitals, so the model reads half of it."""
    place = dateline_place(doc)
    span = doc.char_span(*place, alignment_mode="expand") if place else None
    if place is None or span is None:
        return []
    text = doc._.text[place[0] : place[1]]
    name = places().get(key(text), text.title())
    words, slug = tuple(key(text).split()), slug_of(tuple(name.split()))
    return [TopicMention(slug, name, words, "place", span.start, span.end, *place)] if slug else []


def demonym_mentions(doc: Doc) -> list[TopicMention]:
    """Demonyms that stand in no name ("the Kazakh government")."""
    named = {i for name in doc._.names for i in range(name.title, name.end)}
    found = []
    known = columns(doc)
    for i, printed in enumerate(known.text):
        if len(printed) < 4 or not printed[0].isupper() or i in named:
            continue
        word = key(printed)
        place = peoples().get(word) or peoples().get(stem(word))
        if place is not None:
            slug, start = slug_of(tuple(place.split())), known.start[i]
            end = start + len(printed)
            found.append(TopicMention(slug, place, (word,), "place", i, i + 1, start, end))
    return found
