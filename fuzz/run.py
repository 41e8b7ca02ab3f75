"""Fuzz idxcheck: python fuzz/run.py [--seconds N | --executions N] [--folder DIR] [TARGET...].

Each target starts from the conformance vectors and what earlier runs left in DIR, and keeps
its corpus, its log and what it finds there. Without DIR a temporary folder is used, which stays
only where something was found. Ends with status 1 on a finding, with 2 without atheris.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import harness
from idxcheck.vectors import vectors

HERE = Path(__file__).parent
TARGETS = ("check", "load", "round_trip")
SECONDS = 60
LONGEST_INPUT = 4096  # bytes: a header of rank 255 is 1024 long, and short inputs are fast
FLAGS = (
    f"-max_len={LONGEST_INPUT}",
    f"-dict={HERE / 'idx.dict'}",
    "-timeout=30",  # seconds; from 1 on the harness finds it, if it ever ends
    "-report_slow_units=60",  # seconds; the harness does
    "-rss_limit_mb=2048",
    "-print_final_stats=1",
)
PRINTED = 512  # bytes of a finding
COLUMNS = "{:12}{:>12}{:>8}{:>12}{:>12}{:>8}  {}"


@dataclass(frozen=True)
class Outcome:
    """What a run of a target came to."""

    executions: int
    per_second: int
    longest: float  # seconds
    growth: int  # bytes
    corpus: int  # files
    findings: tuple[Path, ...]
    failed: bool

    def line(self, name: str) -> str:
        """Return the line of the table."""
        found = f"{len(self.findings)} found" if self.findings else "nothing found"
        return COLUMNS.format(
            name,
            self.executions,
            self.per_second,
            f"{1000 * self.longest:.0f} ms",
            f"{self.growth / harness.MEBIBYTE:.1f} MiB",
            self.corpus,
            "failed" if self.failed else found,
        )


def main(arguments: list[str]) -> int:
    """Run the targets one after the other, print the table, return the exit status."""
    known = ", ".join(TARGETS)
    parser = argparse.ArgumentParser(description="Fuzz idxcheck.")
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--seconds", type=int, default=SECONDS, help="of each target (%(default)s)")
    amount.add_argument("--executions", type=int, help="of each target, however long they take")
    parser.add_argument("--folder", type=Path, help="keeps corpus, logs and findings")
    parser.add_argument("targets", metavar="TARGET", nargs="*", help=f"of {known}")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.targets) - {*TARGETS}:
        parser.error(f"no target is called {', '.join(sorted(unknown))}; there are {known}")
    if not harness.has_atheris():
        parser.exit(2, f"{harness.NO_ATHERIS}\n")
    much = f"-max_total_time={chosen.seconds}"
    if chosen.executions is not None:
        much = f"-runs={chosen.executions}"
    folder = (chosen.folder or Path(tempfile.mkdtemp(prefix="idxcheck-fuzz-"))).resolve()
    print(COLUMNS.format("target", "executions", "per s", "longest", "growth", "corpus", ""))
    outcomes = []
    for name in chosen.targets or TARGETS:
        outcomes.append(run(name, folder / name, much))
        print(outcomes[-1].line(name), flush=True)
        for path in outcomes[-1].findings:
            print(described(path, name))
        if outcomes[-1].failed:
            print(f"{name} ended with an error: {folder / name / 'log'}")
    found = any(each.findings or each.failed for each in outcomes)
    if not found and chosen.folder is None:
        shutil.rmtree(folder)
    return int(found)


def run(name: str, folder: Path, much: str) -> Outcome:
    """Fuzz a target in `folder`, from which the findings of earlier runs are moved out."""
    found, corpus, seeds = folder / "found", folder / "corpus", folder / "seeds"
    for each in (found, seeds):
        shutil.rmtree(each, ignore_errors=True)
    for each in (found, seeds, corpus):
        each.mkdir(parents=True, exist_ok=True)
    for vector in vectors():
        (seeds / vector.identifier).write_bytes(vector.data)
    before = len([*corpus.iterdir()])
    # Large pieces of memory go back to the system when they are freed, so that growth is seen.
    settings = {harness.FOLDER: str(found), "MALLOC_MMAP_THRESHOLD_": str(harness.MEBIBYTE)}
    with (folder / "log").open("wb") as log:
        done = subprocess.run(
            [
                sys.executable,
                str(HERE / f"fuzz_{name}.py"),
                *FLAGS,
                much,
                f"-artifact_prefix={found}{os.sep}",
                str(corpus),
                str(seeds),
            ],
            check=False,
            stdout=log,
            stderr=log,
            env={**os.environ, **settings},
        )
    return outcome_of(folder, before, failed=done.returncode != 0)


def outcome_of(folder: Path, before: int, *, failed: bool) -> Outcome:
    """Read what a run left in `folder`, whose corpus had `before` files before it."""
    found, log = folder / "found", (folder / "log").read_text("utf-8", "replace")
    figures: dict[str, Any] = {"seconds": 0.0, "bytes": 0}
    if (found / harness.FIGURES).exists():  # else not one execution was through
        figures = json.loads((found / harness.FIGURES).read_text(encoding="utf-8"))
    findings = sorted(
        path for path in found.iterdir() if path.suffix != ".txt" and path.name != harness.FIGURES
    )
    return Outcome(
        executions=statistic(log, "number_of_executed_units"),
        per_second=statistic(log, "average_exec_per_sec"),
        longest=figures["seconds"],
        growth=figures["bytes"],
        corpus=len([*(folder / "corpus").iterdir()]) - before,
        findings=tuple(findings),
        failed=failed and not findings,
    )


def statistic(log: str, name: str) -> int:
    """Return one of libFuzzer's final figures, 0 where it came to none."""
    match = re.search(rf"^stat::{name}:\s*(\d+)$", log, re.MULTILINE)
    return int(match[1]) if match else 0


def described(path: Path, name: str) -> str:
    """Return what is to be known of a finding: its cause, its bytes, how to see it again."""
    data, cause = path.read_bytes(), path.with_name(f"{path.name}.txt")
    text = cause.read_text(encoding="utf-8").strip() if cause.exists() else "libFuzzer stopped"
    shown = data[:PRINTED].hex() + ("..." if len(data) > PRINTED else "")
    return f"{path}\n{text}\n{len(data)} bytes: {shown}\nagain: python {HERE.name}/fuzz_{name}.py {path}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
