"""The cases as tests of pytest: what passes, fails, is skipped or is expected to fail."""

import subprocess
import sys

import pytest

from idxcheck.conformance import Known, Outcome, parametrize_with_vectors
from idxcheck.conformance.functions import in_process
from idxcheck.errors import UsageError

pytest_plugins = ["pytester"]

READER = """
import os
from pathlib import Path
import numpy as np
from idxcheck.conformance import Known, Outcome, parametrize_with_vectors

def read(path):
    data = Path(path).read_bytes()
    magic = data[:4].hex()
    if magic == "00000803":
        raise IndexError("leaks")
    if magic == "000008ff":
        raise NotImplementedError("rank\\t255")
    if magic == "00000900":
        return np.array(200, "u1")
    if magic != "00000801":
        raise ValueError("labels alone")
    if data[4:8] == bytes.fromhex("ffffffff"):
        os._exit(1)
    return np.frombuffer(data[8 : 8 + data[7]], "u1")

def write(path, array):
    Path(path).write_bytes(array.tobytes())
"""
TEST = """
@parametrize_with_vectors(read, scope="idx"{arguments})
def test_labels(check):
    check()
"""
BEHIND = "read IDX-4.4_uint8-one-byte-behind"
PLAIN = "read IDX-1.1_header-and-payload"
KNOWN = ', known=[Known("{case}", Outcome.{outcome}, "on purpose"{link})]'


