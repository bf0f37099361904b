"""Work spread over processes, answers in order.

The workers are plain Python processes that speak pickles over their standard streams. They import
nothing of the caller's, so a script needs no `if __name__ == "__main__"`, threads of the caller
are not copied into them, and one that dies is seen as the end of its stream.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from kxclean.errors import KxcleanError, shown

__all__ = ["in_order", "serve"]

T = TypeVar("T")
R = TypeVar("R")

_BOOT = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from kxclean.parallel import serve; serve()"
)


def in_order(
    task: Callable[[Sequence[T]], R], batches: Iterable[Sequence[T]], jobs: int
) -> Generator[R]:
    """What `task` makes of each batch, in the order of the batches.

    At most `jobs + 1` batches are read ahead. An error of the iterable is raised behind the
    answers to what was read before it. Closing the generator ends the processes.

    Args:
        task: picklable; sent to each process once.
        batches: picklable values, sent one after the other.
        jobs: processes, started as they are needed.

    Raises:
        KxcleanError: if a process dies or cannot be started.
    """
    source = iter(batches)
    failure: Exception | None = None
    waiting: deque[Future[R]] = deque()
    pool = _Pool(task, jobs)
    finished = False
    number = 1
    try:
        while True:
            while not finished and len(waiting) <= jobs:
                try:
                    batch = next(source)
                except StopIteration:  # noqa: PERF203 -- one batch, not one record
                    finished = True
                except Exception as error:  # noqa: BLE001 -- raised below, in its turn
                    failure, finished = error, True
                else:
                    waiting.append(pool.submit(batch, number))
                    number += len(batch)
            if not waiting:
                break
            yield waiting.popleft().result()
        if failure is not None:
            raise failure
    finally:
        pool.close()


class _Pool:
    """A thread for each process, which waits for it."""

    def __init__(self, task: Callable[..., Any], jobs: int) -> None:
        self._task = task
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="kxclean")
        self._local = threading.local()
        self._workers: list[_Worker] = []

    def submit(self, batch: Sequence[Any], number: int) -> Future[Any]:
        return self._threads.submit(self._ask, batch, number)

    def _ask(self, batch: Sequence[Any], number: int) -> Any:
        worker: _Worker | None = getattr(self._local, "worker", None)
        if worker is None:
            worker = self._local.worker = _Worker(self._task)
            self._workers.append(worker)
        return worker.ask(batch, number)

    def close(self) -> None:
        """Ends the processes, whatever they are at. No thread waits for one that is gone."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in list(self._workers):
            worker.end()
        self._threads.shutdown(wait=True)
        for worker in self._workers:
            worker.close()


class _Worker:
    """One process. It has one batch at a time, so neither side can block the other."""

    def __init__(self, task: Callable[..., Any]) -> None:
        if not sys.executable:
            raise KxcleanError("this Python does not know its own program; use jobs=1")
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- this very Python
                [sys.executable, "-c", _BOOT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except OSError as error:
            raise KxcleanError(f"cannot start a process: {error}; use fewer jobs") from error
        self._start: tuple[Any, ...] = (sys.path, task)

    def ask(self, batch: Sequence[Any], number: int) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            for value in (*self._start, batch):
                pickle.dump(value, stdin, pickle.HIGHEST_PROTOCOL)
            self._start = ()
            stdin.flush()
            sound, answer = pickle.load(stdout)  # noqa: S301 -- from our own process
        except (EOFError, OSError, pickle.UnpicklingError):
            raise KxcleanError(
                f"a worker process died ({_ending(self._process.wait())}) on the records {number} "
                f"to {number + len(batch) - 1}; memory may have run out, or run them with jobs=1 "
                "to see more"
            ) from None
        if not sound:
            raise KxcleanError(answer)
        return answer

    def end(self) -> None:
        self._process.kill()

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                # What it could not take any more is of no use to anybody.
                with suppress(OSError):
                    stream.close()


def _ending(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    try:
        return f"signal {signal.Signals(-status).name}"
    except ValueError:
        return f"signal {-status}"


def serve() -> None:
    """The loop of a worker process: a task, then batches, until the stream ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller ends us
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what somebody prints must not get among the answers
    try:
        task = pickle.load(requests)  # noqa: S301 -- from the process that started this one
    except Exception as error:  # noqa: BLE001 -- reported to the caller
        task = _Unreadable(f"a worker process cannot read its task: {shown(error)}; use jobs=1")
    while True:
        try:
            batch = pickle.load(requests)  # noqa: S301
        except EOFError:
            return
        try:
            answer = (True, task(batch))
        except Exception as error:  # noqa: BLE001 -- reported to the caller
            answer = (False, f"{type(error).__name__}: {error}")
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


class _Unreadable:
    def __init__(self, reason: str) -> None:
        self._reason = reason

    def __call__(self, _batch: object) -> None:
        raise KxcleanError(self._reason)
