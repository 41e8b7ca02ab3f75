"""Judging one file: whatever goes wrong with it is its own report."""

import errno
import json
from collections.abc import Callable
from typing import Any

import pytest

from idxcheck.cli.judging import Judged, judge_all, look_at, look_at_all
from idxcheck.errors import UsageError
from idxcheck.examining import Examined, Options, examine_file
from idxcheck.findings import Verdict
from idxcheck.rules import RULES
from idxcheck.walking import Entry, Walk

Command = Callable[..., Any]

OPTIONS = Options(frozenset({"TRN107", "IDX201"}))


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug that one file brings to light."""

    def odd(target: Any, options: Options) -> Examined:  # noqa: ANN401 - as the real one
        if target == "warn.idx":
            raise ZeroDivisionError("by\nzero")
        return examine_file(target, options)

    monkeypatch.setattr("idxcheck.examining.examine_file", odd)


def judged(path: str, options: Options) -> Judged:
    """Return what is judged of one file."""
    (done,) = judge_all([look_at(Entry(path), options)], options)
    return done


@pytest.mark.usefixtures("bug")
@pytest.mark.parametrize("output", ["text", "json"])
def test_a_bug(idxcheck: Command, output: str) -> None:
    """Status 3, a message that asks to report it, no traceback; the others are judged."""
    run = idxcheck("check", "good.idx", "warn.idx", "short.idx", "--format", output)
    assert run.status == 3
    assert run.err == (
        "Error: warn.idx: ZeroDivisionError: by\\x0azero; this is a bug in idxcheck: please"
        " report it, with the file; --debug shows the traceback\n"
    )
    if output == "json":
        document = json.loads(run.out)
        assert document["exit_code"] == 3
        verdicts = [file["verdict"] for file in document["files"]]
        assert verdicts == ["valid", "undetermined", "invalid"]
        assert document["files"][1]["rules_skipped"][0] == {
            "code": "TRN107",
            "reason": "idxcheck itself failed: ZeroDivisionError: by\nzero",
        }
    else:
        assert "failed   warn.idx\n         idxcheck itself failed: ZeroDivision" in run.out
        assert "idxcheck itself failed on 1\n" in run.out


@pytest.mark.usefixtures("bug")
def test_the_traceback_of_a_bug(idxcheck: Command) -> None:
    """--debug shows where it happened, before the message."""
    run = idxcheck("check", "warn.idx", "--debug", "-q")
    lines = run.err.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-3:-1] == ["ZeroDivisionError: by", "zero"]
    assert run.status == 3


@pytest.mark.usefixtures("bug", "folder")
def test_the_report_on_a_bug() -> None:
    """All rules are skipped, with the reason; nothing is known of the file."""
    done = judged("warn.idx", OPTIONS)
    report = done.report
    assert (report.path, report.verdict, report.header) == (
        "warn.idx",
        Verdict.UNDETERMINED,
        None,
    )
    assert report.internal_error == "ZeroDivisionError: by\nzero"
    assert [skipped.code for skipped in report.rules_skipped] == [rule.code for rule in RULES]
    assert done.traceback.startswith("Traceback (most recent call last):\n")


@pytest.mark.usefixtures("folder")
def test_a_bug_in_the_rules_that_look_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the report on its own file too."""

    def odd(_examined: Examined) -> Examined:
        raise ZeroDivisionError("around")

    monkeypatch.setattr("idxcheck.cli.judging.conclude", odd)
    done = judged("good.idx", OPTIONS)
    assert done.report.internal_error == "ZeroDivisionError: around"
    assert done.traceback.startswith("Traceback (most recent call last):\n")


def test_a_folder_that_could_not_be_walked(
    idxcheck: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a file report with TRN107 and the reason."""
    walk = Walk([Entry("d/secret", "Permission denied")], [])
    monkeypatch.setattr("idxcheck.cli.check.walk", lambda _paths: walk)
    run = idxcheck("check", "d", "--header-only")
    assert run.status == 4
    assert run.out.startswith(
        "d\n  undetermined  secret\n"
        "                undetermined TRN107 unreadable: the file could not be read:"
        " Permission denied\n"
    )


@pytest.mark.usefixtures("folder")
def test_all_bytes_are_told_of() -> None:
    """Whoever watches is told of each file's bytes, read or not, and the reports are equal."""
    entries = [Entry("good.idx"), Entry("missing"), Entry("short.idx")]
    told: list[int] = []
    watched = judge_all(look_at_all(entries, OPTIONS, told.append), OPTIONS)
    alone = judge_all(look_at_all(entries, OPTIONS), OPTIONS)
    assert [each.report for each in watched] == [each.report for each in alone]
    assert sum(told) == 18 + 17
    told.clear()
    headers = Options(OPTIONS.selected, header_only=True)
    assert look_at(Entry("good.idx"), headers, told.append).failure == ""
    assert sum(told) == 18


@pytest.mark.usefixtures("folder")
def test_wrong_use_passes() -> None:
    """A name no file can have is the caller's fault."""
    with pytest.raises(UsageError, match="no file can have the name"):
        look_at(Entry("a\0b"), OPTIONS)


@pytest.mark.usefixtures("folder")
def test_errors_of_the_system_are_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A read that fails half way is TRN107, not a bug."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("idxcheck.examining.examine", refuse)
    report = judged("good.idx", OPTIONS).report
    assert [finding.code for finding in report.findings] == ["TRN107"]
    assert report.internal_error is None
