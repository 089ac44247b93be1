"""``quotes evaluate``: how right extraction is, in figures that a change must not lower."""

from pathlib import Path

import click

from service.commands import opening
from service.evaluation import (
    InvalidFloor,
    Split,
    evaluate,
    figures_table,
    load,
    mistakes_table,
    read_floors,
    shapes_table,
)
from service.settings import Settings


@click.command(short_help="Measure how right extraction is, against articles labelled by hand.")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--floor",
    "floors",
    multiple=True,
    metavar="NAME=VALUE",
    help="Exit 1 if this figure is lower, in percent; may be given again, or as a list: recall=97,role=80.",
)
@click.option(
    "--errors",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write every single error to this file, tab-separated: article, field, shape, words, gold → answer.",
)
@click.option(
    "--split",
    type=click.Choice([split.value for split in Split]),
    default=Split.ALL.value,
    show_default=True,
    help="Which articles: those marked “split: check”, which no rule was tuned on; the others (tune); all.",
)
@click.option("--shapes", is_flag=True, help="Also show how each shape of quote fared.")
@click.pass_obj
def command(
    settings: Settings, gold: Path, floors: tuple[str, ...], errors: Path | None, split: str, shapes: bool
) -> None:
    """Read every article of GOLD (JSON lines, quotes labelled by hand) and compare with the labels.

    docs/evaluation.md says what a label and a figure mean.

    \b
    Example:
      quotes evaluate seeds/gold.jsonl --floor precision=99,recall=97 --errors errors.tsv
      quotes evaluate seeds/gold.jsonl --split check
    """
    try:
        least = read_floors(",".join(floors))
    except InvalidFloor as error:
        raise click.BadParameter(error.detail, param_hint="--floor") from error
    articles = load(gold, split=Split(split))
    if not articles:
        raise click.ClickException(f"{gold} has no article of the split {split!r}")
    written = opening.file(errors) if errors else None  # told before minutes were spent
    report = evaluate(articles, opening.reader(settings))
    click.echo(figures_table(report))
    if shapes:
        click.echo("\n" + shapes_table(report))
    if written:
        with written:
            written.write(mistakes_table(report) + "\n")
    missed = report.floors(least)
    if missed:
        raise click.ClickException("falls short: " + ", ".join(map(str, missed)))
