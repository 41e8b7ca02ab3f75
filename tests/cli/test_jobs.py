"""Several processes: the same reports in the same order, whatever happens to a process."""

import io
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.cli import jobs
from idxcheck.cli.jobs import begin, look_at_chunk, look_in_processes
from idxcheck.cli.judging import Looked
from idxcheck.errors import UsageError
from idxcheck.examining import Options
from idxcheck.findings import Finding
from idxcheck.walking import Entry, Walk

Command = Callable[..., Any]

OPTIONS = Options(frozenset({"TRN107", "IDX201"}))


class Deadly(Entry):
    """An entry that ends the process that receives it."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return os._exit, (9,)


def findings_of(looked: Looked) -> tuple[Finding, ...]:
    """Return what the rules found of a file that could be looked at."""
    assert looked.examined is not None
    return looked.examined.judgement.findings


def exits(*arguments: object) -> None:
    """Stand for a call that must not be reached."""
    raise AssertionError(arguments)


def test_the_same_output(idxcheck: Command, folder: Path) -> None:
    """Two processes print what one prints, in both formats."""
    for number in range(30):
        data = bytes.fromhex("00000801 00000002 07") + b"\7" * (number % 3)
        (folder / f"f{number}.idx").write_bytes(data)
    for arguments in (["--format", "json"], ["-v"], ["missing", "--lenient"]):
        one = idxcheck("check", ".", *arguments)
        two = idxcheck("check", ".", *arguments, "--jobs", "2")
        assert (two.status, two.err) == (one.status, one.err)
        assert two.out == one.out
    assert one.status == 4


def test_standard_input_stays_here(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input is judged by this process, at its place among the others."""
    stdin = io.TextIOWrapper(io.BytesIO(bytes.fromhex("00000801 00000001 07")))
    monkeypatch.setattr(sys, "stdin", stdin)
    run = idxcheck("check", "good.idx", "-", "short.idx", "--jobs", "2", "--format", "json")
    files = json.loads(run.out)["files"]
    assert [(file["path"], file["verdict"]) for file in files] == [
        ("good.idx", "valid"),
        ("<stdin>", "valid"),
        ("short.idx", "invalid"),
    ]


def test_one_file_needs_no_process(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single file is judged here, whatever --jobs says."""
    monkeypatch.setattr(jobs, "look_in_processes", exits)
    assert idxcheck("check", "good.idx", "--jobs", "8").status == 0


def test_a_process_that_dies(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs its own file, with status 3; all others are judged."""
    names = ["good.idx", "deadly", "short.idx", "deadly too", "warn.idx"]
    entries = [Deadly(name) if "deadly" in name else Entry(name) for name in names]
    monkeypatch.setattr("idxcheck.cli.check.walk", lambda _paths: Walk(entries, []))
    run = idxcheck("check", "--jobs", "2", "--format", "json")
    document = json.loads(run.out)
    assert (run.status, document["exit_code"]) == (3, 3)
    assert [(file["path"], file["verdict"]) for file in document["files"]] == [
        ("good.idx", "valid"),
        ("deadly", "undetermined"),
        ("short.idx", "invalid"),
        ("deadly too", "undetermined"),
        ("warn.idx", "valid"),
    ]
    reason = "idxcheck itself failed: the process that judged the file died"
    dead = document["files"][1]
    assert (dead["findings"], dead["rules_executed"]) == ([], [])
    assert {rule["reason"] for rule in dead["rules_skipped"]} == {reason}
    assert run.err.splitlines() == [
        f"Error: {name}: the process that judged the file died; this is a bug in idxcheck:"
        " please report it, with the file; --debug shows the traceback"
        for name in ("deadly", "deadly too")
    ]
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("deadly_first", [True, False])
def test_the_first_and_the_last_that_dies(*, deadly_first: bool) -> None:
    """The other file is judged, whether it comes before or behind."""
    entries = [Deadly("deadly"), Entry("good.idx")]
    looked = list(look_in_processes(entries if deadly_first else entries[::-1], OPTIONS, 2))
    errors = [each.failure for each in looked]
    expected = ["the process that judged the file died", ""]
    assert errors == (expected if deadly_first else expected[::-1])


def test_a_wrong_use_ends_the_processes(idxcheck: Command) -> None:
    """A name no file can have is a wrong use here too, and leaves no process behind."""
    run = idxcheck("check", "good.idx", "a\0b", "short.idx", "--jobs", "2")
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("Error: no file can have the name")
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("folder")
def test_reports_that_nobody_waits_for() -> None:
    """Whoever stops early ends the processes."""
    results = look_in_processes([Entry("good.idx")] * 3, OPTIONS, 2)
    assert next(results).entry.path == "good.idx"
    results.close()
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("files", "count", "sizes"),
    [
        (1, 1, [1]),
        (3, 2, [1, 1, 1]),
        (100, 2, [12] * 8 + [4]),
        (801, 2, [100] * 8 + [1]),
        (10_000, 2, [100] * 100),
    ],
)
def test_chunks(files: int, count: int, sizes: list[int]) -> None:
    """At least four chunks for each process, of at most 100 files, none left out."""
    entries = [Entry(str(number)) for number in range(files)]
    chunks = jobs._chunks(entries, count)  # noqa: SLF001 - the sizes show nowhere else
    assert [len(chunk) for chunk in chunks] == sizes
    assert [entry for chunk in chunks for entry in chunk] == entries


def test_no_more_processes_than_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand processes are not started for two files, nor for a thousand on Windows."""
    started = []

    class Pool:
        def __init__(self, count: int, *_: object, **__: object) -> None:
            started.append(count)
            raise UsageError("enough")

    monkeypatch.setattr(jobs, "ProcessPoolExecutor", Pool)
    for files in (2, 1000):
        with pytest.raises(UsageError, match="enough"):
            list(look_in_processes([Entry("x")] * files, OPTIONS, 1000))
    assert started == [2, 61]


@pytest.mark.usefixtures("folder")
def test_what_a_process_runs() -> None:
    """A process looks at its chunk in order and leaves Ctrl-C to the one that started it."""
    looked = look_at_chunk([Entry("short.idx"), Entry("good.idx")], OPTIONS)
    assert [len(findings_of(each)) for each in looked] == [1, 0]
    before = signal.getsignal(signal.SIGINT)
    started = multiprocessing.get_context("spawn").Event()
    started.set()
    try:
        begin(started)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("methods", "chosen"), [(["spawn"], "spawn"), (None, "forkserver")])
def test_how_processes_are_started(
    monkeypatch: pytest.MonkeyPatch, methods: list[str] | None, chosen: str
) -> None:
    """By a server where the system has one, else afresh; never by copying this process."""
    asked = []
    get_context = multiprocessing.get_context

    def spy(method: str) -> object:
        asked.append(method)
        return get_context(method)

    monkeypatch.setattr(multiprocessing, "get_context", spy)
    if methods is not None:
        monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: methods)
    (looked,) = look_in_processes([Entry("good.idx")], OPTIONS, 1)
    assert (asked, findings_of(looked)) == ([chosen], ())
