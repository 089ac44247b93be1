"""Ages and numbers that stand for people: "the 46-year-old", "the two"."""

from spacy.tokens import Doc

from service.extraction.annotations import SpeakerKind
from service.extraction.attribution.nominals import is_age, is_pair
from service.extraction.discourse import Discourse, Source
from service.extraction.discourse.cast import Described
from service.extraction.discourse.ranking import best, rank
from service.extraction.naming.names import Name
from service.extraction.phrases import Phrase

#: What an article calls two people whom it has named.
_PAIR = frozenset({"two", "couple", "pair", "duo"})
#: How many paragraphs back it may have named them.
_NEAR = 3
#: What may stand between a name and the age behind it.
_BEFORE_AGE = frozenset({",", "(", "aged"})


def counted(discourse: Discourse, name_at: dict[int, Name], phrase: Phrase) -> Source | None:
    """The source that an age or number stands for; None for any other phrase, or where nobody fits."""
    head = discourse.doc[phrase.head]
    if is_age(head):
        return _aged(discourse, name_at, phrase)
    if head.lower_ not in _PAIR or (head.lower_ == "two" and not is_pair(head)):
        return None
    return _joint(discourse)


def _joint(discourse: Discourse) -> Source | None:
    """The two people whom the text told of as one last: "Lena Ortiz and Karl Weber"."""
    last = discourse.speaker
    if last is not None and last.kind is SpeakerKind.GROUP and " and " in last.name:
        return last
    for index, seen in discourse.recent():
        found = discourse.who(index)
        joint = isinstance(found, Described) and found.kind == "group" and " and " in found.name
        if joint and discourse.paragraph - seen.paragraph <= _NEAR:
            return discourse.source(index, sure=0.7)
    return None


def _aged(discourse: Discourse, name_at: dict[int, Name], phrase: Phrase) -> Source | None:
    """The one person whose age the article prints so, or else whom the text speaks of."""
    doc = discourse.doc
    age = next((doc[i].text for i in range(phrase.start, phrase.head) if doc[i].text.isdigit()), None)
    names = {name.start: name for name in name_at.values()}.values()
    of_name = discourse.entities.of_name
    fitting = {of_name[name.start] for name in names if age is not None and _is_aged(doc, name, age)}
    if len(fitting) == 1:
        return discourse.source(fitting.pop(), sure=0.95)
    return best(discourse, rank(discourse, doc[phrase.head], lambda e: e.kind == "person", None))


def _is_aged(doc: Doc, name: Name, age: str) -> bool:
    """Whether the name is printed with this age: "Ada Bell, 46,", "46-year-old Ada Bell"."""
    behind = name.end
    while behind < len(doc) and doc[behind].lower_ in _BEFORE_AGE:
        behind += 1
    if behind > name.end and behind < len(doc) and doc[behind].text == age:
        return True
    before = [token.text for token in doc[max(0, name.title - 6) : name.start]]
    return age in before and "old" in before
