"""Known failures: read, written, and applied to results."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.known import Known, apply_known, read_known, write_known
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.errors import UsageError

WRITTEN = """\
[[known]]
case = "read IDX-4.3_*"
outcome = "false-accept"
reason = " the length is not looked at "
link = "https://example.org/7"

[[known]]
case = "write IDX-2.1_magic-2051"
outcome = "leaky-error"
reason = "r"
"""
GROUP = Known("read IDX-4.3_*", Outcome.FALSE_ACCEPT, "the length is not looked at")
ONE = Known("read IDX-4.3_half", Outcome.CRASH, "it is old")


def report_of(*results: Result) -> ConformanceReport:
    """A report of these results."""
    return ConformanceReport(Implementation("mine"), "all", results)


def test_read(tmp_path: Path) -> None:
    """Every key; a link may be left out."""
    path = tmp_path / "known.toml"
    path.write_text(WRITTEN)
    assert read_known(path) == (
        Known(
            "read IDX-4.3_*",
            Outcome.FALSE_ACCEPT,
            "the length is not looked at",
            "https://example.org/7",
        ),
        Known("write IDX-2.1_magic-2051", Outcome.LEAKY_ERROR, "r", ""),
    )
    path.write_text("")
    assert read_known(str(path)) == ()


HOW = "; an entry is [[known]] with case, outcome, reason and link"
OUTCOMES = (
    "wrong-values, wrong-shape, wrong-element, false-accept, memory, hang, crash, error,"
    " false-reject, leaky-error"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[known", "no valid TOML: Expected ']]' at the end of an array declaration"),
        ("[[knwon]]", "knwon: no such key; expected one of known" + HOW),
        ("known = 1", "known: expected an array of tables headed [[known]], found 1" + HOW),
        ("known = [1]", "known[0]: expected a table, found 1" + HOW),
        (
            '[[known]]\ncase = "a"\noutcome = "crash"\nreason = "r"\nwhy = ""',
            "known[0].why: no such key; expected one of case, outcome, reason, link" + HOW,
        ),
        (
            '[[known]]\noutcome = "crash"\nreason = "r"',
            "known[0].case: expected a case such as 'read IDX-4.3_uint8-half', or a pattern of"
            " them, found nothing" + HOW,
        ),
        (
            '[[known]]\ncase = "a"\noutcome = "pass"\nreason = "r"',
            f"known[0].outcome: expected one of {OUTCOMES}, found 'pass'" + HOW,
        ),
        (
            '[[known]]\ncase = "a"\nreason = "r"',
            f"known[0].outcome: expected one of {OUTCOMES}, found nothing" + HOW,
        ),
        (
            '[[known]]\ncase = "a"\noutcome = "crash"\nreason = " "',
            "known[0].reason: expected why it fails, found ' '" + HOW,
        ),
        (
            '[[known]]\ncase = "a"\noutcome = "crash"\nreason = "r"\nlink = "javascript:x"',
            "known[0].link: expected an address that starts with https:// or http://, or"
            " nothing, found 'javascript:x'" + HOW,
        ),
    ],
)
def test_refused(tmp_path: Path, text: str, message: str) -> None:
    """The message has the file, the entry, what was expected and found, and what an entry is."""
    path = tmp_path / "known.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        read_known(path)
    assert str(caught.value).startswith(f"{path}: {message}")


def test_refused_without_a_file(tmp_path: Path) -> None:
    """A file that is not there is an error of the system."""
    with pytest.raises(FileNotFoundError):
        read_known(tmp_path / "none.toml")


def test_apply() -> None:
    """Known is what comes out as it is known; another failure stays one; none is stale."""
    known = (GROUP, ONE)
    as_known = Result("read IDX-4.3_half", Outcome.CRASH)
    by_group = Result("read IDX-4.3_short", Outcome.FALSE_ACCEPT)
    worse = Result("read IDX-4.3_half", Outcome.WRONG_VALUES)
    passing = Result("read IDX-4.3_half", Outcome.PASS)
    in_group = Result("read IDX-4.3_long", Outcome.PASS)
    other = Result("write IDX-4.3_half", Outcome.CRASH)
    found = apply_known(known, [as_known, by_group, worse, passing, in_group, other])
    assert [(each.known, each.stale) for each in found] == [
        ("it is old", None),
        ("the length is not looked at", None),
        (None, None),
        (None, "known as crash; remove the entry"),
        (None, None),
        (None, None),
    ]
    assert report_of(*found).failures == (found[2], found[5], found[3])


def test_apply_leaky() -> None:
    """Where leaky errors do not fail, one takes the place of a known failure: it is stale."""
    known = [Known("read a", Outcome.CRASH, "r"), Known("read b", Outcome.LEAKY_ERROR, "s")]
    results = [Result("read a", Outcome.LEAKY_ERROR), Result("read b", Outcome.LEAKY_ERROR)]
    loose, strict = apply_known(known, results), apply_known(known, results, strict=True)
    assert [(each.known, each.stale) for each in loose] == [
        (None, "known as crash; remove the entry"),
        ("s", None),
    ]
    assert [(each.known, each.stale) for each in strict] == [(None, None), ("s", None)]


def test_an_exact_name_is_no_pattern() -> None:
    """A name with a bracket means itself, and is a pattern too."""
    entry = Known("generated [1]", Outcome.CRASH, "r")
    assert entry.fits("generated [1]")
    assert entry.fits("generated 1")
    assert entry.is_group
    assert not ONE.is_group
    assert not Known("READ A", Outcome.CRASH, "r").fits("read a")


def test_write(tmp_path: Path) -> None:
    """One entry for each failure, sorted; what is known, passes or is stale is left out."""
    path = tmp_path / "known.toml"
    report = report_of(
        Result("write b", Outcome.WRONG_SHAPE, detail='expected "2"\n\\ found \x7f3 \ud800'),
        Result("read a", Outcome.CRASH),
        Result("read c", Outcome.PASS),
        Result("read d", Outcome.UNSUPPORTED),
        Result("read e", Outcome.CRASH, known="r"),
        Result("read f", Outcome.PASS, stale="s"),
    )
    assert write_known(path, report) == 2
    assert path.read_text() == (
        '[[known]]\ncase = "read a"\noutcome = "crash"\nreason = "crash"\nlink = ""\n\n'
        '[[known]]\ncase = "write b"\noutcome = "wrong-shape"\n'
        'reason = "expected \\"2\\"\\\\x0a\\\\ found \\\\x7f3 \\\\ud800"\nlink = ""\n'
    )
    assert [each["reason"] for each in tomllib.loads(path.read_text())["known"]] == [
        "crash",
        'expected "2"\\x0a\\ found \\x7f3 \\ud800',
    ]
    assert [each.case for each in read_known(path)] == ["read a", "write b"]


def test_write_what_was_generated(tmp_path: Path) -> None:
    """The reason is what failed; how the search for it went is another story in each run."""
    path = tmp_path / "known.toml"
    told = "cut short: IndexError: 3; the smallest of 7; 19 files tried; saved as out/a.idx"
    vector = "rejected 1; the smallest of 2; 3"
    report = replace(
        report_of(Result("read a", Outcome.FALSE_REJECT, detail=vector)),
        generated=(Result("generated idx-damaged", Outcome.CRASH, detail=told),),
    )
    assert write_known(path, report) == 2
    assert [(each.case, each.reason) for each in read_known(path)] == [
        ("generated idx-damaged", "cut short: IndexError: 3"),
        ("read a", vector),
    ]


def test_written_failures_are_known(tmp_path: Path) -> None:
    """What was written and is read makes the same results a run without failures."""
    path = tmp_path / "known.toml"
    results = [Result("read a", Outcome.CRASH, detail="é"), Result("write b", Outcome.HANG)]
    write_known(path, report_of(*results))
    assert report_of(*apply_known(read_known(path), results)).ok
    assert not report_of(*results).ok


def test_write_keeps_what_was_known(tmp_path: Path) -> None:
    """The reasons and links of entries that are still needed stay; stale ones go."""
    path = tmp_path / "known.toml"
    needed = Known("read a", Outcome.CRASH, "mine", "https://example.org/1")
    changed = Known("read b", Outcome.CRASH, "mine")
    stale = Known("read c", Outcome.CRASH, "mine")
    report = ConformanceReport(
        Implementation("mine"),
        "all",
        (
            Result("read a", Outcome.CRASH, detail="found", known="mine"),
            Result("read b", Outcome.HANG, detail="found"),
        ),
        stale=(Result("read c", Outcome.PASS, stale="no such case"),),
    )
    assert write_known(path, report, known=[needed, changed, stale, GROUP]) == 3
    assert read_known(path) == (
        GROUP,
        needed,
        Known("read b", Outcome.HANG, "found"),
    )


def test_write_replaces_only_on_demand(tmp_path: Path) -> None:
    """A file that is there stays, unless it may be replaced."""
    path = tmp_path / "known.toml"
    path.write_text("mine")
    report = report_of(Result("read a", Outcome.CRASH))
    with pytest.raises(FileExistsError):
        write_known(path, report)
    assert path.read_text() == "mine"
    assert write_known(path, report, overwrite=True) == 1
    assert path.read_text().startswith("[[known]]")
    assert write_known(path, report_of(), overwrite=True) == 0
    assert path.read_text() == ""
