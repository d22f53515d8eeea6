"""Processes that answer questions beside the one that serves: a question that goes wrong ends its process alone."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from queue import Empty, LifoQueue
from socket import socket

from symrf.front.page.answering import answer

__all__ = ["Gone", "Unanswered", "Workers"]

_SPAWNED = multiprocessing.get_context("spawn")  # no thread of the server is copied


class Unanswered(Exception):
    """A question has no answer."""


class Busy(Unanswered):
    """All processes work, and none became free in time."""


class Late(Unanswered):
    """A question took more than its time, and its process was ended."""


class Stopped(Unanswered):
    """A process ended at a question."""


class Gone(Unanswered):
    """Who asked is not there any more, and the process was ended."""


class Workers:
    """So many processes, each of which answers one question after another, for so many seconds each."""

    def __init__(self, count: int, seconds: float, patience: float) -> None:
        self._seconds = seconds
        self._patience = patience
        self._free: LifoQueue[_Worker] = LifoQueue()
        self._all = [_Worker() for _ in range(count)]
        for each in self._all:
            self._free.put(each)

    def answer(self, question: str, asker: socket) -> str:
        """The answer to a question of somebody who is at the other end of a socket.

        It is Busy where no process is free, Late, Stopped, or Gone with the one who asked.
        """
        with self._taken() as worker:
            worker.ask(question)
            ready = wait([worker.pipe, asker], self._seconds)
            try:
                if worker.pipe in ready:
                    return worker.answered()
            except (EOFError, OSError):
                worker.replace()
                raise Stopped from None
            worker.replace()
            raise Gone if ready else Late

    @contextmanager
    def _taken(self) -> Iterator[_Worker]:
        try:
            worker = self._free.get(timeout=self._patience)
        except Empty:
            raise Busy from None
        try:
            yield worker
        finally:
            self._free.put(worker)

    def close(self) -> None:
        """End all processes."""
        for each in self._all:
            each.end()


class _Worker:
    """A process, and the pipe to it."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.pipe, other = _SPAWNED.Pipe()
        self._process = _SPAWNED.Process(target=_work, args=(other,), daemon=True)
        with _deaf():
            self._process.start()
        other.close()

    def ask(self, question: str) -> None:
        """Send a question; the process is started again where it is not there any more."""
        try:
            self.pipe.send_bytes(question.encode())
        except OSError:
            self.replace()
            self.pipe.send_bytes(question.encode())

    def answered(self) -> str:
        """The answer to the question that was sent."""
        return self.pipe.recv_bytes().decode()

    def replace(self) -> None:
        """End the process, and start another."""
        self.end()
        self._start()

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


@contextmanager
def _deaf() -> Iterator[None]:
    """A process that is started inside hears nothing of Ctrl-C, from its first moment on: the server ends it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection[bytes, bytes]) -> None:
    """Answer questions until there is nobody to ask them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it was not deaf from the beginning
    while True:
        try:
            question = pipe.recv_bytes().decode()
        except EOFError:
            return
        pipe.send_bytes(answer(question).encode())
