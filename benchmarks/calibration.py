"""Counts the frequencies of service/extraction/confidence.toml anew, from articles labelled by hand.

    python -m benchmarks.calibration --mentions MENTIONS.jsonl --names NAMES.jsonl [--names MORE.jsonl]

MENTIONS are articles that no rule was tuned on, labelled with mentions at least; NAMES with speakers too.
Prints the TOML; it changes nothing.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from service.evaluation.gold import GoldArticle, GoldQuote, Kind, load
from service.evaluation.judging import overlap
from service.evaluation.names import match
from service.extraction.assemble import is_shared
from service.extraction.attribution.genuine import genuine
from service.extraction.confidence import band, form
from service.extraction.extractor import Extractor


@dataclass(frozen=True, slots=True)
class Trial:
    """One segment that the rules returned; None where the labels don't tell."""

    band: str
    form: str
    quote: bool
    mention: bool | None
    name: bool | None


def trials(articles: Iterable[GoldArticle], extractor: Extractor) -> Iterator[Trial]:
    """Every segment that the rules return for ``articles``, judged by their labels."""
    for article in articles:
        doc = extractor.read(article.text, title=article.title, published_at=article.published)
        real = [quote for quote in article.quotes if quote.kind is Kind.QUOTE]
        for found in genuine(doc, doc._.frames, doc._.attributions):
            segment = doc._.segments[found.segment]
            if not segment.marked:
                continue
            gold = _under(real, (segment.start, segment.end))
            spans = gold.mention if gold else None
            at = (found.mention.span.start, found.mention.span.end) if found.mention else (0, 0)
            yield Trial(
                band(found),
                form(found, shared=is_shared(doc, found)),
                gold is not None,
                any(overlap(at, span) for span in spans) if spans else None,
                _names_agree(gold, found.source.name if found.source else None),
            )


def _under(real: list[GoldQuote], span: tuple[int, int]) -> GoldQuote | None:
    best = max(real, key=lambda quote: overlap(span, (quote.start, quote.end)), default=None)
    if best is None or 2 * overlap(span, (best.start, best.end)) < span[1] - span[0]:
        return None
    return best


def _names_agree(gold: GoldQuote | None, name: str | None) -> bool | None:
    if gold is None or gold.speaker is None:
        return None
    return match(gold.speaker, name, named=bool(gold.named)).strict


def _counted(rows: Iterable[tuple[str, bool | None]], least: int = 0) -> dict[str, float]:
    """The share of True by key, one success in one and a half trials added: no row says 0 or 1 of few."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for key, right in rows:
        if right is not None:
            tally[key][0] += right
            tally[key][1] += 1
    return {key: (right + 1) / (of + 1.5) for key, (right, of) in sorted(tally.items()) if of >= least}


def _table(name: str, rows: dict[str, float]) -> str:
    return f"[{name}]\n" + "".join(f'"{key}" = {share:.3f}\n' for key, share in rows.items())


def main() -> None:
    """Reads the command line, counts, prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mentions", type=Path, required=True)
    parser.add_argument("--names", type=Path, action="append", required=True)
    asked = parser.parse_args()
    extractor = Extractor()
    untuned = list(trials(load(asked.mentions), extractor))
    named = [trial for path in asked.names for trial in trials(load(path), extractor)]
    strays = [trial.name for trial in named if trial.mention is False and trial.name is not None]
    print(_table("quote", _counted((t.band, t.quote) for t in untuned)))
    print(_table("mention", _counted((t.band, t.mention) for t in untuned)))
    print(_table("name", _counted(((t.form, t.name) for t in named if t.mention), least=3)))
    print(f"[stray]\nright = {sum(map(bool, strays)) / max(1, len(strays)):.3f}")


if __name__ == "__main__":
    main()
