"""Who a definite description stands for ("the senator")."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from service.extraction.discourse.again import before_head, described_before
from service.extraction.discourse.bodies import body
from service.extraction.discourse.cast import Described
from service.extraction.discourse.memory import Discourse
from service.extraction.discourse.ranking import Ranking, best, rank
from service.extraction.discourse.source import Source
from service.extraction.lexicons import (
    Gender,
    countrymen,
    demonyms,
    role_genders,
    role_kinds,
    role_nouns,
    role_standing,
    unnamed_nouns,
)
from service.extraction.naming.entities import Entity
from service.extraction.phrases import Phrase

#: How many paragraphs back somebody may have been named whom another noun calls again.
_NEAR = 4
#: The last paragraph of a lede, a headline before it counted.
_LEDE = 2
#: What an article calls any source whose name it keeps.
_ANY_SOURCE = frozenset({"source", "insider"})
_COUNTRYMEN = countrymen()
#: What makes another post of the noun behind it: "the prime minister" is not any minister.
_RANKS = role_standing("another_post")
#: Heads of state, of whom "the president" alone tells rather than of a union's.
_STATE = role_standing("state")
_BARE_OFFICE = 5.5
#: What somebody loses whom the article has told to be something else.
_OTHER_POST = 1.5
_CHILDREN = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
_SMALL = frozenset({"the", "a", "an", "of", "for", "in", "at", "and", "on", "to", "this", "that"})


def description(discourse: Discourse, phrase: Phrase) -> Source | None:
    """The source that a definite description means: by role, a body, or somebody described before."""
    head = discourse.doc[phrase.head].lemma_.lower()
    return (
        _just_described(discourse, phrase, head)
        or _by_role(discourse, phrase, head)
        or body(discourse, phrase, head)
        or _described(discourse, phrase)
        or _salient_person(discourse, phrase, head)
    )


def _just_described(discourse: Discourse, phrase: Phrase, head: str) -> Source | None:
    """Whom this paragraph brought in by a noun that hides a name: "a senior official … the official said"."""
    if head not in unnamed_nouns():
        return None
    index = described_before(discourse, phrase)
    seen = discourse.seen.get(index) if index is not None else None
    if index is not None and seen is not None and seen.paragraph == discourse.paragraph:
        return discourse.source(index)
    return _unnamed_here(discourse) if head in _ANY_SOURCE and phrase.head - phrase.start == 1 else None


def _unnamed_here(discourse: Discourse) -> Source | None:
    """The one source without a name that this paragraph has told of: "A senior aide … the source said"."""
    found = [
        index
        for index, seen in discourse.recent()
        if seen.paragraph == discourse.paragraph
        and isinstance(who := discourse.who(index), Described)
        and who.kind == "person"
        and who.became is None
    ]
    return discourse.source(found[0]) if len(found) == 1 else None


def _described(discourse: Discourse, phrase: Phrase) -> Source | None:
    index = described_before(discourse, phrase)
    return discourse.source(index) if index is not None else None


def _salient_person(discourse: Discourse, phrase: Phrase, head: str) -> Source | None:
    """The person the text speaks of, where nobody was introduced so: "the New York businessman"."""
    if not _may_mean_anybody(discourse.doc, phrase, head):
        return None
    gender = role_genders().get(head)
    owned = _owners(discourse, phrase)
    ranked = rank(
        discourse,
        discourse.doc[phrase.head],
        lambda e: (
            isinstance(e, Entity) and e.kind == "person" and (gender is None or e.gender in (None, gender))
        ),
        gender,
    )
    near = [
        (score - _OTHER_POST * _holds_other(discourse, index, head), index)
        for score, index in ranked
        if discourse.paragraph - discourse.seen[index].paragraph <= 2 and index not in owned
    ]
    # Whom alone this paragraph has named so far it goes on about.
    near.sort(reverse=True)
    here = [
        (s, i)
        for s, i in near
        if discourse.seen[i].told and discourse.seen[i].paragraph == discourse.paragraph
    ]
    chosen = best(discourse, here if len(here) == 1 else near)
    return replace(chosen, sure=0.8 * chosen.sure) if chosen is not None else None


def _holds_other(discourse: Discourse, index: int, head: str) -> bool:
    """Whether the article has called somebody by a post or trade, and not by this one."""
    words = discourse.roles.get(index, set())
    return bool(words) and head not in words and head in role_nouns()


def _may_mean_anybody(doc: Doc, phrase: Phrase, head: str) -> bool:
    """Whether a description may stand for somebody whom the article knows otherwise."""
    first, noun = doc[phrase.start], doc[phrase.head]
    if noun.tag_ in ("NNS", "NNPS"):
        return False
    if calls_by_country(noun) or _is_age(noun):
        return first.lower_ == "the"
    if _is_parent_of(doc, phrase):
        return True
    possessed = any(doc[i].tag_ == "POS" for i in range(phrase.start, phrase.head))
    if head not in role_nouns() or not (first.lower_ in ("the", "this") or possessed):
        return False
    if noun.text[:1].isupper() and phrase.head - phrase.start == 1:
        # "The Speaker", "the Pope": there is one, and the article has called nobody so.
        return False
    if phrase.end > phrase.head + 1 and doc[phrase.head + 1].lower_ != "of":
        return False
    hides = head in unnamed_nouns() and (phrase.head - phrase.start < 2 or head.startswith("spokes"))
    return not hides and not (possessed and head in unnamed_nouns())


def calls_by_country(noun: Token) -> bool:
    """Whether a noun calls one person by country: "the Italian", "the Dutchman"; "the Swiss" may be many."""
    lower = noun.lower_
    if not noun.text[:1].isupper() or noun.tag_ in ("NNS", "NNPS"):
        return False
    return lower in _COUNTRYMEN or (lower in demonyms() and lower.endswith(("an", "ian", "i")))


def _is_parent_of(doc: Doc, phrase: Phrase) -> bool:
    """Whether a phrase calls somebody by children alone: "the mother of three", "the father-of-two"."""
    words = [doc[i].lower_ for i in range(phrase.start, phrase.end) if doc[i].text != "-"]
    parent = len(words) == 4 and words[0] == "the" and words[1] in ("mother", "father", "mum", "dad")
    return parent and words[2] == "of" and (words[3] in _CHILDREN or words[3].isdigit())


def _is_age(noun: Token) -> bool:
    """Whether a noun calls somebody by age alone: "the 34-year-old"."""
    return noun.lower_ == "old" and noun.i > 1 and noun.nbor(-2).lower_ == "year"


def _owners(discourse: Discourse, phrase: Phrase) -> set[int]:
    """The people whose somebody is: "Bell's campaign manager" is not Bell."""
    found = (discourse.entities.at(i) for i in range(phrase.start, phrase.head))
    return {index for index in found if index is not None}


def _by_role(discourse: Discourse, phrase: Phrase, head: str) -> Source | None:
    """The person whose role has this head; with modifiers, the one whose role shares most of them."""
    modifiers = {t.lower_ for t in before_head(discourse, phrase) if t.pos_ in ("ADJ", "NOUN", "PROPN")}
    exact = _ranked_by_role(discourse, frozenset({head}), modifiers, role_genders().get(head))
    if exact:
        return best(discourse, exact)
    # "The minister" for the home secretary, as long as nothing else is said and one alone fits.
    kinds = _ranked_by_role(discourse, role_kinds().get(head, frozenset()), set(), role_genders().get(head))
    near = [r for r in kinds if discourse.paragraph - discourse.seen[r[1]].paragraph <= _NEAR]
    if len(near) == 1 and not modifiers and phrase.end == phrase.head + 1:
        return best(discourse, near)
    return _announced(discourse, phrase, head)


def _ranked_by_role(
    discourse: Discourse, heads: frozenset[str], modifiers: set[str], gender: Gender | None
) -> Ranking:
    """The people seen whose role has one of ``heads``, with their scores, the likeliest first."""
    ranked = []
    for index, words in discourse.roles.items():
        seen = discourse.seen.get(index)
        entity = discourse.entities.all[index]
        if heads.isdisjoint(words) or seen is None or (gender and entity.gender not in (None, gender)):
            continue
        age = min(discourse.frame - seen.frame, 12)
        if not modifiers & _RANKS <= words:
            continue
        shared = len(modifiers & words) - 0.7 * len(modifiers - words)
        if not modifiers and words == heads and not heads.isdisjoint(_STATE):
            shared += _BARE_OFFICE
        ranked.append((seen.weight - 0.4 * age + shared + 1.5, index))
    return sorted(ranked, reverse=True)


def _announced(discourse: Discourse, phrase: Phrase, head: str) -> Source | None:
    """Whom a lede describes and the article names only further on: "The leader of Harwick council"."""
    if discourse.paragraph > _LEDE or phrase.end - phrase.start < 3:
        return None
    words = {discourse.doc[i].lower_ for i in range(phrase.start, phrase.end) if i != phrase.head}
    told = {w for w in words if w.isalpha()} - _SMALL
    fits = [
        index
        for index, role in discourse.roles.items()
        if head in role and index not in discourse.seen and told & role
    ]
    rivals = [i for i, role in discourse.roles.items() if head in role]
    return discourse.source(fits[0], sure=0.7) if len(fits) == 1 == len(rivals) else None
