"""How far a long command has come: a bar with rate and time left, or a line now and then."""

import time
from types import TracebackType

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

# Where there is no terminal to draw a bar on, a line now and then shows that it lives.
LINE_EVERY = 200


class Shown:
    """Shows on standard error how many articles are done, of ``size`` bytes of them (None: unknown)."""

    def __init__(self, label: str, size: int | None) -> None:
        self._label, self._size, self._count, self._began = label, size or None, 0, time.monotonic()
        console = Console(stderr=True)
        self._terminal = console.is_terminal
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=console,
            disable=not self._terminal,
        )
        self._bar = self._progress.add_task(label, total=self._size, rate="")

    def __enter__(self) -> "Shown":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._progress.update(self._bar, completed=self._size or 1, total=self._size or 1)
        self._progress.stop()

    def advance(self, size: int, articles: int = 1) -> None:
        """``articles`` more are done, which took ``size`` bytes."""
        before, self._count = self._count, self._count + articles
        rate = f"{self._count / max(time.monotonic() - self._began, 0.001):.1f} articles/s"
        self._progress.update(
            self._bar, advance=size, description=f"{self._label} {self._count:,}", rate=rate
        )
        if not self._terminal and self._count // LINE_EVERY > before // LINE_EVERY:
            click.echo(f"{self._label} {self._count}, {rate}", err=True)

    def tell(self, message: str) -> None:
        """Say ``message`` above the bar."""
        if self._terminal:
            self._progress.console.print(message, markup=False, highlight=False)
        else:
            click.echo(message, err=True)
