"""Results of generated files, and what is saved of them."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import configuration

from idxcheck.array import load, save
from idxcheck.conformance.cases import UNMEASURED, Scope
from idxcheck.conformance.functions.in_process import InProcess
from idxcheck.conformance.generation.details import without_search
from idxcheck.conformance.generation.generated import generated
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result, Skipped


def pixels_below_5(path: str) -> Any:  # noqa: ANN401 - no answer is typed - an array
    """Read, and cut off what is over 4."""
    return np.minimum(load(path), 4)


def short_labels(path: str) -> Any:  # noqa: ANN401 - an array
    """Read, and take what there is of labels."""
    data = Path(path).read_bytes()
    if data[:4] == b"\0\0\x08\x01" and 8 <= len(data) < 8 + int.from_bytes(data[4:8], "big"):
        return np.frombuffer(data[8:], np.uint8)
    return load(path)


def names(folder: Path) -> list[str]:
    """Return the names of what is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def results_of(
    read: Callable[[str], Any],
    scope: Scope = "uint8",
    *,
    save_to: Path | None = None,
    measures: bool = True,
    examples: int = 60,
) -> tuple[dict[str, Result], tuple[Skipped, ...]]:
    """Return the results by their names, and what was skipped."""

    class Adapter(InProcess):
        measures_memory = measures

        def read(self, data: bytes, ending: str, *, heavy: bool = False) -> Any:  # noqa: ANN401
            del heavy  # asked in this process too
            return super().read(data, ending)

    with Adapter(read) as adapter:
        results, skipped = generated(adapter, scope, save_to=save_to, examples=examples)
    return {each.case.removeprefix("generated "): each for each in results}, skipped


@pytest.mark.slow
def test_idxcheck_itself() -> None:
    """Our own reader and writer pass every property, and nothing is skipped."""
    with InProcess(load, save) as adapter:
        results, skipped = generated(adapter, "all", examples=10)
    assert {each.outcome for each in results} == {Outcome.PASS}
    assert len(results) == 12
    assert all(each.detail.endswith(" files tried") and each.data is None for each in results)
    assert skipped == ()


def test_a_file_read_wrongly(tmp_path: Path) -> None:
    """The smallest file is saved, with its answer; nothing else is."""
    found = results_of(pixels_below_5, save_to=tmp_path / "new" / "folder")[0]["idx-files"]
    smallest = bytes.fromhex("00000801 00000001 05")
    assert found.outcome is Outcome.WRONG_VALUES
    assert (found.verdict, found.data, found.flags) == ("valid", smallest, ())
    path = tmp_path / "new" / "folder" / "idx-files-wrong-values.idx"
    assert found.detail.startswith(
        "uint8 1: 1 of 1 elements differ; element 0: expected 5, found 4; the smallest of "
    )
    assert found.detail.endswith(f" files tried; saved as {path}")
    assert found.reproducer.startswith("python")
    assert path.read_bytes() == smallest
    assert path.with_name("idx-files-wrong-values.idx.expected").read_bytes() == b"ok uint8 1\n5\n"
    assert len(names(path.parent)) == 2


def test_a_file_accepted_wrongly(tmp_path: Path) -> None:
    """Of a file that must be refused the rule is told, and there is no answer beside it."""
    results, skipped = results_of(short_labels, save_to=tmp_path)
    assert results["idx-files"].outcome is Outcome.PASS
    found = results["idx-damaged"]
    assert (found.outcome, found.verdict) == (Outcome.FALSE_ACCEPT, "invalid")
    assert found.data == bytes.fromhex("00000801 00000001")
    told = "breaks IDX201: must be refused, returned uint8 0 []"
    assert found.detail.startswith(f"{told}; the smallest of ")
    assert without_search(found.detail) == told
    assert names(tmp_path) == ["idx-damaged-false-accept.idx"]
    assert [each.reason for each in skipped] == [
        "not claimed: write",
        "not claimed: round-trip",
        "not claimed: rewrite",
    ]
    assert skipped[0] == Skipped("generated idx-written", 60, "not claimed: write")


@pytest.mark.slow
def test_other_files_stay(tmp_path: Path) -> None:
    """A file in the way gets a neighbour with a number, the same file none."""
    mine = tmp_path / "idx-files-wrong-values.idx"
    mine.write_bytes(b"mine")
    (tmp_path / "idx-files-wrong-values-2.idx").mkdir()
    (tmp_path / "idx-files-wrong-values-3.idx.expected").symlink_to("nowhere")
    for _ in range(2):
        found = results_of(pixels_below_5, save_to=tmp_path)[0]["idx-files"]
        assert found.detail.endswith("idx-files-wrong-values-4.idx")
    assert mine.read_bytes() == b"mine"
    assert names(tmp_path) == [
        "idx-files-wrong-values-2.idx",
        "idx-files-wrong-values-3.idx.expected",
        "idx-files-wrong-values-4.idx",
        "idx-files-wrong-values-4.idx.expected",
        "idx-files-wrong-values.idx",
    ]


