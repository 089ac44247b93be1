"""Reads the article from the top and gives every quotation its source.

In this order: the cue of its own sentence; the quotation it goes on from; the sentence before it in its paragraph;
the one after; the paragraph before. What is left has no source: a reader could not tell either.
"""

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from service.extraction.annotations import SpeakerKind
from service.extraction.attribution.choose import Choice, rank_cues
from service.extraction.attribution.cues import Cue, CueForm, find_cues
from service.extraction.attribution.frames import OUTER, Frame, Frames
from service.extraction.attribution.signatures import find_inner_label, find_label, find_signature
from service.extraction.attribution.sources import Mention, Resolver
from service.extraction.attribution.subjects import subject_of
from service.extraction.discourse import Source
from service.extraction.discourse.people import other_person
from service.extraction.lexicons import VerbClass, cue_nouns
from service.extraction.phrases import Form

#: What may part a sentence from the quotation that it leads up to.
_LEADS_IN = frozenset({":", "—", "–", "--", "―"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said one segment, by which cue and rule. ``score`` is the rule's own, not yet a probability."""

    segment: int
    rule: str
    score: float
    cue: Cue | None = None
    mention: Mention | None = None
    second: Mention | None = None

    @property
    def source(self) -> Source | None:
        """The source, None where nobody can be identified."""
        return self.mention.source if self.mention else None


@dataclass(slots=True)
class _Spoken:
    """The last speech of a paragraph, direct or reported."""

    frame: int
    paragraph: int
    mention: Mention
    cue: Cue | None
    direct: bool
    colon: bool = False


class Walk:
    """One pass over one article."""

    def __init__(self, doc: Doc, frames: Frames, resolver: Resolver) -> None:
        self.doc, self.frames, self.resolver = doc, frames, resolver
        self.found: list[Attribution | None] = [None] * len(doc._.segments)
        self.spoken: _Spoken | None = None
        self.examined: tuple[Mention | None, Mention | None] | None = None

    def attributions(self) -> tuple[Attribution, ...]:
        """One for every segment, in order."""
        paragraph: list[int] = []
        for number, frame in enumerate(self.frames.frames):
            if paragraph and self.frames.frames[paragraph[0]].paragraph != frame.paragraph:
                self._look_ahead(paragraph)
                paragraph = []
            paragraph.append(number)
            if frame.segments and self.doc._.segments[frame.segments[0]].marked:
                self.examined = None
            self._frame(number, frame)
        self._look_ahead(paragraph)
        return tuple(a or Attribution(i, "none", 0.0) for i, a in enumerate(self.found))

    def _frame(self, number: int, frame: Frame) -> None:
        cues = find_cues(self.doc, frame, number)
        mentions = self.resolver.read(frame, number, [c.subject for c in cues if c.subject is not None])
        for segment in frame.segments:
            if self.found[segment] is None and self.frames.of_segment[segment] == number:
                self.found[segment] = self._attribute(number, frame, cues, mentions, segment)
        self._share(frame)
        self._remember(number, frame, cues, mentions)

    def _attribute(
        self, number: int, frame: Frame, cues: list[Cue], mentions: dict[int, Mention], segment: int
    ) -> Attribution | None:
        label = self._by_label(number, frame, segment)
        if label is not None:
            return label
        before = self.found[segment - 1] if segment > 0 else None
        if self.doc._.segments[segment].continues and before is not None:
            own = self._by_cue(frame, cues, mentions, segment)
            if own is None or own.score < 5:
                return replace(before, segment=segment, rule="continued")
            self._reach_back(segment, own)
            return own
        return (
            self._by_cue(frame, cues, mentions, segment)
            or self._by_colon(number, frame, segment)
            or self._by_signature(number, frame, segment)
            or self._carried(number, frame, segment)
        )

    def _reach_back(self, segment: int, own: Attribution) -> None:
        """The cue of a quotation's last paragraph speaks for the paragraphs that it goes on from."""
        at = segment - 1
        while at >= 0:
            found = self.found[at]
            if found is not None and found.rule not in ("paragraph", "run-on", "continued", "none"):
                return
            self.found[at] = replace(own, segment=at, rule="continued", score=own.score - 1)
            if not self.doc._.segments[at].continues:
                return
            at -= 1

    def _by_label(self, number: int, frame: Frame, segment: int) -> Attribution | None:
        if not self.doc._.segments[segment].marked:
            turn = self._by_turn(number, frame, segment)
            if turn is not None:
                return turn
        label = find_inner_label(self.doc, self.frames, segment)
        if label is None:
            label = find_label(self.doc, self.frames, frame, segment)
        found = self._literal(label, number, segment, CueForm.LABEL)
        return found if found is not None and found.mention and found.mention.plausible >= 0.6 else None

    def _by_colon(self, number: int, frame: Frame, segment: int) -> Attribution | None:
        """'The president has a new message: "…"': the sentence's subject, where a colon brings the words in."""
        first = self.frames.segment_tokens[segment][0]
        before = [i for i in frame.tokens if i < first]
        if not before or self.doc[before[-1]].text not in _LEADS_IN or len(before) < 4:
            return None
        subject = self._main_subject(frame)
        if subject is None:
            return None
        return Attribution(
            segment, "colon", 4.2, Cue(before[-1], before[-1], number, CueForm.LABEL, None, None), subject[1]
        )

    def _by_turn(self, number: int, frame: Frame, segment: int) -> Attribution | None:
        """A transcript's turn: its label, or who asks and who answers in a "Q." and "A." record."""
        first = self.frames.segment_tokens[segment][0]
        start = self.doc._.paragraphs[self.doc._.segments[segment].paragraph].start
        before = [i for i in range(max(0, first - 20), first) if self.doc[i].idx >= start]
        if not before:
            return None
        printed = self.doc[before[0]].text.rstrip(".:")
        if printed not in ("Q", "A"):
            mention = self.resolver.label(before[0], before[-1] if len(before) > 1 else before[0] + 1)
            return Attribution(segment, "turn", 6.0, None, mention) if mention else None
        if self.examined is None:
            asks = self.resolver.examiner(start)
            self.examined = asks, self.resolver.witness(asks)
        return Attribution(segment, "turn", 4.0, None, self.examined[0 if printed == "Q" else 1])

    def _by_signature(self, number: int, frame: Frame, segment: int) -> Attribution | None:
        signature = find_signature(self.doc, self.frames, frame, segment)
        return self._literal(signature, number, segment, CueForm.SIGNATURE)

    def _literal(self, head: int | None, number: int, segment: int, form: CueForm) -> Attribution | None:
        mention = self.resolver.mention(self.doc[head]) if head is not None else None
        if head is None or mention is None:
            return None
        return Attribution(segment, form.value, 6.0, Cue(head, head, number, form, None, head), mention)

    def _by_cue(
        self, frame: Frame, cues: list[Cue], mentions: dict[int, Mention], segment: int
    ) -> Attribution | None:
        ranked: list[tuple[float, Choice]] = []
        for choice in rank_cues(self.doc, self.frames, frame, cues, segment):
            mention = mentions.get(choice.cue.subject) if choice.cue.subject is not None else None
            if mention is not None:
                ranked.append((choice.score - _implausible(choice.cue, mention), choice))
        choices = [choice for _, choice in sorted(ranked, key=lambda pair: -pair[0])]
        if not choices:
            return None
        best = _outermost(choices)
        mention = self._better_mention(best, choices, cues, mentions)
        return Attribution(
            segment, best.rule, best.score, best.cue, mention, _rival(choices, mentions, mention)
        )

    def _better_mention(
        self, best: Choice, choices: list[Choice], cues: list[Cue], mentions: dict[int, Mention]
    ) -> Mention:
        """The subject of the cue, or of the sentence's cue before it where that says more.

        "Ban condemned what he called a …": Ban. "Starr said the matter reminds him of a book, explaining …": Starr.
        """
        mention = mentions[best.cue.subject]  # type: ignore[index]
        for cue in cues:
            other = mentions.get(cue.subject) if cue.subject is not None else None
            if other is None or other is mention or cue.at >= best.cue.at or other.plausible < 0.9:
                continue
            if mention.plausible < 0.5 and self.doc[best.cue.at].tag_ in ("VBG", "VBN"):
                return other
            same = (
                mention.source is not None
                and other.source is not None
                and other.source.key == mention.source.key
            )
            if same and mention.form is Form.PRONOUN and self.doc[best.cue.at].dep_ not in ("ROOT", "conj"):
                return other
        return mention

    def _share(self, frame: Frame) -> None:
        """Quotations of one sentence that lack a cue take that of their neighbour."""
        own = [s for s in frame.segments if self.found[s] is not None and self.found[s].mention]  # type: ignore[union-attr]
        for segment in frame.segments:
            if self.found[segment] is None and own:
                nearest = min(own, key=lambda s: abs(s - segment))
                found = self.found[nearest]
                if found is not None:
                    self.found[segment] = replace(
                        found, segment=segment, rule="same-sentence", score=found.score - 1
                    )

    def _carried(self, number: int, frame: Frame, segment: int) -> Attribution | None:
        """What the sentences before say, where the quotation's own says nothing."""
        before = self.spoken
        words = [i for i in frame.tokens if self.doc[i].is_alpha]
        if words:
            clause = self._by_clause(frame, segment)
            if clause is not None or before is None or before.paragraph != frame.paragraph:
                return clause
            return self._carry(before, segment, "near-run-on", 2.0)
        if before is None:
            return None
        if before.paragraph == frame.paragraph:
            return self._carry(before, segment, "run-on", 4.0)
        if before.colon and number - before.frame <= 1:
            return self._carry(before, segment, "colon", 5.0)
        if frame.paragraph - before.paragraph <= 1:
            return self._reply(frame, before, segment) or self._carry(
                before, segment, "paragraph", 3.0 if before.direct else 2.5
            )
        return None

    def _reply(self, frame: Frame, before: _Spoken, segment: int) -> Attribution | None:
        """Dialogue without cues: a question's answer is somebody else's, and then they take turns."""
        if segment == 0 or before.mention.source is None or not before.direct:
            return None
        last, mine = self.doc._.segments[segment - 1], self.doc._.segments[segment]
        question = self.doc._.text[last.start : last.end].rstrip().endswith("?")
        previous = self.found[segment - 1]
        turns = previous is not None and previous.rule == "dialogue"
        if not last.closed or last.paragraph != mine.paragraph - 1 or not (question or turns):
            return None
        other = self._partner(segment, before.mention.source)
        if other is None:
            return None
        return Attribution(segment, "dialogue", 2.8, None, other)

    def _partner(self, segment: int, speaker: Source) -> Mention | None:
        """The other side of a dialogue: who spoke before the last speaker did, or is being asked."""
        for found in reversed(self.found[max(0, segment - 4) : segment]):
            source = found.source if found is not None else None
            if found is not None and source is not None and source.key != speaker.key:
                return found.mention
        source = other_person(self.resolver.discourse, speaker)
        return self.resolver.mention_of(source) if source is not None else None

    def _carry(self, before: _Spoken, segment: int, rule: str, score: float) -> Attribution:
        return Attribution(segment, rule, score, before.cue if before.colon else None, before.mention)

    def _by_clause(self, frame: Frame, segment: int) -> Attribution | None:
        """A fragment under a verb that is no reporting verb: weakly its subject's words."""
        first, last = self.frames.segment_tokens[segment]
        for i in range(first, last):
            token = self.doc[i]
            if self.frames.owner[token.head.i] == OUTER and not token.is_punct:
                verb = self._verb_over(token.head)
                subject = subject_of(verb, frozenset(frame.tokens)) if verb is not None else None
                mention = self.resolver.mention(subject) if subject is not None else None
                if mention is not None and mention.source is not None:
                    return Attribution(segment, "clause", 0.8, None, mention)
                return None
        return None

    @staticmethod
    def _verb_over(token: Token) -> Token | None:
        for _ in range(10):
            if token.pos_ in ("VERB", "AUX"):
                return token
            if token.head.i == token.i:
                return None
            token = token.head
        return None

    def _look_ahead(self, paragraph: list[int]) -> None:
        """A quotation with no source yet takes that of the one right after it in its paragraph."""
        frames = [self.frames.frames[n] for n in paragraph]
        segments = [s for frame in frames for s in frame.segments]
        for segment, following in reversed(list(zip(segments, segments[1:], strict=False))):
            found, after = self.found[segment], self.found[following]
            weak = found is None or found.rule == "paragraph"
            if (
                weak
                and after is not None
                and after.mention
                and after.rule not in ("run-on", "clause", "paragraph")
            ):
                if self._touch(segment, following):
                    self.found[segment] = replace(
                        after, segment=segment, rule="run-up", score=after.score - 1
                    )

    def _touch(self, segment: int, following: int) -> bool:
        """Whether nothing but white space parts two quotations."""
        one, other = self.doc._.segments[segment], self.doc._.segments[following]
        return not self.doc._.text[one.outer_end : other.outer_start].strip()

    def _remember(self, number: int, frame: Frame, cues: list[Cue], mentions: dict[int, Mention]) -> None:
        """Keeps the speech of this sentence for the quotations that follow without a cue."""
        direct = [
            a for s in frame.segments if (a := self.found[s]) is not None and a.mention and a.rule != "clause"
        ]
        colon = bool(frame.tokens) and self.doc[frame.tokens[-1]].text == ":"
        if direct:
            last = direct[-1]
            assert last.mention is not None
            self.spoken = _Spoken(number, frame.paragraph, last.mention, last.cue, direct=True, colon=colon)
            if last.mention.plausible >= 0.5:
                self.resolver.spoke(last.mention)
            return
        self._note_described(frame)
        spoken = self._reported(cues, mentions) or (
            self._main_subject(frame) if colon or not frame.segments else None
        )
        if spoken is not None:
            cue, mention = spoken
            self.spoken = _Spoken(number, frame.paragraph, mention, cue, direct=False, colon=colon)
            if cue is not None and mention.plausible >= 0.5:
                self.resolver.spoke(mention)

    def _note_described(self, frame: Frame) -> None:
        """Keeps "One ally of the minister was angrier.", so that "the ally" is known."""
        root = next((self.doc[i] for i in frame.tokens if self.doc[i].dep_ == "ROOT"), None)
        subject = subject_of(root, frozenset(frame.tokens)) if root is not None else None
        mention = self.resolver.mention(subject) if subject is not None else None
        if mention is not None and mention.source is not None and mention.form is Form.INDEFINITE:
            if mention.plausible >= 0.9:
                self.resolver.discourse.note_described(mention.source)

    def _reported(self, cues: list[Cue], mentions: dict[int, Mention]) -> tuple[Cue | None, Mention] | None:
        """The last reporting verb of a sentence that quotes nobody word for word."""
        for cue in sorted(cues, key=lambda c: (self.doc[c.at].dep_ == "ROOT", c.at), reverse=True):
            mention = mentions.get(cue.subject) if cue.subject is not None else None
            if (
                cue.form in (CueForm.VERB, CueForm.ACCORDING)
                and mention is not None
                and mention.source is not None
            ):
                if mention.source.kind is SpeakerKind.PERSON or self.doc[cue.at].dep_ in ("ROOT", "conj"):
                    return cue, mention
        return None

    def _main_subject(self, frame: Frame) -> tuple[Cue | None, Mention] | None:
        outer = frozenset(frame.tokens)
        for i in frame.tokens:
            token = self.doc[i]
            if token.dep_ == "ROOT" and token.pos_ in ("VERB", "AUX"):
                found = subject_of(token, outer)
                subject = _possessor(found) if found is not None else None
                mention = self.resolver.mention(subject) if subject is not None else None
                if mention is None or mention.source is None:
                    continue
                if found is not None and (found.lower_ in cue_nouns() or mention.form is Form.DOCUMENT):
                    self.resolver.discourse.note_document(mention.source)
                if mention.source.kind is SpeakerKind.PERSON:
                    return None, mention
        named = self.resolver.only_person(frame)
        return (None, named) if named is not None else None


def _possessor(subject: Token) -> Token:
    """ "His answer came within a minute.": whose answer."""
    if subject.lower_ not in cue_nouns():
        return subject
    return next((child for child in subject.children if child.dep_ == "poss"), subject)


def _implausible(cue: Cue, mention: Mention) -> float:
    """What a cue loses whose subject is not one to say such a thing."""
    loss = 3.0 * (1.0 - mention.plausible)
    source = mention.source
    shows = cue.verb is not None and cue.verb.verb_class is VerbClass.SHOW
    if shows and source is not None and source.kind in (SpeakerKind.PERSON, SpeakerKind.UNNAMED):
        loss += 3.0
    return loss


def _outermost(choices: list[Choice]) -> Choice:
    """The likeliest cue; but what "Ash said that Putin fears" quotes is Ash's telling of it."""
    best = choices[0]
    if best.cue.verb is None or best.cue.verb.verb_class is not VerbClass.THINK:
        return best
    for choice in choices[1:]:
        verb = choice.cue.verb
        says = verb is not None and verb.verb_class is VerbClass.SAY
        if says and choice.rule == "governs" and choice.cue.at < best.cue.at:
            return choice
    return best


def _rival(choices: list[Choice], mentions: dict[int, Mention], best: Mention) -> Mention | None:
    for choice in choices[1:]:
        other = mentions[choice.cue.subject]  # type: ignore[index]
        if other.source is not None and (best.source is None or other.source.key != best.source.key):
            return other
    return None
