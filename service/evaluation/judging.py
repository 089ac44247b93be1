"""One article's gold quotes held against what was predicted for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.evaluation.gold import GoldArticle, GoldQuote, Offsets
from service.evaluation.names import NO_MATCH, NameMatch, match, name_words, same_description
from service.evaluation.predictions import Prediction
from service.extraction.annotations import Medium


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one gold quote fared. A member is None where the gold, or a quote not found, leaves it unasked."""

    quote: GoldQuote
    found: Prediction | None
    mention: bool | None
    speaker: NameMatch | None
    role: bool | None

    @property
    def gold_medium(self) -> Medium:
        """The medium by the gold file."""
        return self.quote.medium or Medium.UNSPECIFIED

    @property
    def medium(self) -> Medium | None:
        """The medium that was predicted; None where the quote was not found."""
        return (self.found.medium or Medium.UNSPECIFIED) if self.found else None

    @property
    def date(self) -> str | None:
        """The date that was predicted."""
        return (self.found.date or None) if self.found else None


@dataclass(frozen=True, slots=True)
class Trial:
    """One predicted quote's confidence, and whether it was right: a gold quote with its speaker, strict."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One article's outcomes; ``segments`` counts the predicted runs, ``spurious`` are the wrong ones."""

    article: GoldArticle
    outcomes: tuple[Outcome, ...]
    segments: int
    spurious: tuple[tuple[Offsets, Prediction], ...]
    trials: tuple[Trial, ...]


def overlap(a: Offsets, b: Offsets) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def judge(article: GoldArticle, predictions: Sequence[Prediction]) -> Judged:
    """Holds ``predictions`` against the labels of ``article``."""
    runs = [(segment, prediction) for prediction in predictions for segment in prediction.segments]
    real = article.real
    return Judged(
        article=article,
        outcomes=tuple(_outcome(article, quote, runs) for quote in real),
        segments=len(runs),
        spurious=tuple(run for run in runs if not _inside(run[0], real)),
        trials=tuple(
            Trial(prediction.confidence, _right(prediction, real))
            for prediction in predictions
            if prediction.confidence is not None
        ),
    )


def _inside(segment: Offsets, real: Iterable[GoldQuote]) -> bool:
    """Whether at least half of a predicted run lies in gold quotes."""
    shared = sum(overlap(segment, (quote.start, quote.end)) for quote in real)
    return shared >= 0.5 * (segment[1] - segment[0])


def _outcome(article: GoldArticle, quote: GoldQuote, runs: Sequence[tuple[Offsets, Prediction]]) -> Outcome:
    found = _find((quote.start, quote.end), runs)
    return Outcome(
        quote=quote,
        found=found,
        mention=_mention_agrees(article.text, quote, found) if quote.mention else None,
        speaker=_speaker_match(quote, found) if quote.speaker else None,
        role=same_description(quote.role, found.role) if quote.role and found else None,
    )


def _find(span: Offsets, runs: Sequence[tuple[Offsets, Prediction]]) -> Prediction | None:
    """The prediction that covers most of a gold span, where all together cover at least half of it."""
    shared = [overlap(segment, span) for segment, _ in runs]
    if not runs or sum(shared) < 0.5 * (span[1] - span[0]):
        return None
    best = max(range(len(runs)), key=lambda index: (shared[index], index))
    return runs[best][1]


def _mention_agrees(text: str, quote: GoldQuote, found: Prediction | None) -> bool:
    """The predicted mention overlaps a gold one or, where none is given, the names share a word."""
    if found is None or not quote.mention:
        return False
    if found.mention:
        return any(overlap(found.mention, span) > 0 for span in quote.mention)
    printed = " ".join(text[start:end] for start, end in quote.mention)
    return bool(set(name_words(found.speaker)) & set(name_words(printed)))


def _speaker_match(quote: GoldQuote, found: Prediction | None) -> NameMatch:
    if found is None or not quote.speaker:
        return NO_MATCH
    return match(quote.speaker, found.speaker, named=bool(quote.named))


def _right(prediction: Prediction, real: Sequence[GoldQuote]) -> bool:
    """Whether the gold quote that a prediction overlaps most has this speaker, strict."""

    def shared(quote: GoldQuote) -> int:
        return sum(overlap(segment, (quote.start, quote.end)) for segment in prediction.segments)

    best = max(real, key=shared, default=None)
    return best is not None and shared(best) > 0 and _speaker_match(best, prediction).strict