def test_a_folder_in_which_nothing_can_be_saved(tmp_path: Path) -> None:
    """The result is there all the same, and says so."""
    (tmp_path / "file").write_bytes(b"")
    found = results_of(pixels_below_5, save_to=tmp_path / "file")[0]["idx-files"]
    assert found.outcome is Outcome.WRONG_VALUES
    assert "; not saved: [Errno " in found.detail


def test_compressed_files(tmp_path: Path) -> None:
    """A stream is saved as it was read, under its own suffix."""
    found = results_of(pixels_below_5, "idx", save_to=tmp_path)[0]["idx-compressed"]
    assert found.data is not None
    (saved,) = tmp_path.glob("idx-compressed-wrong-values.idx.*[!d]")
    assert saved.name in {f"idx-compressed-wrong-values.idx.{each}" for each in ("gz", "xz", "bz2")}
    assert saved.read_bytes() == found.data
    assert load(saved).max() > 4


@pytest.mark.slow
def test_a_written_file(tmp_path: Path) -> None:
    """Of a round trip what was written is saved, which is what failed."""

    def write_backwards(path: str, array: Any) -> None:  # noqa: ANN401 - an array
        save(path, array[::-1])

    with InProcess(load, write_backwards) as adapter:
        results, _ = generated(adapter, "mnist", save_to=tmp_path, examples=60)
    by_name = {each.case: each for each in results}
    assert by_name["generated idx-files"].outcome is Outcome.PASS
    assert by_name["generated idx-written"].outcome is Outcome.WRONG_VALUES
    assert (tmp_path / "idx-written-wrong-values.idx").read_bytes() == bytes.fromhex(
        "00000801 00000002 0001"
    )
    assert (tmp_path / "idx-round-trip-wrong-values.idx").read_bytes() == bytes.fromhex(
        "00000801 00000002 0100"
    )


def test_leaky_errors(tmp_path: Path) -> None:
    """A refusal by an exception that is not declared is told and not saved."""

    def leaky(path: str) -> Any:  # noqa: ANN401 - an array
        try:
            return load(path)
        except ValueError as error:
            raise KeyError("no such code") from error

    found = results_of(leaky, save_to=tmp_path)[0]["idx-damaged"]
    assert (found.outcome, found.data) == (Outcome.LEAKY_ERROR, b"")
    assert found.detail.startswith("breaks TRN001: KeyError: 'no such code'; the smallest of ")
    assert names(tmp_path) == []


@pytest.mark.slow
def test_unsupported_files() -> None:
    """A property of which nothing was supported is skipped; of another they are counted."""

    def labels_alone(path: str) -> Any:  # noqa: ANN401 - an array
        if Path(path).read_bytes()[3:4] != b"\x01":
            raise NotImplementedError
        return load(path)

    results, _ = results_of(labels_alone)
    assert " of them unsupported" in results["idx-files"].detail

    def nothing(_: str) -> Any:  # noqa: ANN401 - an array
        raise NotImplementedError("not yet")

    results, skipped = results_of(nothing)
    assert results == {}
    assert [(each.what, each.reason) for each in skipped[:2]] == [
        ("generated idx-files", 'every file was answered with "unsupported"'),
        ("generated idx-damaged", 'every file was answered with "unsupported"'),
    ]
    assert skipped[0].count > 20


def test_memory_that_is_not_measured() -> None:
    """Heavy files are left out, and counted; a property of nothing else has no result."""
    results, skipped = results_of(load, "idx", measures=False)
    assert sorted(results) == ["idx-damaged", "idx-files"]
    assert {each.what for each in skipped if each.reason == UNMEASURED} == {
        "generated idx-files",
        "generated idx-damaged",
        "generated idx-compressed",
    }


def test_a_costly_fault() -> None:
    """A reader out of memory ends its property, which says so."""

    def hungry(_: str) -> Any:  # noqa: ANN401 - an array
        raise MemoryError

    found = results_of(hungry)[0]["idx-files"]
    assert found.outcome is Outcome.MEMORY
    assert found.detail.endswith("1 files tried; it ends with the first memory")


def test_the_storage_of_hypothesis(tmp_path: Path) -> None:
    """What was set before is set again."""
    before = configuration.storage_directory(intent_to_write=False).path
    try:
        configuration.set_hypothesis_home_dir(tmp_path / "mine")
        results_of(load, examples=10)
        assert configuration.storage_directory().path == tmp_path / "mine"
    finally:
        configuration.set_hypothesis_home_dir(before)
    assert names(tmp_path) == []


@pytest.mark.slow
def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """No word on the terminal, no folder in the working directory."""
    script = (
        "from idxcheck.array import load\n"
        "from idxcheck.conformance.generation.generated import generated\n"
        "from idxcheck.conformance.functions.in_process import InProcess\n"
        "read = lambda path: load(path)[:1]\n"
        "with InProcess(read) as adapter:\n"
        "    results, _ = generated(adapter, 'mnist', examples=50)\n"
        "assert any(each.outcome.fails() for each in results)\n"
    )
    run = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-W", "error", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")
    assert names(tmp_path) == []
