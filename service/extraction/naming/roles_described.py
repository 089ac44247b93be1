"""Roles that descriptions tell: whom "the Vermont senator" means, by all the places that say so.

Each place votes for who was spoken of before it, or, in the lede, for who is named after it. A description is
given to one person when most of its places are: a wrong role is worse than none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from service.extraction.annotations import Span
from service.extraction.attribution.frames import Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.lexicons import parties, role_genders, role_standing
from service.extraction.naming.descriptions import LEDE, Description, find_descriptions
from service.extraction.naming.entities import Entities
from service.extraction.naming.names import Name
from service.extraction.naming.presence import Presence, read_presence
from service.extraction.naming.role_words import Page, Place
from service.extraction.naming.roles import Role, role_at, role_vocabulary
from service.extraction.naming.roles_headline import headlined
from service.extraction.naming.roles_told import acts_as, told_by

#: By how much the first must lead for a place to vote, and of how many of the votes the winner must have.
_CLEAR = 0.4
_SHARE = 0.6
#: So many places must tell what a single word does, or what nothing else of the person's roles bears out.
_TWICE = 2
_KNOWN = 1.5
#: Whoever is named with a role worth so much is not brought in by what stands before.
_POST = 3.0
#: What a description is worth less than the same words beside the name.
_APART = -0.6
#: The same of a single word, which tells least.
_WORD = -5.0
#: Words that make another post of a post.
_LESSER = frozenset({"vice", "deputy", "assistant", "acting", "former", "shadow", "ex", "junior"})
#: Somebody is named within so many sentences after the lede describes them.
_REACH = 4


def add_described(
    doc: Doc,
    frames: Frames,
    names: Sequence[Name],
    entities: Entities,
    attributions: Sequence[Attribution],
    roles: dict[int, list[Role]],
    heard: Sequence[tuple[int, Span]],
) -> dict[int, int]:
    """Adds to ``roles`` what the article calls people where it does not name them, and ranks again.

    ``heard`` are the descriptions that speak, with the person for whom attribution took each. Returns whom
    the lede describes before it names them: the person by the token of the description's head.
    """
    page = Page(doc, frames.owner, {name.start: name for name in names})
    taken = frozenset(role.at for found in roles.values() for role in found)
    descriptions = list(find_descriptions(page, frames, taken))
    presence = read_presence(doc, frames, names, entities, attributions)
    spoken = {span.start: entity for entity, span in heard}
    for role in _of_pronouns(page, presence):
        roles.setdefault(role.entity, []).append(role)
    voting = Voting(doc, presence, roles, spoken)
    for entity, description in voting.elected(descriptions):
        bonus = _APART if len(description.words) > 1 else _WORD
        place = Place(description.start, description.end, description.head, bonus)
        described = role_at(page, entity, place)
        if described is not None:
            roles.setdefault(entity, []).append(described)
    for role in tuple(headlined(doc, entities, roles)):
        roles.setdefault(role.entity, []).append(role)
    for found in roles.values():
        found.sort(key=lambda role: (not _is_noun(doc, role), -role.worth, role.span.start))
    return voting.foretold


def _of_pronouns(page: Page, presence: Presence) -> Iterator[Role]:
    """What main clauses tell of whom "he" and "she" mean: "She is a consultant at the Tarn clinic"."""
    for token, entity in presence.pronouns.items():
        verb = page.doc[token].head
        if verb.dep_ != "ROOT":
            continue
        copular = verb.i == token + 1 and verb.lower_ == "is"
        place = told_by(page, verb.i) if copular else acts_as(page, page.doc[token])
        role = role_at(page, entity, place._replace(bonus=_APART)) if place is not None else None
        if role is not None:
            yield role


class Voting:
    """Whom descriptions mean, by what stands before and after each of their places."""

    def __init__(
        self, doc: Doc, presence: Presence, roles: dict[int, list[Role]], heard: dict[int, int]
    ) -> None:
        self.doc, self.presence, self.heard = doc, presence, heard
        self.foretold: dict[int, int] = {}
        self.words = {entity: role_vocabulary(found) for entity, found in roles.items()}
        # What somebody does ("who ran the branch") is no post that bars another description.
        self.best = {
            entity: max((r.worth for r in found if _is_noun(doc, r)), default=0.0)
            for entity, found in roles.items()
        }
        self.told: dict[str, list[tuple[int, set[str]]]] = defaultdict(list)
        for entity, found in roles.items():
            for role in found:
                words = role_vocabulary([role])
                for word in words:
                    self.told[word].append((entity, words))
        self.parties = {
            entity: set().union(*(_parties(_proper(role.span.text)) for role in found))
            for entity, found in roles.items()
        }

    def elected(self, descriptions: list[Description]) -> Iterator[tuple[int, Description]]:
        """Each person with the descriptions, one of each wording, that are theirs."""
        votes: dict[frozenset[str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        first: dict[frozenset[str], Description] = {}
        for description in descriptions:
            entity, vote = self._named_before(description), 1
            if entity is None:
                entity, vote = self._named_after(description), _TWICE
                if entity is not None:
                    self.foretold[description.head] = entity
            if entity is not None:
                first.setdefault(description.words, description)
                votes[description.words][entity] += vote
        winners = {words: min(counted, key=lambda e: (-counted[e], e)) for words, counted in votes.items()}
        backing: Counter[tuple[int, str]] = Counter()
        for words, winner in winners.items():
            backing[winner, self.doc[first[words].head].lower_] += votes[words][winner]
        for words, winner in winners.items():
            enough = _TWICE if self._is_doubtful(winner, first[words]) else 1
            backed = backing[winner, self.doc[first[words].head].lower_] >= enough
            if backed and votes[words][winner] >= _SHARE * sum(votes[words].values()):
                yield winner, first[words]
            elif self.foretold.get(first[words].head) == winner:
                del self.foretold[first[words].head]

    def _is_doubtful(self, entity: int, description: Description) -> bool:
        """Whether one place is too little: a single word, or nothing like what else the person is."""
        if len(description.words) < 2:
            # Of somebody whom nothing else describes, the one place is enough in which they speak as that.
            return entity in self.words or self.heard.get(self.doc[description.start].idx) != entity
        if entity not in self.words or self.doc[description.head].lower_ in self.words[entity]:
            return False
        return not self.parties[entity] & _parties(description.words)

    def _named_before(self, description: Description) -> int | None:
        """Whom one place means of those named before, None where that is not clear."""
        head = self.doc[description.head].lower_
        if head in role_standing("relation"):
            return None
        bearers = self._bearers(description)
        if bearers:
            return bearers.pop() if len(bearers) == 1 else None
        if description.new or description.clause:
            return None
        heard = self.heard.get(self.doc[description.start].idx)
        if heard is not None and self._agrees(heard, description):
            return heard
        ranked = sorted(self._candidates(description), key=lambda pair: (-pair[0], pair[1]))
        if not ranked or (description.owned and not self._is_alone(ranked[0][1], description)):
            return None
        return ranked[0][1] if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _CLEAR else None

    def _bearers(self, description: Description) -> set[int]:
        """Those beside whose names the description is printed, two of them at most."""
        found: set[int] = set()
        for entity, words in self.told.get(self.doc[description.head].lower_, ()):
            if _bears(words, description):
                found.add(entity)
                if len(found) > 1:
                    break
        return found

    def _candidates(self, description: Description) -> Iterator[tuple[float, int]]:
        """Who may be meant, of those told of before, with their scores."""
        gender = role_genders().get(self.doc[description.head].lower_)
        for score, entity in self.presence.before(description.frame, gender):
            if entity not in self.presence.named[description.frame] and self._agrees(entity, description):
                known = self.doc[description.head].lower_ in self.words.get(entity, set())
                party = bool(self.parties.get(entity, set()) & _parties(description.words))
                yield score + _KNOWN * known + _KNOWN * party, entity

    def _agrees(self, entity: int, description: Description) -> bool:
        """Whether the article tells of no other party for the person."""
        told, other = _parties(description.words), self.parties.get(entity, set())
        return not told or not other or bool(told & other)

    def _is_alone(self, entity: int, description: Description) -> bool:
        """Whether nobody else has been named so far, or the person is known by the same noun."""
        if self.doc[description.head].lower_ in self.words.get(entity, set()):
            return True
        if description.possessed:
            return False
        before = self.presence.people[description.frame - 1] if description.frame else 0
        return before == 1 and self.presence.first.get(entity, description.frame) < description.frame

    def _named_after(self, description: Description) -> int | None:
        """Who is brought in unnamed by the lede and named next, as somebody new and without a post."""
        frames = self.presence.frames.frames
        introduces = description.new or description.owned or description.clause
        early = frames[description.frame].paragraph <= LEDE
        if not (early or description.related) or not introduces or self._bearers(description):
            return None
        gender = role_genders().get(self.doc[description.head].lower_)
        for number in range(description.frame + 1, min(len(frames), description.frame + 1 + _REACH)):
            if description.related and frames[number].paragraph != frames[description.frame].paragraph:
                return None
            for entity, weight in self.presence.present[number].items():
                if weight < _KNOWN or self.presence.first.get(entity, -1) < number:
                    continue
                fits = gender is None or self.presence.entities.all[entity].gender in (None, gender)
                return entity if fits and self.best.get(entity, 0.0) < _POST else None
        return None


def _is_noun(doc: Doc, role: Role) -> bool:
    """Whether a role is headed by a noun, and is no clause."""
    return role.at >= 0 and doc[role.at].pos_ in ("NOUN", "PROPN")


def _bears(role: set[str], description: Description) -> bool:
    """Whether a role printed beside a name is what the description says, and no deputy's or predecessor's."""
    return description.words <= role and not (role - description.words) & _LESSER


def _proper(role: str) -> set[str]:
    """The words of a role before it tells of what: of "head of the Republican caucus" no more than "head"."""
    return set(re.split(r"\s(?:of|for|at|in|on|to)\s", role.lower().replace("-", " "))[0].split())


def _parties(words: frozenset[str] | set[str]) -> set[str]:
    """The parties that words name, by what they are called in full; one letter names none."""
    return {forms[word] for word in words if len(word) > 1 for forms in parties().values() if word in forms}
