"""Cues: the words in the reporter's sentences that can bring in a quote, and the subject of each."""

from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Token

from service.extraction.attribution.frames import Frame, Frames
from service.extraction.attribution.misread import before_misread, is_misread
from service.extraction.attribution.nominals import SUBJECT
from service.extraction.attribution.outer import Outer
from service.extraction.attribution.subjects import beside, main_subject, noun_after, noun_before, subject_of
from service.extraction.columns import Columns, columns
from service.extraction.lexicons import ReportingVerb, VerbClass, cue_nouns, issuing_verbs, reporting_verb


class CueForm(StrEnum):
    """What kind of words the cue is."""

    VERB = "verb"
    ACCORDING = "according to"
    NOUN = "noun"
    SIGNATURE = "signature"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at tokens ``at`` to ``last`` of frame ``frame``; ``subject`` heads the phrase that does it."""

    at: int
    last: int
    frame: int
    form: CueForm
    verb: ReportingVerb | None
    subject: int | None


_DASHES = frozenset({"-", "–", "—", "--"})
_SAID = frozenset({"said", "says"})
#: Nouns that say whose words they are as "according to" does: "in Bell's view", "in the words of Bell".
_HELD = frozenset({"words", "view", "opinion", "estimation", "judgment", "judgement", "telling", "reckoning"})
_ACCORDING = frozenset({"according", "per"})
#: Verbs whose passive keeps the speaker as subject ("was quoted as saying", "was heard to say").
_SPEAKER_IS_OBJECT = frozenset({"quote", "hear", "cite", "overhear", "record", "see", "show", "report"})


#: Verbs whose object is a message that comes right behind it.
_ISSUES = issuing_verbs() | {"give", "make", "have"}
#: The cues of one frame, in order.
Cues = tuple[Cue, ...]


def find_cues(doc: Doc, frames: Frames) -> tuple[Cues, ...]:
    """The cues of every frame, by the frame's number."""
    known = columns(doc)
    return tuple(_of_frame(doc, known, frame, number) for number, frame in enumerate(frames.frames))


def _of_frame(doc: Doc, known: Columns, frame: Frame, number: int) -> Cues:
    tokens = frame.tokens
    outer = Outer(tokens)
    found: list[Cue] = []
    for position, i in enumerate(tokens):
        cue = None
        if known.lower[i] in _ACCORDING:
            cue = _according(doc, tokens, position, number)
        elif known.lower[i] in _HELD and (cue := _held(doc, tokens, outer, position, number)) is not None:
            found.append(cue)
            continue
        elif _may_report(known, i, position) or (frame.segments and is_misread(doc, tokens, position)):
            cue = _verb(doc, tokens, outer, position, number)
        elif known.pos[i] == "NOUN" and known.lower[i] in cue_nouns():
            cue = _noun(outer, doc[i], number)
        if cue is not None:
            found.append(cue)
    return tuple(found)


def _may_report(known: Columns, i: int, position: int) -> bool:
    """Whether token ``i`` is a verb, or "Said" at the sentence's start, which the tagger takes for a name."""
    verb = known.pos[i] in ("VERB", "AUX") or known.tag[i].startswith("VB")
    return verb or (position == 0 and known.lower[i] in _SAID)


def _according(doc: Doc, tokens: tuple[int, ...], position: int, number: int) -> Cue | None:
    if position + 1 >= len(tokens) or _is_rate(doc[tokens[position]], doc[tokens[position + 1]]):
        return None
    to = position + 1 if doc[tokens[position]].lower_ == "according" else position
    if to != position and doc[tokens[to]].lower_ != "to":
        return None
    head = next((c for c in doc[tokens[to]].children if c.dep_ == "pobj" and c.i in Outer(tokens)), None)
    head = head or noun_after(doc, to, tokens, 12)
    if head is None:
        return None
    return Cue(tokens[position], tokens[to], number, CueForm.ACCORDING, None, head.i)


def _held(doc: Doc, tokens: tuple[int, ...], outer: Outer, position: int, number: int) -> Cue | None:
    if doc[tokens[position]].lower_ == "words":
        return _in_words(doc, tokens, position, number)
    return _in_view(doc[tokens[position]], outer, number)


