"""Ranks the entities that a reader may have in mind, by salience and by how long ago they were named."""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from service.extraction.discourse.cast import Described
from service.extraction.discourse.memory import Discourse, Seen
from service.extraction.discourse.source import Source
from service.extraction.lexicons import Gender
from service.extraction.naming.entities import Entity

#: Somebody's index and score, the best first.
Ranking = list[tuple[float, int]]
#: Whether somebody may be meant.
Fits = Callable[[Entity | Described], bool]

#: What somebody gains whom the last sentence brought in: "…, says Jo Park, a nurse. ¶ “…,” she said".
_INTRODUCED = 1.3
#: What somebody gains of whom alone this paragraph has told so far.
_TOPIC = 1.5
#: What somebody loses whom the article does not name: a pronoun means those with a name more often.
_NAMELESS = 0.8
#: What they lose besides of whose gender the words that brought them in tell nothing.
_SEXLESS = 1.2
#: What the subject gains of the clause that the pronoun's own hangs on.
_SAME_SUBJECT = 2.0
#: What somebody loses of whose gender the article tells nothing, beside one of whom it does.
_UNTOLD = 3.0
#: What somebody gains in whose own relative clause the pronoun stands.
_OWNER = 4.0


def rank(discourse: Discourse, token: Token, fits: Fits, gender: Gender | None) -> Ranking:
    """Who may be meant at ``token``, the likeliest first: the entities that fit, with their scores."""
    topic = discourse.topic(fits)
    speaking = 0.3 if topic is not None else _speaking(discourse, token, fits)
    syntax = _Syntax(
        _clause_owner(token), _subject_over(token), gender, _is_told(discourse, token, fits, gender)
    )
    ranked = []
    for index, seen in discourse.recent():
        entity = discourse.who(index)
        if not fits(entity) or seen.token > token.i:
            continue
        score = seen.weight - 0.45 * min(discourse.frame - seen.frame, 12)
        score -= 0.35 * (discourse.paragraph - seen.paragraph)
        if isinstance(entity, Described) and entity.kind == "person":
            score -= _NAMELESS if entity.gender is not None else _NAMELESS + _SEXLESS
        if discourse.speaker is not None and discourse.speaker.index == index:
            score += speaking
        elif _brought_in(discourse, index, seen, fits):
            score += _INTRODUCED
        if index == topic:
            score += _TOPIC
        here = seen.frame == discourse.frame
        ranked.append((score + syntax.worth(entity.gender, seen, here=here), index))
    return sorted(ranked, reverse=True)


@dataclass(frozen=True, slots=True)
class _Syntax:
    """What a pronoun's sentence tells of whom it means.

    ``owner`` has the relative clause it stands in, ``subject`` does the clause that its own hangs on;
    ``told``: somebody of the pronoun's ``gender`` is named before it in the sentence.
    """

    owner: int | None
    subject: int | None
    gender: Gender | None
    told: bool

    def worth(self, gender: Gender | None, seen: Seen, *, here: bool) -> float:
        """What somebody of ``gender`` gains who was last ``seen`` ``here`` in the sentence or before it."""
        agrees = self.gender is not None and gender == self.gender
        score = 1.0 if agrees else -_UNTOLD if self.told and here else 0.0
        if seen.token == self.owner:
            return score + _OWNER
        if seen.token == self.subject and score >= 0:
            return score + _SAME_SUBJECT
        return score - 1.2 * (here and seen.weight < 1.5)


def _clause_owner(token: Token) -> int | None:
    """The noun whose relative clause ``token`` stands in: "Jo Park, who told them what she had seen"."""
    for ancestor in token.ancestors:
        if ancestor.dep_ == "relcl" and any(c.lower_ == "who" for c in ancestor.lefts):
            return ancestor.head.i
    return None


def _subject_over(token: Token) -> int | None:
    """The subject of the clause that the pronoun's hangs on or goes on from: "Park was right when he …"."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.dep_ not in ("advcl", "conj") or verb.head.i > verb.i:
        return None
    return next((c.i for c in verb.head.lefts if c.dep_ == "nsubj" and c.i < token.i), None)


def _is_told(discourse: Discourse, token: Token, fits: Fits, gender: Gender | None) -> bool:
    """Whether the sentence has named somebody before whom the article tells to be of the pronoun's gender."""
    return gender is not None and any(
        seen.frame == discourse.frame
        and seen.token < token.i
        and (who := discourse.who(index)).gender == gender
        and fits(who)
        for index, seen in discourse.recent()
    )


def _brought_in(discourse: Discourse, index: int, seen: Seen, fits: Fits) -> bool:
    """Whether the last sentence brought in ``index`` and was about nobody else who fits."""
    if seen.frame >= discourse.frame or not discourse.is_new(index, seen):
        return False
    return not any(
        other.frame == seen.frame and other.weight >= seen.weight and fits(discourse.who(rival))
        for rival, other in discourse.recent()
        if rival != index
    )


def _speaking(discourse: Discourse, token: Token, fits: Fits) -> float:
    """What the last speaker gains: less with every paragraph, and little once somebody else is spoken of."""
    if superseded(discourse, token, fits):
        return 0.3
    return max(0.0, 2.4 - 0.6 * (discourse.paragraph - discourse.speaker_paragraph))


def superseded(discourse: Discourse, token: Token, fits: Fits) -> bool:
    """Whether somebody else who fits has been the subject of a sentence since the last speech."""
    return any(
        seen.frame > discourse.speaker_frame
        and (seen.weight >= 1.5 or discourse.is_new(index, seen))
        and seen.token <= token.i
        and (discourse.speaker is None or index != discourse.speaker.index)
        and fits(discourse.who(index))
        for index, seen in discourse.recent()
    )


def best(discourse: Discourse, ranked: Ranking) -> Source | None:
    """The first of ``ranked`` as a source, the surer the further it leads; None where nobody is ranked."""
    if not ranked:
        return None
    lead = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 3.0
    rival = discourse.who(ranked[1][1]).name if len(ranked) > 1 and lead < 2.5 else None
    return discourse.source(ranked[0][1], sure=max(0.4, min(0.95, 0.6 + 0.15 * lead)), rival=rival)
