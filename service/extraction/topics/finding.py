"""Gives each segment its topics: own words before sentence, paragraph, headline and article."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from spacy.tokens import Doc

from service.extraction.annotations import Span, Topic
from service.extraction.attribution.frames import Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.quotation.segment import Segment
from service.extraction.topics.article import ArticleTopic, ArticleTopics, read_article
from service.extraction.topics.mentions import TopicMention
from service.extraction.topics.slugs import slug_of
from service.extraction.topics.uniting import MOST, ranked

#: Topics of the article as a whole that every quote in it gets, and how often they are named at least.
_MOST_OF_ARTICLE = 3
_OFTEN = 3


class Nearness(Enum):
    """Where a topic was read, with the least and the greatest weight that it has there."""

    OWN_WORDS = (0.8, 1.0)
    SENTENCE = (0.6, 0.8)
    PARAGRAPH = (0.4, 0.6)
    HEADLINE = (0.25, 0.4)
    ARTICLE = (0.1, 0.25)

    def weight(self, topic: ArticleTopic) -> float:
        """The weight of ``topic`` there: the more the article has of it, the nearer to the greatest."""
        least, greatest = self.value
        share = min(1.0, topic.salience * 0.7 + (0.3 if topic.titled else 0.0))
        return round(least + (greatest - least) * share, 4)


def find_topics(doc: Doc) -> dict[int, tuple[Topic, ...]]:
    """The topics of every segment of ``doc`` by its number, the heaviest first, at most MOST."""
    if not doc._.segments:
        return {}
    finder = _Finder(doc, read_article(doc))
    return {number: finder.of_segment(number) for number in range(len(doc._.segments))}


@dataclass(frozen=True, slots=True)
class _Read:
    topic: ArticleTopic
    mention: TopicMention
    nearness: Nearness


class _Finder:
    """Reads the surroundings of each segment; what segments share is read once."""

    def __init__(self, doc: Doc, article: ArticleTopics) -> None:
        self.doc, self.article = doc, article
        # Read once: spaCy takes microseconds over each look at an attribute of a Doc.
        self.text: str = doc._.text
        self.segments: tuple[Segment, ...] = doc._.segments
        self.frames: Frames = doc._.frames
        self.attributions: tuple[Attribution, ...] = doc._.attributions
        self.starts = [mention.char_start for mention in article.mentions]
        self.sentences: dict[int, list[_Read]] = {}
        self.paragraphs: dict[int, list[_Read]] = {}

    def of_segment(self, number: int) -> tuple[Topic, ...]:
        """The topics of one segment."""
        entity, slug = self._speaker(number)
        best: dict[str, _Read] = {}
        for read in self._around(number):
            if read.topic.slug != slug and (entity is None or read.mention.entity != entity):
                best.setdefault(read.topic.slug, read)
        return ranked(self._topic(read) for read in best.values())

    def _around(self, number: int) -> Iterator[_Read]:
        segment = self.segments[number]
        yield from self._best(segment.start, segment.end, Nearness.OWN_WORDS)
        frame = self.frames.of_segment[number]
        if frame >= 0:
            yield from self._sentence(frame)
        yield from self._paragraph(segment.paragraph)
        yield from self._whole

    def _speaker(self, number: int) -> tuple[int | None, str]:
        """The entity that speaks and the slug of its name: nobody is a topic of their own words."""
        source = self.attributions[number].source if number < len(self.attributions) else None
        return (source.entity, slug_of(tuple(source.name.split()))) if source else (None, "")

    def _sentence(self, number: int) -> list[_Read]:
        if number not in self.sentences:
            frame = self.frames.frames[number]
            last = self.doc[frame.end - 1]
            start, end = self.doc[frame.start].idx, last.idx + len(last)
            self.sentences[number] = self._best(start, end, Nearness.SENTENCE)
        return self.sentences[number]

    def _paragraph(self, number: int) -> list[_Read]:
        if number not in self.paragraphs:
            paragraph = self.doc._.paragraphs[number]
            self.paragraphs[number] = self._best(paragraph.start, paragraph.end, Nearness.PARAGRAPH)
        return self.paragraphs[number]

    @cached_property
    def _whole(self) -> list[_Read]:
        """The topics of the headline, and those that the article has most of."""
        topics = [t for t in self.article.topics.values() if t.kind != "person"]
        topics.sort(key=lambda t: (-t.salience, t.first.char_start))
        titled = [_Read(t, t.first, Nearness.HEADLINE) for t in topics if t.titled and _is_known(t)]
        often = [
            _Read(t, t.first, Nearness.ARTICLE) for t in topics if t.frequency >= _OFTEN and _is_matter(t)
        ]
        return titled[:MOST] + often[:_MOST_OF_ARTICLE]

    def _best(self, start: int, end: int, nearness: Nearness) -> list[_Read]:
        """What is read in characters [start, end), each topic once: the heaviest, and one for the speaker."""
        found: dict[str, _Read] = {}
        for i in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            mention = self.article.mentions[i]
            topic = self.article.topics[mention.slug]
            if mention.char_end <= end and _counts(topic, nearness, passing=self.article.passing[i]):
                found.setdefault(topic.slug, _Read(topic, mention, nearness))
        reads = sorted(found.values(), key=lambda r: (-nearness.weight(r.topic), r.mention.char_start))
        return reads[: MOST + 1]

    def _topic(self, read: _Read) -> Topic:
        evidence = Span.of(self.text, read.mention.char_start, read.mention.char_end)
        weight = read.nearness.weight(read.topic)
        return Topic(slug=read.topic.slug, name=read.topic.name, weight=weight, evidence=evidence)


def _is_known(topic: ArticleTopic) -> bool:
    """Whether what may be anything, a capitalised run or a plain noun, stands outside a headline too."""
    plain = topic.kind == "phrase" and len(topic.first.words) == 1 and not topic.sound
    return topic.frequency > 1 or not (plain or topic.kind == "thing")


def _is_matter(topic: ArticleTopic) -> bool:
    """Whether it may be what a whole article is about: a prop of its story ("drill") is not."""
    return topic.sound or topic.titled or len(topic.first.words) > 1


def _counts(topic: ArticleTopic, nearness: Nearness, *, passing: bool) -> bool:
    """Whether a mention at that nearness makes its topic one of the quote's."""
    if topic.kind == "thing" and topic.frequency < 2:
        return nearness is Nearness.OWN_WORDS and not passing and topic.sound
    recurs = topic.titled or topic.frequency >= (2 if topic.sound else _OFTEN)
    if nearness is Nearness.OWN_WORDS:
        return topic.sound or recurs
    if passing or topic.kind == "person":
        return False
    if nearness is Nearness.SENTENCE and topic.sound and topic.kind != "phrase":
        return True
    return recurs