def _in_words(doc: Doc, tokens: tuple[int, ...], position: int, number: int) -> Cue | None:
    """Whose words the quotation is told to be: "in the words of one colleague"."""
    last = position + 1
    printed = [doc[i].lower_ for i in tokens[max(0, position - 2) : last + 1]]
    if printed != ["in", "the", "words", "of"]:
        return None
    head = next((c for c in doc[tokens[last]].children if c.dep_ == "pobj" and c.i in Outer(tokens)), None)
    head = head or noun_after(doc, last, tokens, 12)
    return Cue(tokens[position - 2], tokens[last], number, CueForm.ACCORDING, None, head.i) if head else None


def _in_view(noun: Token, outer: Outer, number: int) -> Cue | None:
    """Whose view the quotation gives: "in Bell's view"."""
    owner = next((c for c in noun.children if c.dep_ == "poss" and c.i in outer), None)
    if owner is None or owner.left_edge.i < 1 or owner.left_edge.nbor(-1).lower_ != "in":
        return None
    return Cue(owner.left_edge.i - 1, noun.i, number, CueForm.ACCORDING, None, owner.i)


def _is_rate(per: Token, what: Token) -> bool:
    """Whether "per" counts: "per week", "per-pupil", but "per Bell", "per the memo"."""
    return per.lower_ == "per" and not (what.lower_ in ("the", "a", "an", "its") or what.tag_ == "NNP")


def _verb(doc: Doc, tokens: tuple[int, ...], outer: Outer, position: int, number: int) -> Cue | None:
    token = doc[tokens[position]]
    if token.dep_ in ("aux", "auxpass"):
        return None
    entry = _entry(doc, tokens, position)
    if entry is None:
        return None
    passive = any(child.dep_ == "auxpass" for child in token.children)
    agent = any(c.dep_ == "agent" for c in token.children)
    if _is_about_words(doc, tokens, position):
        return None
    if passive and entry.lemma not in _SPEAKER_IS_OBJECT and not (agent and _has_subject(token, outer)):
        return None
    subject = None if passive else beside(doc, position, tokens)
    if subject is None and is_misread(doc, tokens, position):
        subject = before_misread(doc, tokens, position)
    if subject is None and token.tag_ == "VBG" and _behind_comma(doc, tokens, position):
        subject = main_subject(token, outer)
    subject = subject or subject_of(_coordinated(token), outer)
    if subject is None or abs(subject.i - token.i) > 80:
        turned = token.tag_ != "VBG" and _inverted(doc, tokens, position) and not _is_told(token)
        subject = noun_after(doc, position, tokens, 6) if turned else None
        subject = subject or noun_before(doc, position, tokens)
    last = tokens[position]
    return Cue(tokens[position], last, number, CueForm.VERB, entry, subject.i if subject else None)


def _is_about_words(doc: Doc, tokens: tuple[int, ...], position: int) -> bool:
    """Whether the verb tells what the quoted words do: 'the “flag-day rule” that allows buyers to wait'."""
    at = position - 1
    while at >= 0 and doc[tokens[at]].pos_ in ("ADV", "AUX") and tokens[at + 1] - tokens[at] == 1:
        at -= 1
    if at < 1 or tokens[at + 1] - tokens[at] > 1 or doc[tokens[at]].tag_ != "WDT":
        return False
    return tokens[at] - tokens[at - 1] > 1 and not doc[tokens[at] - 1].is_space


def _has_subject(token: Token, outer: Outer) -> bool:
    """Whether the reporter's words hold the thing described; those of '"Hey Jude" was written by' do not."""
    return any(child.dep_ == "nsubjpass" and child.i in outer for child in token.children)


def _entry(doc: Doc, tokens: tuple[int, ...], position: int) -> ReportingVerb | None:
    token = doc[tokens[position]]
    others = [doc[i].lower_ for i in tokens[position + 1 : position + 3]]
    lemma = "say" if token.lower_ in _SAID else token.lemma_.lower()
    return reporting_verb(lemma, *others) or reporting_verb(_stem(token.lower_, lemma), *others)


def _stem(word: str, lemma: str) -> str:
    """The base of a regular form that the lemmatiser got wrong ("texted" → "texte")."""
    if lemma == word or not lemma.startswith(word[:3]):
        return lemma
    for ending in ("ed", "ing", "s"):
        if word.endswith(ending) and word[: -len(ending)] == lemma[: len(word) - len(ending)]:
            return word[: -len(ending)]
    return lemma


