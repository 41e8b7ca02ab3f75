"""What the fuzz targets share: executions watched, findings kept, libFuzzer started.

A finding is an exception that is not one of idxcheck's, an execution that takes over a second,
and one that makes the resident memory grow by over 100 MiB. Fuzzing goes on behind it: each
kind is kept once, as the input that showed it and a text beside it.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

Target = Callable[[bytes], None]

PACKAGES = ["idxcheck", "idxspec"]
MOST_SECONDS = 1.0
MEBIBYTE = 1 << 20
MOST_BYTES = 100 * MEBIBYTE
MOST_FINDINGS = 20  # kinds of one run; behind so many it is time to mend some
WARM = 1000  # executions behind which the process as a whole is to grow no more
FOLDER = "IDXCHECK_FUZZ_FOLDER"  # the variable of the environment: where findings go
FIGURES = "figures.json"  # the greatest time and growth, beside the findings
RESET_PEAK = Path("/proc/self/clear_refs")  # Linux: writing 5 makes the peak what is resident
PAGES = Path("/proc/self/statm")  # Linux: its second number is the resident pages
NO_ATHERIS = "fuzzing needs atheris (Linux on x86-64): pip install atheris"
# A float32 NaN in gzip, with a byte too many: what only some inputs import is imported with it.
FIRST = bytes.fromhex("1f8b08000000000000ff010d00f2ff00000d01000000017f800001007a43be6f0d000000")


def instrumented(name: str) -> contextlib.AbstractContextManager[object]:
    """Have what the block imports of idxcheck tell libFuzzer its branches.

    `name` is that of the module around the block: only under the main program is it done.
    """
    if name != "__main__" or not has_atheris():
        return contextlib.nullcontext()
    import atheris  # noqa: PLC0415 - a finding is run again without

    imports: contextlib.AbstractContextManager[object] = atheris.instrument_imports(PACKAGES)
    return imports


def has_atheris() -> bool:
    """Whether it is installed."""
    return importlib.util.find_spec("atheris") is not None


class Watch:
    """Runs a target; keeps in `folder` what it finds, and the greatest time and growth."""

    def __init__(self, target: Target, folder: Path) -> None:
        self.kinds: set[str] = set()
        self._target = target
        self._folder = folder
        self._executions = 0
        self._longest = 0.0  # seconds
        self._growth = 0  # bytes
        self._resident = 0  # bytes, once what is run often was run

    def __call__(self, data: bytes) -> None:
        """Run the target on `data`, again where it took long: another process may be to blame."""
        self._executions += 1
        seconds, growth = self._measured(data)
        if seconds > MOST_SECONDS:
            seconds = min(seconds, self._measured(data)[0])
        if seconds > self._longest or growth > self._growth:
            self._longest, self._growth = max(seconds, self._longest), max(growth, self._growth)
            # Written at once: libFuzzer ends the process without a last word.
            figures = {"seconds": self._longest, "bytes": self._growth}
            (self._folder / FIGURES).write_text(json.dumps(figures), encoding="utf-8")
        if seconds > MOST_SECONDS:
            self._keep("hang", f"took {seconds:.2f} s", data)
        if growth > MOST_BYTES:
            self._keep("memory", f"took {growth / MEBIBYTE:.0f} MiB", data)
        if self._executions % WARM == 0:
            self._look_for_leaks(data)

    def _measured(self, data: bytes) -> tuple[float, int]:
        """Return the seconds that one execution takes and the bytes it grows by at its peak."""
        RESET_PEAK.write_bytes(b"5")
        before = _peak()
        start = time.perf_counter()
        try:
            self._target(data)
        except Exception as error:  # noqa: BLE001 - whatever gets out is a finding
            [*_, frame] = traceback.extract_tb(error.__traceback__)
            kind = f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}"
            self._keep(kind, "".join(traceback.format_exception(error)), data)
        return time.perf_counter() - start, _peak() - before

    def _look_for_leaks(self, data: bytes) -> None:
        resident = resource.getpagesize() * int(PAGES.read_text(encoding="ascii").split()[1])
        self._resident = self._resident or resident
        more = resident - self._resident
        if more > MOST_BYTES:
            self._keep("leak", f"{more / MEBIBYTE:.0f} MiB since execution {WARM}", data)

    def _keep(self, kind: str, text: str, data: bytes) -> None:
        """Keep `data` where it is the first input with a finding of this kind."""
        if kind in self.kinds:
            return
        self.kinds.add(kind)
        path = self._folder / f"finding-{kind}-{hashlib.sha256(data).hexdigest()[:8]}"
        path.write_bytes(data)
        path.with_name(f"{path.name}.txt").write_text(text, encoding="utf-8")
        sys.stderr.write(f"{path.name}: {text}\n")
        if len(self.kinds) == MOST_FINDINGS:
            sys.exit("mend some of the findings first")


def _peak() -> int:
    """Return the most bytes that were resident since the peak was reset."""
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(target: Target) -> None:
    """Run `target` on the files that the command line names, or have libFuzzer fuzz it."""
    watch = Watch(target, Path(os.environ.get(FOLDER, os.curdir)))
    paths = sys.argv[1:]
    if paths and all(Path(path).is_file() for path in paths):
        sys.exit(run_again(watch, paths))
    if not has_atheris():
        sys.exit(NO_ATHERIS)
    import atheris  # noqa: PLC0415 - a finding is run again without

    with instrumented("__main__"):
        target(FIRST)
    atheris.Setup(sys.argv, watch)
    atheris.Fuzz()


def run_again(watch: Watch, paths: Sequence[str]) -> int:
    """Run the target on each of the files; return 1 where that is a finding, else 0."""
    for path in paths:
        watch(Path(path).read_bytes())
    return int(bool(watch.kinds))
