"""The topics of one article: their mentions, how much of it each is, and which the headline names."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from spacy.tokens import Doc

from service.extraction.topics.headline import headline, in_headline
from service.extraction.topics.mentions import TopicKind, TopicMention
from service.extraction.topics.named import named_mentions
from service.extraction.topics.noun_phrases import phrase_mentions
from service.extraction.topics.passing import Passing
from service.extraction.topics.salience import c_values, relative
from service.extraction.topics.standing_for import resolve_heads


@dataclass(frozen=True, slots=True)
class ArticleTopic:
    """One topic of the article. ``salience`` is 0..1; ``frequency`` leaves out what is named in passing."""

    slug: str
    name: str
    kind: TopicKind
    first: TopicMention
    salience: float
    frequency: int
    titled: bool
    sound: bool


@dataclass(frozen=True, slots=True)
class ArticleTopics:
    """All topics by slug, and all mentions by place; ``passing[i]`` tells whether mention i is in passing."""

    topics: dict[str, ArticleTopic]
    mentions: tuple[TopicMention, ...]
    passing: tuple[bool, ...]


def read_article(doc: Doc) -> ArticleTopics:
    """The topics of ``doc``."""
    title = headline(doc)
    mentions = _mentions(doc, title)
    values = c_values(mentions)
    mentions = [m for m in mentions if m.kind != "phrase" or values[m.slug] > 0]
    aside = Passing(doc)
    passing = tuple(aside.covers(m.char_start, m.char_end) for m in mentions)
    return ArticleTopics(_topics(mentions, passing, relative(values), title), tuple(mentions), passing)


def _mentions(doc: Doc, title: str) -> list[TopicMention]:
    named = named_mentions(doc)
    taken = [False] * len(doc)
    for name in doc._.names:
        taken[name.title : name.end] = [True] * (name.end - name.title)
    for mention in named:
        taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
    phrases = list(phrase_mentions(doc, taken))
    phrases = resolve_heads(doc, phrases, in_headline(title, phrases))
    return sorted([*named, *phrases], key=lambda m: (m.char_start, -m.char_end, m.slug))


def _topics(
    mentions: list[TopicMention], passing: tuple[bool, ...], salience: dict[str, float], title: str
) -> dict[str, ArticleTopic]:
    groups: dict[str, list[TopicMention]] = defaultdict(list)
    frequency: Counter[str] = Counter()
    for mention, aside in zip(mentions, passing, strict=True):
        groups[mention.slug].append(mention)
        frequency[mention.slug] += not aside
    titled = in_headline(title, mentions)
    return {
        slug: ArticleTopic(
            slug=slug,
            name=_name(group),
            kind=group[0].kind,
            first=group[0],
            salience=salience[slug],
            frequency=frequency[slug],
            titled=slug in titled,
            sound=any(m.sound for m in group),
        )
        for slug, group in groups.items()
    }


def _name(group: list[TopicMention]) -> str:
    """The form printed most; of equals the first."""
    return Counter(mention.name for mention in group).most_common(1)[0][0]