def _inverted(doc: Doc, tokens: tuple[int, ...], position: int) -> bool:
    """Whether the verb opens its clause: '"…," said Bell' or ', added the mayor'."""
    if position == 0:
        return True
    gap = tokens[position] - tokens[position - 1] > 1
    return gap or doc[tokens[position - 1]].text in (",", "—", "–", "-")


def _coordinated(verb: Token) -> Token:
    """The verb that ``verb`` goes on from: "tweeted that it was over and told us to leave", not "was"."""
    head = verb.head
    bare = verb.dep_ == "conj" and head.lemma_.lower() == "be" and head.head.i < head.i
    if bare and not any(child.dep_ in SUBJECT for child in verb.children):
        over = reporting_verb(head.head.lemma_.lower())
        return head.head if over is not None and over.verb_class is VerbClass.SAY else verb
    return verb


def _behind_comma(doc: Doc, tokens: tuple[int, ...], position: int) -> bool:
    """Whether a comma stands before the verb: ', adding' or, within the marks, '"… values," stating'.

    A dash that ends an aside counts before "while": "They marched - the square was full - while chanting".
    """
    if position == 0:
        return False
    before = tokens[position - 1]
    if tokens[position] - before == 1:
        aside = before > 0 and doc[before].lower_ == "while" and doc[before - 1].text in _DASHES
        return aside or doc[before].text == ","
    return "," in (doc[tokens[position] - 1].text, doc[tokens[position] - 2].text)


def _is_told(verb: Token) -> bool:
    """Whether the noun behind the verb is who is spoken to: "told the Standard"."""
    return verb.lemma_.lower() in ("tell", "inform") and any(c.dep_ == "dobj" for c in verb.rights)


def _noun(outer: Outer, token: Token, number: int) -> Cue | None:
    """'Her message was "…"', 'a statement from the club that read "…"'."""
    owner = next((c for c in token.children if c.dep_ == "poss" and c.i in outer), None)
    if owner is None:
        owner = _by_preposition(token, outer) or _by_relative(token, outer) or _by_issue(token, outer)
    if owner is None:
        return None
    return Cue(token.i, token.i, number, CueForm.NOUN, None, owner.i)


def _by_relative(token: Token, outer: Outer) -> Token | None:
    """'a text message that Ms. Bell sent': who wrote it."""
    for child in token.children:
        if child.dep_ == "relcl" and child.pos_ == "VERB":
            return next(
                (
                    c
                    for c in child.children
                    if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP") and c.i in outer
                ),
                None,
            )
    return None


def _by_issue(token: Token, outer: Outer) -> Token | None:
    """Who issues it, right before the words: 'Bell issued a statement, “…”', 'gave Ely a message: “…”'."""
    end = token.right_edge
    verb = token.head
    mark = end.nbor(1) if end.i + 1 < len(end.doc) else end
    issued = token.dep_ == "dobj" and verb.lemma_.lower() in _ISSUES
    if not issued or mark.i not in outer or mark.text not in (",", ":"):
        return None
    return subject_of(verb, outer) if mark.i + 1 not in outer else None


def _by_preposition(token: Token, outer: Outer) -> Token | None:
    for child in token.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            return next((c for c in child.children if c.dep_ == "pobj" and c.i in outer), None)
    return None


def weight(cue: Cue) -> float:
    """How readily the cue brings in a quote, all else equal."""
    if cue.form is not CueForm.VERB or cue.verb is None:
        return {CueForm.ACCORDING: 2.6, CueForm.NOUN: 0.8}.get(cue.form, 3.0)
    base = {
        VerbClass.SAY: 3.0,
        VerbClass.SHOW: 2.2,
        VerbClass.ORDAIN: 1.6,
        VerbClass.ASK: 2.5,
        VerbClass.EXPRESS: 2.0,
        VerbClass.THINK: 1.8,
        VerbClass.BEGIN: 1.5,
        VerbClass.GESTURE: 1.0,
    }[cue.verb.verb_class]
    return base - (0.8 if cue.verb.weak else 0.0)
