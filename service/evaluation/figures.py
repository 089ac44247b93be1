"""The figures that a set of judged articles gives; what each means stands beside it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.evaluation.judging import Judged, Outcome, Trial
from service.extraction.annotations import Medium

# The share of predictions taken by falling confidence that must be right ("trust").
TRUST_LEVEL = 0.98
BINS = 10


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many right of so many."""

    right: int
    of: int

    @property
    def percent(self) -> float:
        """In percent; 0 of 0 is 0."""
        return 100 * self.right / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.percent:5.1f}% ({self.right}/{self.of})" if self.of else "n/a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How good a reader is. Each ratio counts what its comment says."""

    precision: Ratio  # predicted runs of which at least half lies in gold quotes
    recall: Ratio  # gold quotes of which at least half is covered
    mention: Ratio  # of all gold quotes with a mention
    strict: Ratio  # of all gold quotes with a speaker: the same name
    loose: Ratio  # the same last word and nothing that contradicts it
    named: Ratio  # strict, of the speakers with a name
    named_loose: Ratio
    unnamed: Ratio  # half the words agree, of the speakers without a name
    role: Ratio  # half the words agree, of gold quotes with a role, found
    medium: Ratio  # equal, of gold quotes found
    stated: Ratio  # equal, of those whose gold medium is not unspecified
    claimed: Ratio  # equal, of those whose predicted medium is not unspecified
    date_recall: Ratio  # equal, of gold quotes with a date, found
    date_precision: Ratio  # equal, of predicted dates on gold quotes found
    trust: Ratio | None  # gold quotes one may take by falling confidence with 98 % right; None: no confidence
    calibration_error: float | None  # expected calibration error of the confidence, 10 bins

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        total = self.precision.percent + self.recall.percent
        return 2 * self.precision.percent * self.recall.percent / total if total else 0.0

    def by_name(self) -> dict[str, float]:
        """Every figure that can have a floor: percents, and ``ece_max`` where less is better."""
        ratios = [
            "precision",
            "recall",
            "mention",
            "strict",
            "loose",
            "named",
            "unnamed",
            "role",
            "medium",
            "stated",
            "claimed",
        ]
        named = {name: getattr(self, name).percent for name in ratios}
        return named | {
            "f1": self.f1,
            "date_recall": self.date_recall.percent,
            "date_precision": self.date_precision.percent,
            "trust": self.trust.percent if self.trust else 0.0,
            "ece_max": 1.0 if self.calibration_error is None else self.calibration_error,
        }


def figures_of(judged: Sequence[Judged]) -> Figures:
    """The figures of all articles together: every quote counts the same, whatever article it stands in."""
    outcomes = [outcome for article in judged for outcome in article.outcomes]
    trials = [trial for article in judged for trial in article.trials]
    segments = sum(article.segments for article in judged)
    wrong = sum(len(article.spurious) for article in judged)
    speakers = [o for o in outcomes if o.speaker]
    named = [o for o in speakers if o.quote.named]
    unnamed = [o for o in speakers if not o.quote.named]
    found = [o for o in outcomes if o.found]
    dates_right = [o for o in found if o.date and o.date == o.quote.date]
    return Figures(
        precision=Ratio(segments - wrong, segments),
        recall=Ratio(len(found), len(outcomes)),
        mention=_counted(o.mention for o in outcomes),
        strict=_strict(speakers),
        loose=_loose(speakers),
        named=_strict(named),
        named_loose=_loose(named),
        unnamed=_strict(unnamed),
        role=_counted(o.role for o in outcomes),
        medium=_medium(found),
        stated=_medium([o for o in found if o.gold_medium is not Medium.UNSPECIFIED]),
        claimed=_medium([o for o in found if o.medium is not Medium.UNSPECIFIED]),
        date_recall=Ratio(len(dates_right), sum(1 for o in found if o.quote.date)),
        date_precision=Ratio(len(dates_right), sum(1 for o in found if o.date)),
        trust=Ratio(trusted(trials), len(outcomes)) if trials and speakers else None,
        calibration_error=calibration_error(trials) if trials and speakers else None,
    )


def trusted(trials: Iterable[Trial]) -> int:
    """How many predictions, the surest first, one may take until fewer than 98 % of those taken are right."""
    right = taken = 0
    for number, trial in enumerate(sorted(trials, key=lambda trial: -trial.confidence), 1):
        right += trial.right
        if right >= TRUST_LEVEL * number:
            taken = number
    return taken


def calibration_error(trials: Sequence[Trial]) -> float:
    """How far confidence is from the share that is right, averaged over ten bins of confidence."""
    bins: defaultdict[int, list[Trial]] = defaultdict(list)
    for trial in trials:
        bins[min(BINS - 1, int(trial.confidence * BINS))].append(trial)
    gaps = (abs(sum(t.confidence for t in b) - sum(t.right for t in b)) for b in bins.values())
    return sum(gaps) / len(trials)


def _counted(answers: Iterable[bool | None]) -> Ratio:
    asked = [answer for answer in answers if answer is not None]
    return Ratio(sum(asked), len(asked))


def _strict(outcomes: Sequence[Outcome]) -> Ratio:
    return Ratio(sum(1 for o in outcomes if o.speaker and o.speaker.strict), len(outcomes))


def _loose(outcomes: Sequence[Outcome]) -> Ratio:
    return Ratio(sum(1 for o in outcomes if o.speaker and o.speaker.loose), len(outcomes))


def _medium(outcomes: Sequence[Outcome]) -> Ratio:
    return Ratio(sum(1 for o in outcomes if o.medium is o.gold_medium), len(outcomes))