class Run:
    """A session in this process, of the cases that -k chooses."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester

    def __call__(self, word: str, arguments: str = "", *options: str) -> pytest.RunResult:
        """Run them with these arguments of the decorator; return what was printed and found."""
        self.pytester.makeini("[pytest]")  # the names begin here, wherever this folder is
        self.pytester.makepyfile(test_it=READER + TEST.format(arguments=arguments))
        plugins = ("-p", "idxcheck.pytest_plugin", "-p", "no:cacheprovider", "--strict-markers")
        quiet = ("-W", "ignore:Module already imported")  # of the plugin, by this very session
        return self.pytester.runpytest_inprocess(*plugins, *quiet, "-k", word, *options)


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("-k expression", "arguments", *options)`, with no other plugin."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    return Run(pytester)


def test_a_case_that_passes(run: Run) -> None:
    """Its test is named after the case, and found by -k."""
    result = run("IDX-1.1_header-and-payload", "", "-v")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines([f"test_it.py::test_labels[[]{PLAIN}[]] PASSED*"])


def test_the_marker(run: Run) -> None:
    """All tests of vectors can be chosen at once, and a case by its whole name."""
    run("header-and-payload", "", "-m", "idxcheck_vector").assert_outcomes(passed=2)
    run("IDX-1.1", "", "-m", "not idxcheck_vector").assert_outcomes()
    run("IDX", "", f"test_it.py::test_labels[{PLAIN}]").assert_outcomes(passed=1)


def test_a_failure(run: Run) -> None:
    """It shows what was expected and found, the clause, why, and the line to paste."""
    result = run("uint8-one-byte-behind")
    result.assert_outcomes(failed=1)
    text = result.stdout.str()
    lines = text[text.index("= FAILURES =") :].splitlines()[1:]
    assert lines[0].strip("_ ") == f"test_labels[{BEHIND}]"
    assert lines[1:6] == [
        "false-accept: must be refused, returned uint8 3 [128, 37, 202]",
        f"  case       {BEHIND}",
        "  expected   must be refused",
        "  because    a zero byte behind three uint8 (IDX-4.4)",
        "  reproduce",
    ]
    assert lines[6].startswith('python3 -c "import pathlib, tempfile, runpy; ')
    assert "bytes.fromhex('00000801000000038025ca00')" in lines[6]
    assert lines[6].endswith("runpy.run_path('test_it.py')['read'](str(p))))\"")
    assert "short test summary info" in lines[7]
    assert "pytest_support" not in text  # no frame of ours
    assert "1 failed" in lines[-1]


@pytest.mark.parametrize(
    ("word", "found", "expected"),
    [
        (
            "two-images-28-28",
            "false-reject: IndexError: leaks",
            "uint8 2 x 28 x 28 [128, 37, 202, 111, ...]",
        ),
        (
            "int8-rank-0",
            "wrong-element: expected int8, found uint8 a scalar [200]; taken for unsigned",
            "int8 a scalar [-56], or a refusal",
        ),
        ("4294967295-labels", "crash: ended with status 1 without an answer", "must be refused"),
    ],
)
def test_other_failures(run: Run, word: str, found: str, expected: str) -> None:
    """What must, or may, be read is told by what it holds; a crash is that of a child."""
    result = run(f"{word} and not uint8")
    result.assert_outcomes(failed=1)
    lines = result.stdout.lines
    assert found in lines
    assert f"  expected   {expected}" in lines


def test_a_writer(run: Run) -> None:
    """With a writer its directions are asked, and told by the file that there should be."""
    result = run("header-and-payload and IDX-1.1", ", write=write", "-v")
    result.assert_outcomes(passed=1, failed=3)
    result.stdout.fnmatch_lines(
        [
            "wrong-element: wrote 05 at 0x0, expected 00; 3 bytes instead of 11",
            "  case       write IDX-1.1_header-and-payload",
            "  expected   the 11 bytes of a file of uint8 3 [[]5, 0, 4[]]",
        ]
    )


def test_a_leaky_error(run: Run) -> None:
    """It refuses what must be refused, and does not fail."""
    run("count-one-too-small").assert_outcomes(passed=1)


def test_what_is_unsupported(run: Run) -> None:
    """It is skipped, and its reason told; control characters cannot act."""
    result = run("rank-255 and not cut and not largest", "", "-rs")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED [[]1[]] *: unsupported: rank?x09255"])


def test_no_memory_measured(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """There what could take all memory is skipped."""
    monkeypatch.setattr(in_process, "can_measure", lambda: False)
    result = run("4294967295-labels or header-and-payload and IDX-1.1", "", "-rs")
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED [[]1[]] *: memory cannot be measured, *"])


@pytest.mark.parametrize("pattern", [BEHIND, "read IDX-4.4_*"])
def test_a_known_failure(run: Run, pattern: str) -> None:
    """It is expected, for its reason; --runxfail shows it all the same."""
    link = ', "https://example.org/1"'
    known = KNOWN.format(case=pattern, outcome="FALSE_ACCEPT", link=link)
    result = run("uint8-one-byte-behind", known, "-rx")
    result.assert_outcomes(xfailed=1)
    result.stdout.fnmatch_lines(["XFAIL *- on purpose (https://example.org/1)"])
    result = run("uint8-one-byte-behind", known, "--runxfail")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["false-accept: must be refused, returned uint8 3 *"])


def test_a_known_failure_without_a_link(run: Run) -> None:
    """The reason stands alone."""
    known = KNOWN.format(case=BEHIND, outcome="FALSE_ACCEPT", link="")
    result = run("uint8-one-byte-behind", known, "-rx")
    assert any(line.endswith(" - on purpose") for line in result.stdout.lines)


@pytest.mark.parametrize(
    ("case", "word", "now"),
    [
        (PLAIN, "header-and-payload and IDX-1.1", "passes"),
        ("read IDX-2.4_rank-255", "rank-255 and not cut and not largest", "is unsupported"),
    ],
)
def test_a_known_failure_that_does_not_come(run: Run, case: str, word: str, now: str) -> None:
    """It fails, so that it is removed."""
    result = run(word, KNOWN.format(case=case, outcome="WRONG_VALUES", link=""))
    result.assert_outcomes(failed=1)
    assert f"known failure {case} {now} now: remove it" in result.stdout.lines


def test_a_known_failure_of_another_kind(run: Run) -> None:
    """It must still fail with its outcome."""
    known = KNOWN.format(case=BEHIND, outcome="WRONG_VALUES", link="")
    result = run("uint8-one-byte-behind", known)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["false-accept: must be refused, returned *"])


def test_wrong_calls() -> None:
    """They are refused where they stand, not in each test."""
    with pytest.raises(UsageError, match=r"^there is no scope 'mnits'; next: one of mnist, "):
        parametrize_with_vectors(abs, scope="mnits")  # type: ignore[arg-type] # on purpose
    with pytest.raises(UsageError, match=r"^read must be a function, got None$"):
        parametrize_with_vectors(None)  # type: ignore[arg-type] # on purpose
    with pytest.raises(FileNotFoundError):
        parametrize_with_vectors(len, known="there-is-none.toml")


@pytest.mark.parametrize("case", ["read NOSUCH_*", "read IDX-4.4_uint8-one-byte-behin", "smoke *x"])
def test_a_known_failure_of_no_case(case: str) -> None:
    """It is refused where it stands: nothing would ever come of it."""
    known = [Known(PLAIN, Outcome.CRASH, "r"), Known(case, Outcome.CRASH, "r")]
    with pytest.raises(UsageError) as caught:
        parametrize_with_vectors(len, scope="mnist", known=known)
    assert str(caught.value) == (
        f"known failure {case}: there is no such case; next: correct or remove the entry"
    )


@pytest.mark.parametrize(
    "case",
    [
        "read NORB-2.2_uint8-rank-3",
        "read NORB-*",
        "write IDX-1.1_header-and-payload",
        "generated idx-damaged",
        "smoke plain-file",
        "smoke stop",
    ],
)
def test_a_known_failure_of_a_case_elsewhere(case: str) -> None:
    """One file may be for several scopes, and for the command line."""
    known = [Known(case, Outcome.CRASH, "r")]
    mark = parametrize_with_vectors(len, scope="mnist", known=known).mark
    assert len(mark.args[1]) == 133


def test_each_test_is_told_apart() -> None:
    """What a debugger shows of a check is its case."""
    mark = parametrize_with_vectors(len, scope="mnist").mark
    checks = [each.values[0] for each in mark.args[1]]
    assert repr(checks[0]) == f"<VectorCheck {PLAIN}>"


def test_without_pytest() -> None:
    """The error says what to install."""
    code = (
        "import sys; sys.modules['pytest'] = None\n"
        "import idxcheck.conformance as c; c.run_reader\n"
        "try: c.parametrize_with_vectors\n"
        "except ImportError as error: print(error)"
    )
    command = [sys.executable, "-c", code]
    printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603 - our own interpreter
    assert printed == "parametrize_with_vectors needs pytest; next: pip install pytest\n"
