"""Attribution by the cue of the quotation's own sentence."""

from spacy.tokens import Doc, Token

from service.extraction.annotations import SpeakerKind
from service.extraction.attribution.choose import Choice, rank_cues
from service.extraction.attribution.cues import Cue, CueForm
from service.extraction.attribution.issuing import issued_by
from service.extraction.attribution.mentions import Mention
from service.extraction.attribution.nesting import (
    agree,
    encloses,
    is_about,
    is_done,
    is_free_relative,
    reports,
    tells,
)
from service.extraction.attribution.outer import Outer
from service.extraction.attribution.state import Attribution, Sentence, State
from service.extraction.lexicons import VerbClass
from service.extraction.phrases import Form

#: A mention less plausible than this does not take a quotation from another's verb.
_LEAST_PLAUSIBLE = 0.9
#: A mention less plausible than this is nobody whom a pronoun stands for.
_SPEAKS = 0.5

#: A choice, and the mention that its cue has for a subject.
_Spoken = tuple[Choice, Mention]


def by_cue(state: State, sentence: Sentence, segment: int) -> Attribution | None:
    """The attribution by the likeliest cue of the sentence that somebody plausible does."""
    ranked: list[tuple[float, _Spoken]] = []
    for choice in rank_cues(state.doc, state.frames, sentence.cues, segment):
        if not ranked and _is_narrated(state.doc, choice.cue):
            return Attribution(segment, "narrator", 0.0)
        mention = sentence.speaker(choice.cue)
        if mention is not None and _may_do(choice.cue, mention):
            ranked.append((choice.score - _implausible(choice.cue, mention), (choice, mention)))
    spoken = [pair for _, pair in sorted(ranked, key=lambda entry: -entry[0])]
    if not spoken:
        return None
    best, subject = _outermost(state.doc, spoken)
    subject = _led_in(state.doc, spoken, best, subject)
    better = _better_mention(state.doc, best, subject, sentence)
    mention = issued_by(state, better, Outer(sentence.frame.tokens), best.cue.at)
    return Attribution(segment, best.rule, best.score, best.cue, mention, _rival(spoken, mention))


def _may_do(cue: Cue, mention: Mention) -> bool:
    """Whether such a mention does what the cue says: a law bans and is quoted, a mayor bans."""
    ordains = cue.verb is not None and cue.verb.verb_class is VerbClass.ORDAIN
    return not ordains or mention.form is Form.DOCUMENT


def _is_narrated(doc: Doc, cue: Cue) -> bool:
    """Whether the writer gives their own words, or those of no other: 'I had to change my answer: “…”'."""
    return cue.form is CueForm.NOUN and cue.subject is not None and doc[cue.subject].lower_ in ("my", "our")


def _implausible(cue: Cue, mention: Mention) -> float:
    """What a cue loses whose subject is not one to say such a thing."""
    loss = 3.0 * (1.0 - mention.plausible)
    source = mention.source
    shows = cue.verb is not None and cue.verb.verb_class is VerbClass.SHOW
    if shows and source is not None and source.kind in (SpeakerKind.PERSON, SpeakerKind.UNNAMED):
        loss += 3.0
    return loss


def _outermost(doc: Doc, spoken: list[_Spoken]) -> _Spoken:
    """The likeliest cue; but what "Ash said that Putin fears" quotes is Ash's telling of it."""
    best = spoken[0][0].cue
    sure = spoken[0][1].plausible >= _LEAST_PLAUSIBLE or spoken[0][1].form is Form.PRONOUN
    if best.verb is None or (sure and tells(best, doc[best.at])):
        return _describer(doc, spoken) or spoken[0]
    for choice, mention in spoken[1:]:
        cue, token = choice.cue, doc[choice.cue.at]
        if not tells(cue, token) or mention.plausible < _LEAST_PLAUSIBLE:
            continue
        if encloses(token, doc[best.at]) and not _describes(best, doc[best.at]):
            return choice, mention
    return spoken[0]


def _describer(doc: Doc, spoken: list[_Spoken]) -> _Spoken | None:
    """Who is told to have described something so: "Ash said Bell had called it a “…”" is Bell's word."""
    outer = doc[spoken[0][0].cue.at]
    for choice, mention in spoken[1:]:
        inner = doc[choice.cue.at]
        own = mention.form is Form.NAME and mention.plausible >= _LEAST_PLAUSIBLE
        within = choice.rule == "governs" and outer.i < inner.i and encloses(outer, inner)
        if own and within and _describes(choice.cue, inner) and not _same(mention, spoken[0][1]):
            return choice, mention
    return None


def _describes(cue: Cue, token: Token) -> bool:
    """Whether the cue is a verb of description with a subject of its own: "said that Bell called it a …"."""
    return cue.verb is not None and cue.verb.verb_class is VerbClass.EXPRESS and is_done(token)


def _led_in(doc: Doc, spoken: list[_Spoken], best: Choice, mention: Mention) -> Mention:
    """The mention; a pronoun behind the words is who is named before: 'Ash said that "…," he said.'"""
    if mention.form is not Form.PRONOUN or best.rule != "verb-after":
        return mention
    for choice, other in spoken:
        before = choice.cue.at < best.cue.at and tells(choice.cue, doc[choice.cue.at])
        led = choice.rule in ("verb-before", "governs") and other.plausible >= _LEAST_PLAUSIBLE
        if before and led and other.form is not Form.PRONOUN and agree(doc[mention.head], other):
            return other
    return mention


def _better_mention(doc: Doc, best: Choice, mention: Mention, sentence: Sentence) -> Mention:
    """The subject of the cue, or of a cue before it in the sentence where that says more.

    "Ban condemned what he called a …": Ban. "Starr said the matter reminds him of a book, explaining …":
    Starr.
    """
    at = doc[best.cue.at]
    for cue in sentence.cues:
        other = sentence.speaker(cue)
        if other is None or other is mention or cue.at >= best.cue.at:
            continue
        goes_on = at.tag_ in ("VBG", "VBN") or at.dep_ == "conj"
        if mention.plausible < 0.5 and goes_on and other.plausible >= _LEAST_PLAUSIBLE:
            return other
        if (
            mention.form is Form.PRONOUN
            and other.plausible >= _SPEAKS
            and _is_meant(doc, cue, at, mention, other)
        ):
            return other
    return mention


def _is_meant(doc: Doc, cue: Cue, at: Token, pronoun: Mention, other: Mention) -> bool:
    """Whether the pronoun that does ``at`` is the subject of ``cue``, told there first."""
    if _same(pronoun, other):
        return reports(doc[cue.at], at) and not is_about(at, doc[pronoun.head])
    return is_free_relative(at) and reports(doc[cue.at], at) and agree(doc[pronoun.head], other)


def _same(one: Mention, other: Mention) -> bool:
    return one.source is not None and other.source is not None and one.source.key == other.source.key


def _rival(spoken: list[_Spoken], best: Mention) -> Mention | None:
    """The subject of the next best cue that is somebody else."""
    for _, other in spoken[1:]:
        if other.source is not None and not _same(other, best):
            return other
    return None
