"""Noun phrases that may be key phrases: runs of classifying adjectives and nouns, after Justeson and Katz.

J. S. Justeson, S. M. Katz (1995), "Technical terminology: some linguistic properties and an algorithm for
identification in text", Natural Language Engineering 1(1): terms are (adjective | noun)+ noun. The
adjectives make a kind ("minimum wage"), they do not describe ("lovely handwriting").
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from service.extraction.columns import columns
from service.extraction.lexicons import (
    cue_nouns,
    document_nouns,
    group_nouns,
    organisation_nouns,
    role_nouns,
    unnamed_nouns,
)
from service.extraction.topics.lexicon import (
    classifying_adjectives,
    descriptive_adjectives,
    empty_heads,
    generic_nouns,
    news_words,
    singulars,
    subjects,
)
from service.extraction.topics.mentions import TopicKind, TopicMention
from service.extraction.topics.slugs import phrase_slug, stem

_LONGEST = 4
_NOUNS = ("NN", "NNS")
_ENDINGS = ("al", "ic", "ary", "ular", "ine", "ative")
_ENTITIES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
_DATED = frozenset(
    {
        "second",
        "minute",
        "hour",
        "day",
        "night",
        "evening",
        "morning",
        "afternoon",
        "week",
        "weekend",
        "month",
    }
    | {"year", "decade", "century", "today", "tomorrow", "yesterday", "tonight"}
)
#: Plurals that name something else than their singular does.
_AS_PRINTED = frozenset({"media", "data", "politics", "economics", "arms", "premises"})


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a run: what it is in any term of the run is read once."""

    token: Token
    lemma: str
    noun: bool


def phrase_mentions(doc: Doc, named: list[bool]) -> Iterator[TopicMention]:
    """Every noun phrase that may be a topic, and the shorter ones that end it, in order; none over a name."""
    text, owner = doc._.text, doc._.frames.owner
    run: list[_Word] = []
    for i, (tag, taken) in enumerate(zip(columns(doc).tag, named, strict=True)):
        noun = not taken and tag in _NOUNS and _is_noun(doc[i])
        goes_on = noun or (not taken and tag == "JJ" and _classifies(doc[i]))
        if run and not (goes_on and owner[i] == owner[i - 1]):
            yield from _terms(text, run)
            run = []
        if goes_on:
            run.append(_Word(doc[i], lemma_of(doc[i]), noun))
    yield from _terms(text, run)


def lemma_of(token: Token) -> str:
    """The singular, lower-case."""
    if token.lower_ in _AS_PRINTED:
        return str(token.lower_)
    if token.lower_ in singulars():
        return singulars()[token.lower_]
    lemma = token.lemma_.lower()
    return stem(lemma) if token.tag_ == "NNS" and lemma == token.lower_ else lemma


def _is_noun(token: Token) -> bool:
    """Whether a common noun may stand in a term."""
    if token.ent_type_ in _ENTITIES or _hyphened(token):
        return False
    return len(token) > 2 and token.text.isalpha() and not token.is_upper and token.lower_ not in _DATED


def _classifies(token: Token) -> bool:
    """Whether an adjective makes a kind."""
    if token.is_stop or token.ent_type_ in _ENTITIES or _hyphened(token):
        return False
    lower = token.lower_
    if lower in classifying_adjectives():
        return True
    return lower.endswith(_ENDINGS) and len(lower) > 5 and lower not in descriptive_adjectives()


def _hyphened(token: Token) -> bool:
    """Whether the word is one end of a hyphened compound that the tokeniser cut ("third-busiest")."""
    doc, i = token.doc, token.i
    after = i + 1 < len(doc) and doc[i + 1].text == "-" and not token.whitespace_
    before = i > 0 and doc[i - 1].text == "-" and not doc[i - 1].whitespace_
    return after or before


def _terms(text: str, run: list[_Word]) -> Iterator[TopicMention]:
    """The run's terms: what ends in its last noun, longest first, and what ends in an inner one."""
    while run and not run[-1].noun:
        run = run[:-1]
    for start in range(len(run)):
        for end in range(min(len(run), start + _LONGEST), start, -1):
            alone, inner = end - start == 1, end < len(run)
            if alone and inner and run[start].lemma not in subjects():
                continue
            if run[end - 1].noun and (mention := _term(text, run[start:end])) is not None:
                yield mention


def _term(text: str, words: list[_Word]) -> TopicMention | None:
    tokens = [word.token for word in words]
    lemmas = tuple(word.lemma for word in words)
    slug = phrase_slug(lemmas)
    head = lemmas[-1]
    if not slug or len(slug) < 3:
        return None
    kind: TopicKind = "phrase"
    if len(tokens) == 1 and not _may_stand(head):
        kind = "head"
    elif len(tokens) > 1 and not _may_head(tokens, lemmas):
        return None
    end = tokens[-1].idx + len(tokens[-1])
    name = " ".join(text[tokens[0].idx : end].split()).lower()
    sound = head in subjects() if len(tokens) == 1 else _is_news(tokens, lemmas)
    return TopicMention(
        slug, name, lemmas, kind, tokens[0].i, tokens[-1].i + 1, tokens[0].idx, end, None, sound
    )


def _is_news(tokens: list[Token], lemmas: tuple[str, ...]) -> bool:
    """Whether a phrase printed once is about a matter of news: "fuel prices" is, "butter knife" is not."""
    if any(token.lower_ in classifying_adjectives() for token in tokens):
        return True
    return any(lemma in subjects() or lemma in news_words() for lemma in lemmas)


def _may_stand(noun: str) -> bool:
    if noun in subjects():
        return True
    if noun in generic_nouns() or noun in empty_heads() or noun in organisation_nouns():
        return False
    return not _is_source(noun) and noun not in document_nouns() and noun not in cue_nouns()


def _may_head(tokens: list[Token], lemmas: tuple[str, ...]) -> bool:
    head, whole = lemmas[-1], " ".join(lemmas)
    if head in empty_heads() or lemmas[0] in empty_heads():
        return False
    if whole in cue_nouns() or whole in role_nouns() or whole in unnamed_nouns():
        return False
    printed = " ".join(token.lower_ for token in tokens)
    if head not in subjects() and (printed in group_nouns() or tokens[-1].lower_ in group_nouns()):
        return False
    # Of two readings a compound has the organisation's: a "data center" plays in no team.
    return not _is_source(head) or head in organisation_nouns() or tokens[-1].tag_ == "NNS"


def _is_source(noun: str) -> bool:
    return noun in role_nouns() or noun in unnamed_nouns() or noun in group_nouns()
