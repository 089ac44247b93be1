"""Fits service/extraction/confidence/weights.toml anew, from articles labelled by hand.

    python -m benchmarks.calibration --rules MENTIONS.jsonl --names NAMES.jsonl [--names MORE.jsonl]

Prints the TOML; it changes nothing. MENTIONS are articles that no rule was tuned on, labelled with mentions
at least: of them the rules' frequencies are counted, and nothing else. NAMES are labelled with speakers too:
the signs' weights are fitted to them; a file that is given twice counts twice. What the fit is worth on
articles that it did not see goes to the standard error, by file.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.fitting import RULE, START, Ridge, fit
from benchmarks.trials import Trial, trials
from service.evaluation.figures import calibration_error, trusted
from service.evaluation.gold import GoldArticle, load
from service.evaluation.judging import Trial as Taken
from service.extraction.confidence.model import Model, Weights, log_odds, signs_of
from service.extraction.extractor import Extractor

#: So many quotes of the usual share are added to every row of the table, so that few of them say little.
_USUAL = 4
_FOLDS = 10
_ROUNDS = 3
#: Fits a model to rules and trials.
Maker = Callable[[Mapping[str, float], Sequence[Trial], Ridge], Model]


def read(path: Path, extractor: Extractor) -> list[Trial]:
    """The trials of a gold file, read by the rules."""
    articles = load(path)
    return list(trials((article, _doc(article, extractor)) for article in articles))


def _doc(article: GoldArticle, extractor: Extractor) -> Doc:
    """``article`` read by the rules."""
    return extractor.read(article.text, title=article.title, published_at=article.published)


def frequencies(untuned: Sequence[Trial]) -> dict[str, float]:
    """How often each family of rules finds the right mention."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for trial in untuned:
        if trial.mention is not None and trial.marked:  # nobody labelled turns and posts there
            tally[trial.family][0] += trial.mention
            tally[trial.family][1] += 1
    usual = sum(right for right, _ in tally.values()) / sum(of for _, of in tally.values())
    return {family: (right + _USUAL * usual) / (of + _USUAL) for family, (right, of) in sorted(tally.items())}


def fit_model(rules: Mapping[str, float], named: Sequence[Trial], ridge: Ridge) -> Model:
    """The model of the labelled trials, on top of the frequencies of ``rules``."""
    asked = [trial for trial in named if trial.mention is not None]
    rows = [{**trial.signs, RULE: log_odds(rules[trial.family])} for trial in asked]
    mention = fit(rows, [bool(trial.mention) for trial in asked], signs_of("mention"), ridge)
    spoken = [trial for trial in asked if trial.mention]
    name = fit([trial.signs for trial in spoken], [trial.right for trial in spoken], signs_of("name"), ridge)
    strays = [trial.right for trial in asked if not trial.mention]
    return Model(
        rules=rules,
        rule=mention.pop(RULE),
        mention=Weights(mention.pop(START), mention),
        name=Weights(name.pop(START), name),
        stray=(sum(strays) + 1) / (len(strays) + 3),
    )


def levelled(rules: Mapping[str, float], named: Sequence[Trial], ridge: Ridge) -> Model:
    """The model of the labelled trials, as sure as it proved on articles left out of its fit."""
    taken = list(held_out(rules, named, ridge, seed=0, make=fit_model))
    rows = [{RULE: log_odds(min(max(trial.confidence, 0.01), 0.99))} for trial in taken]
    level = fit(rows, [trial.right for trial in taken], (), ridge)
    return replace(fit_model(rules, named, ridge), shift=level[START], scale=level[RULE])


def held_out(
    rules: Mapping[str, float], named: Sequence[Trial], ridge: Ridge, seed: int, make: Maker | None = None
) -> Iterator[Taken]:
    """Every trial, in order, with the confidence of a model fitted without its article."""
    docs = sorted({trial.doc for trial in named})
    random.Random(seed).shuffle(docs)
    fold = {doc: number % _FOLDS for number, doc in enumerate(docs)}
    models = [
        (make or levelled)(rules, [trial for trial in named if fold[trial.doc] != number], ridge)
        for number in range(_FOLDS)
    ]
    for trial in named:
        yield Taken(models[fold[trial.doc]].judge(trial.family, trial.signs).confidence, trial.right)


def report(files: Mapping[str, list[Trial]], gold: Mapping[str, int], taken: Sequence[Taken]) -> str:
    """Trust and calibration error of each file; ``taken`` starts with the trials of all files in order."""
    lines, at = [], 0
    for name, found in files.items():
        part = taken[at : at + len(found)]
        at += len(found)
        said, true = sum(t.confidence for t in part) / len(part), sum(t.right for t in part) / len(part)
        trust = 100 * trusted(part) / gold[name]
        lines.append(
            f"{name}: trust {trust:.1f} %, ece {calibration_error(part):.3f}, said {said:.3f}, is {true:.3f}"
        )
    return "\n".join(lines)


def toml(model: Model) -> str:
    """The model as weights.toml."""
    tables: dict[str, Mapping[str, float]] = {
        "rules": model.rules,
        "mention": {START: model.mention.start, RULE: model.rule, **_sorted(model.mention.signs)},
        "name": {START: model.name.start, **_sorted(model.name.signs)},
        "stray": {"right": model.stray},
        "level": {"shift": model.shift, "scale": model.scale},
    }
    return "\n".join(
        f"[{name}]\n" + "".join(f'"{key}" = {value:.3f}\n' for key, value in rows.items())
        for name, rows in tables.items()
    )


def _sorted(weights: Mapping[str, float]) -> dict[str, float]:
    """The gravest doubt first."""
    return dict(sorted(weights.items(), key=lambda pair: pair[1]))


_HEAD = """# Figures that model.py reckons with, printed by `python -m benchmarks.calibration`: no words.
# rules: how often a family of rules finds the right mention, on articles that no rule was tuned on.
# mention, name: log-odds of the two models; every sign is a doubt. stray: how often the name is right though
# the mention is not. level: brings the log-odds of both to what was found on articles left out of the fit.
# docs/evaluation.md tells on what they were fitted, and how far they hold elsewhere.
"""


def main() -> None:
    """Reads the command line, fits, prints."""
    asked = _options()
    extractor = Extractor()
    rules = frequencies(read(asked.rules, extractor))
    files = {str(path): read(path, extractor) for path in asked.names}
    gold = {str(path): sum(len(article.real) for article in load(path)) for path in asked.names}
    named = [trial for found in files.values() for trial in found]
    again = Counter(map(str, asked.names)) - Counter(files.keys())
    named += [trial for name in again.elements() for trial in files[name]]
    ridge = Ridge(signs=asked.ridge)
    for seed in range(_ROUNDS):
        print(report(files, gold, list(held_out(rules, named, ridge, seed))), file=sys.stderr)
    print(_HEAD + "\n" + toml(levelled(rules, named, ridge)), end="")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rules", type=Path, required=True)
    parser.add_argument("--names", type=Path, action="append", required=True)
    parser.add_argument("--ridge", type=float, default=Ridge().signs, help="how far weights are held back")
    return parser.parse_args()


if __name__ == "__main__":
    main()
