"""What happens on connections, told to whichever thread waits: none has to wake another for it."""

import os
import select
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from socket import socket
from typing import Any

Call = Callable[[], None]


class Events:
    """Any number of threads wait for the next thing that happens; each is told to one of them, once.

    What is asked for or no longer wanted is told under one lock, which is the caller's, and under which the
    calls are made. A call may come though nothing happened, where a file's number was another's before.
    """

    READ, WRITE = 0x001, 0x004  # EPOLLIN and EPOLLOUT, which only Linux has

    def __init__(self) -> None:
        self.over = False
        """Whether nobody waits for anything any more."""
        self._calls: dict[int, Call] = {}
        self._epoll = select.epoll()
        self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        # Each ring wakes one thread, and none has to be answered.
        self._epoll.register(self._bell, select.EPOLLIN | select.EPOLLET)

    def expect(self, file: socket, what: int, call: Callable[..., None], *given: Any) -> None:  # noqa: ANN401
        """Calls ``call`` with ``given`` once ``file`` can be read or written, and nothing else for it."""
        number = file.fileno()
        self._calls[number] = partial(call, *given)
        try:
            self._epoll.modify(number, what | select.EPOLLONESHOT)
        except FileNotFoundError:
            self._epoll.register(number, what | select.EPOLLONESHOT)

    def ignore(self, file: socket) -> None:
        """Calls nothing for ``file`` any more. To be told before it is closed."""
        self._calls.pop(file.fileno(), None)

    def forget(self, file: socket) -> None:
        """Calls nothing for ``file`` any more, which other processes may have open when it is closed here."""
        self.ignore(file)
        with suppress(FileNotFoundError):  # nothing was ever expected of it
            self._epoll.unregister(file.fileno())

    def wait(self) -> int | None:
        """Waits until something happens, and says on which file; None once there is nothing to wait for."""
        ((number, _),) = self._epoll.poll(None, 1)
        return None if self.over else number

    def call(self, number: int) -> None:
        """Makes the call for what happened on the file, if it is still wanted."""
        call = self._calls.pop(number, None)
        if call is not None:
            call()

    def ring(self) -> None:
        """Wakes one of the threads that wait, though nothing happened."""
        os.eventfd_write(self._bell, 1)

    def end(self) -> None:
        """Wakes all threads that wait, and will wait, for good."""
        self.over = True
        self._epoll.modify(self._bell, select.EPOLLIN)
        self.ring()
