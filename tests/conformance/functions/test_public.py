"""Conformance of Python functions in one call."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest

import idxcheck
import idxcheck.conformance
from idxcheck.conformance import (
    ConformanceReport,
    Known,
    Outcome,
    Result,
    check_reader,
    parametrize_with_vectors,
    run_reader,
)
from idxcheck.conformance.functions.public import known_failures
from idxcheck.errors import UsageError

BEHIND = "read IDX-4.4_4096-zeros-behind"


def swapless(path: str) -> np.ndarray[Any, Any]:
    """A reader that takes every element as little-endian, as its machine does."""
    array = idxcheck.load(path)
    return array if array.dtype.itemsize == 1 else array.byteswap()


def generous(path: str) -> np.ndarray[Any, Any]:
    """A reader that does not mind the 4096 bytes behind one file."""
    data = Path(path).read_bytes()
    return idxcheck.load(data[:-4096] if len(data) == 4114 else data)


def nothing(path: str) -> NoReturn:
    """A reader that supports nothing."""
    raise NotImplementedError(f"no {Path(path).name}")


def test_the_names() -> None:
    """What is promised is there, and nothing of it is loaded before it is used."""
    assert sorted(idxcheck.conformance.__all__) == [
        "ConformanceReport",
        "Known",
        "Outcome",
        "Result",
        "check_reader",
        "parametrize_with_vectors",
        "run_reader",
    ]
    assert {"run_reader", "Known", "__all__"} <= set(dir(idxcheck.conformance))
    assert [each.__module__.rpartition(".")[2] for each in (ConformanceReport, Known, Outcome)] == [
        "report",
        "known",
        "outcomes",
    ]
    assert parametrize_with_vectors.__module__ == "idxcheck.conformance.functions.pytest_support"
    with pytest.raises(
        AttributeError, match=r"^module 'idxcheck.conformance' has no attribute 'run_writer'$"
    ):
        getattr(idxcheck.conformance, "run_writer")  # noqa: B009 - mypy knows that it is not there


def test_the_import_costs_nothing() -> None:
    """The package alone loads no module of its own, nor numpy."""
    code = (
        "import sys, idxcheck.conformance;"
        "print([name for name in sys.modules if name.startswith(('idxcheck', 'numpy', 'pytest'))])"
    )
    command = [sys.executable, "-c", code]
    printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603 - our own interpreter
    assert printed == "['idxcheck', 'idxcheck.conformance']\n"


@pytest.mark.slow
def test_a_right_reader() -> None:
    """A reader without fault passes, whatever is in the vectors."""
    report = check_reader(idxcheck.load, scope="uint8")
    assert report.ok
    assert set(report.counts) <= {Outcome.PASS, Outcome.UNSUPPORTED}
    assert report.counts[Outcome.PASS] > 150
    assert report.scope == "uint8"
    assert report.implementation.name == "idxcheck.array.load"
    assert {each.case.partition(" ")[0] for each in report.results} == {"read"}
    assert isinstance(report.results[0], Result)


@pytest.mark.slow
def test_a_right_writer() -> None:
    """With a writer all four directions are asked."""
    report = run_reader(idxcheck.load, idxcheck.save, scope="mnist")
    assert report.ok
    directions = {each.case.partition(" ")[0] for each in report.results}
    assert directions == {"read", "write", "round-trip", "rewrite"}


@pytest.mark.slow
def test_a_faulty_reader() -> None:
    """The error has the counts, the ten worst cases, and how to see each again."""
    with pytest.raises(AssertionError) as caught:
        check_reader(swapless, scope="idx")
    lines = str(caught.value).splitlines()
    assert "swapless: " in lines[0]
    assert lines[0].endswith(" passed")
    assert "elements differ; element 0: expected " in str(caught.value)
    assert lines[1].startswith("  wrong-values ")
    shown = [at for at, line in enumerate(lines) if line.startswith("wrong-values: ")]
    assert len(shown) == 10
    assert "read IDX-4.1_int16-rank-1" in str(caught.value)
    for at in shown:
        assert lines[at + 1].startswith("  ")
        assert lines[at + 2].startswith('  python3 -c "')
        assert lines[at + 2].count("bytes.fromhex(") + lines[at + 2].count("b64decode(") == 1
    assert lines[-1].startswith("and ")
    assert lines[-1].endswith(" more; print(run_reader(...)) tells all")


@pytest.mark.slow
def test_declared_exceptions() -> None:
    """What is not declared leaks, which fails nothing by itself."""
    right = run_reader(idxcheck.load, scope="mnist", rejects=idxcheck.FormatError)
    leaky = run_reader(idxcheck.load, scope="mnist", rejects=KeyError)
    assert Outcome.LEAKY_ERROR not in right.counts
    assert leaky.counts[Outcome.LEAKY_ERROR] > 50
    assert Outcome.LEAKY_ERROR not in {each.outcome for each in leaky.failures}


def test_a_reader_of_nothing() -> None:
    """Nothing failed, but nothing was executed: that is not ok, and the error says why."""
    with pytest.raises(AssertionError, match=r"the plain file was not read: no case\.idx"):
        check_reader(nothing, scope="mnist")


@pytest.mark.slow
def test_known_failures(tmp_path: Path) -> None:
    """A failure that is known fails nothing, whichever way it is told."""
    entry = Known(BEHIND, Outcome.FALSE_ACCEPT, "on purpose", "https://example.org/1")
    file = tmp_path / "known.toml"
    file.write_text(
        f'[[known]]\ncase = "{BEHIND}"\noutcome = "false-accept"\nreason = "on purpose"\n'
    )
    assert known_failures(None) == ()
    assert known_failures([entry]) == known_failures(iter([entry])) == (entry,)
    assert known_failures(file) == known_failures(str(file)) == (replace(entry, link=""),)
    report = check_reader(generous, scope="uint8", known=file)
    assert [each.case for each in report.results if each.known] == [BEHIND]
    with pytest.raises(AssertionError, match=f"false-accept: {BEHIND}"):
        check_reader(generous, scope="uint8")


@pytest.mark.slow
def test_a_known_failure_that_passes() -> None:
    """It fails, until it is removed."""
    known = [Known(BEHIND, Outcome.FALSE_ACCEPT, "on purpose")]
    with pytest.raises(AssertionError, match="known as false-accept; remove the entry"):
        check_reader(idxcheck.load, scope="uint8", known=known)


def test_wrong_calls(tmp_path: Path) -> None:
    """A scope that there is not, and a file that there is not."""
    with pytest.raises(
        UsageError,
        match=r"^there is no scope 'cifar'; next: one of mnist, uint8, idx, norb, all$",
    ):
        run_reader(nothing, scope="cifar")  # type: ignore[arg-type] # on purpose
    with pytest.raises(FileNotFoundError):
        run_reader(nothing, known=tmp_path / "none.toml")
    with pytest.raises(UsageError, match=r"^a path is text"):
        run_reader(nothing, known=b"known.toml")  # type: ignore[arg-type] # on purpose


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (["x"], r"\['x'\]"),
        ((BEHIND,), rf"\['{BEHIND}'\]"),
        ([Known(BEHIND, Outcome.CRASH, ""), "x"], r"\[Known\(case=.*, 'x'\]"),
        ({"x": 1}, r"\['x'\]"),
        (5, "5"),
        (
            Known(BEHIND, Outcome.CRASH, "alone"),
            r"Known\(case='read IDX-4.4_4096-zeros-behind', .*",
        ),
    ],
)
def test_known_failures_that_are_none(known: Any, found: str) -> None:  # noqa: ANN401 - anything
    """They are refused, and the error says what they must be."""
    expected = f"^known must be the name of a TOML file or a list of Known, got {found}$"
    with pytest.raises(UsageError, match=expected):
        run_reader(nothing, known=known)
    with pytest.raises(UsageError, match=expected):
        parametrize_with_vectors(nothing, known=known)
