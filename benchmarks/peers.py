"""Other libraries in environments of their own, timed in turn with kxclean.

Each peer is a worker process that converts the same texts on demand and says how long it took, so
that all of them and kxclean take turns within one run. Seconds are those of the processor, which
other work on the machine disturbs least.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from types import TracebackType

from typing_extensions import Self

ENVIRONMENTS = Path(__file__).parent.parent / "out" / "peers"

_WORKER = """\
import json, sys
from time import process_time
texts = json.load(open(sys.argv[1], encoding="utf-8"))
{setup}
for text in texts[:1]:
    convert(text)
print("ready", flush=True)
for _ in sys.stdin:
    start = process_time()
    for text in texts:
        convert(text)
    print(process_time() - start, flush=True)
"""


@dataclass(frozen=True)
class Peer:
    """A library: its name and version as the registry has them, and code that makes `convert`."""

    name: str
    requirement: str
    setup: str


OPENCC = Peer(
    "OpenCC (C++)", "opencc==1.4.2", "import opencc; convert = opencc.OpenCC({config!r}).convert"
)
OPENCC_PYO3 = Peer(
    "opencc-pyo3",
    "opencc-pyo3==0.12.0",
    "from opencc_pyo3 import OpenCC; convert = OpenCC({config!r}).convert",
)
ZHCONV = Peer(
    "zhconv-rs",
    "zhconv-rs==0.4.2",
    "from zhconv_rs import zhconv; target = {target!r}\n"
    "def convert(text): return zhconv(text, target)",
)
AUTOCORRECT = Peer(
    "autocorrect",
    "autocorrect-py==2.14.0",
    "import autocorrect_py; convert = autocorrect_py.format",
)


def python_of(peer: Peer) -> Path | None:
    """The interpreter of the peer's environment, made on first use; `None` if it cannot be had."""
    folder = ENVIRONMENTS / peer.requirement
    python = folder / "bin" / "python"
    done = folder / ".installed"
    if not done.exists():
        venv.create(folder, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        if subprocess.run([*command, peer.requirement], check=False).returncode:
            return None
        done.touch()
    return python


class Worker:
    """A peer at work on the given texts."""

    def __init__(self, peer: Peer, python: Path, texts: Path, **values: str) -> None:
        code = _WORKER.format(setup=peer.setup.format(**values))
        self._process = subprocess.Popen(
            [str(python), "-c", code, str(texts)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ready = self._answer() == "ready"

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def seconds(self) -> float:
        """Seconds of one walk over all texts."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._answer())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def seconds_of(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = process_time()
    work()
    return process_time() - start


def in_turn(
    own: dict[str, Callable[[], object]],
    peers: Sequence[Peer],
    texts: Sequence[str],
    rounds: int,
    **values: str,
) -> dict[str, float]:
    """The fewest seconds of each over several rounds in which all take turns."""
    best: dict[str, float] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        file = folder / "texts.json"
        file.write_text(json.dumps(list(texts)), "utf-8")
        workers = {}
        for peer in peers:
            python = python_of(peer)
            if python is None:
                print(f"{peer.name}: cannot be installed here", file=sys.stderr)
                continue
            worker = stack.enter_context(Worker(peer, python, file, **values))
            if worker.ready:
                workers[peer.name] = worker
            else:
                print(f"{peer.name}: does not run here", file=sys.stderr)
        for _ in range(rounds):
            for name, work in own.items():
                best[name] = min(best.get(name, float("inf")), seconds_of(work))
            for name, worker in workers.items():
                best[name] = min(best.get(name, float("inf")), worker.seconds())
    return best
