"""Who reads: processes of this machine, or the workers of a Dask scheduler; both are executors."""

import math
import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from importlib import import_module
from typing import Any, Protocol, TypeVar

from service.errors import TrackerError

T = TypeVar("T")
AHEAD = 8
"""How many articles for each reader are on their way: one that is long must not leave the others idle."""
PATIENCE = 30
"""Seconds until a scheduler must answer, and have a worker."""
LOOK_SECONDS = 5
"""How often it is asked how many workers it has: each time is a journey."""


class CrewError(TrackerError):
    """Nobody can read; the message says why."""


class Crew(Protocol):
    """Readers that may die: ``deadly`` is what a future raises whose reader did."""

    deadly: tuple[type[BaseException], ...]

    @property
    def ahead(self) -> int:
        """How many articles may be on their way at once."""

    def submit(self, function: Callable[..., T], *arguments: object) -> "Future[T]":
        """Has ``function`` called elsewhere."""

    def recover(self) -> None:
        """Replaces readers that died; what was on its way is lost."""

    def close(self) -> None:
        """Ends it, and waits for nothing."""


class Processes:
    """``count`` processes of this machine. They are spawned: a fork would share the database's connection."""

    deadly: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, count: int, begin: Callable[[], object]) -> None:
        """``begin`` is called first in each."""
        self.count, self._begin = count, begin
        self._executor = self._new()

    @property
    def ahead(self) -> int:
        """How many articles may be on their way at once."""
        return self.count * AHEAD

    def submit(self, function: Callable[..., T], *arguments: object) -> "Future[T]":
        """Has ``function`` called in one of the processes."""
        try:
            return self._executor.submit(function, *arguments)
        except BrokenExecutor as error:  # it died before anybody looked
            broken: Future[T] = Future()
            broken.set_exception(error)
            return broken

    def recover(self) -> None:
        """Starts new processes: one that was killed takes all of its pool with it."""
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._new()

    def close(self) -> None:
        """Ends the processes; what they are at is not waited for."""
        processes = list((self._executor._processes or {}).values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()

    def _new(self) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.count, mp_context=spawn, initializer=self._begin)


class Scheduler:
    """The workers of the Dask scheduler at ``address``, which must have this very version installed."""

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        try:
            dask: Any = import_module("distributed")
        except ImportError as error:
            raise CrewError("--scheduler needs Dask: pip install -e '.[dask]'") from error
        self.deadly: tuple[type[BaseException], ...] = (dask.KilledWorker,)
        try:
            self._client = dask.Client(address, timeout=patience, set_as_default=False)
        except (OSError, ValueError) as error:
            raise CrewError(f"the scheduler {address} can't be reached: {error}") from error
        try:
            self._client.wait_for_workers(1, timeout=patience)
        except TimeoutError as error:
            self._client.close()
            raise CrewError(f"the scheduler {address} has no worker: start some (dask worker)") from error
        self._executor: Executor = self._client.get_executor(pure=False)
        self._ahead, self._looked = AHEAD, -math.inf

    @property
    def ahead(self) -> int:
        """How many articles may be on their way at once; workers may come and go."""
        if time.monotonic() - self._looked > LOOK_SECONDS:
            threads = self._client.nthreads().values()
            self._ahead, self._looked = AHEAD * max(1, sum(threads)), time.monotonic()
        return self._ahead

    def submit(self, function: Callable[..., T], *arguments: object) -> "Future[T]":
        """Has ``function`` called by one of the workers."""
        return self._executor.submit(function, *arguments)

    def recover(self) -> None:
        """Nothing to do: the scheduler gives the rest to other workers, and nannies start new ones."""

    def close(self) -> None:
        """Leaves the scheduler; what is on its way is dropped there."""
        self._executor.shutdown(wait=False)
        self._client.close()
