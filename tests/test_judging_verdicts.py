"""The verdict that follows from what rules said, and from those that had nothing to say."""

from pathlib import Path

import pytest

import idxcheck
from idxcheck.evidence import Evidence
from idxcheck.findings import FileReport, Finding, Severity, SkippedRule, Verdict
from idxcheck.judging import Judgement, verdict_of
from idxcheck.source.recognition import Content
from idxspec import Element, Header

NO_SET, NO_FOLDER = "nothing says of which data set it is", "it has no folder"
NO_EXPECTATION = "nothing is expected of it"
HEADER = Header("idx", "big", 0x0801, Element("uint8", 1, "u", 0x08, 0x1E3D4C55), (3,))
WHOLE = Evidence("file", content=Content("idx", header=HEADER), length=11)
EXECUTED = Judgement(executed=("IDX201",))
VECTOR = bytes.fromhex("00000801 00000002 0506")


def finding(severity: Severity) -> Finding:
    """Return a finding that says nothing."""
    return Finding(code="TOY001", name="toy", severity=severity, message="")


def skipped(*reasons: str) -> Judgement:
    """Return what is left where each rule was skipped, for one of these reasons."""
    return Judgement(
        skipped=tuple(SkippedRule(f"TOY{number:03}", each) for number, each in enumerate(reasons))
    )


def test_verdicts() -> None:
    """An error is certain; then what could not be judged; all else is valid."""
    assert verdict_of(WHOLE, [], EXECUTED) is Verdict.VALID
    remarks = [finding(Severity.WARNING), finding(Severity.NOTE)]
    assert verdict_of(WHOLE, remarks, EXECUTED) is Verdict.VALID
    limit = finding(Severity.UNDETERMINED)
    assert verdict_of(WHOLE, [limit], EXECUTED) is Verdict.UNDETERMINED
    assert verdict_of(WHOLE, [limit, finding(Severity.ERROR)], EXECUTED) is Verdict.INVALID


def test_what_is_not_known_leaves_it_open() -> None:
    """Nobody has seen whether the payload of a compressed file is all there, or sound."""
    unread = Evidence("file", content=Content("idx", header=HEADER))
    limited = Evidence("file", content=Content("idx", header=HEADER), length=11, limit="2 bytes")
    for evidence in (unread, limited, Evidence("none")):
        for judgement in (EXECUTED, skipped(NO_EXPECTATION)):
            assert verdict_of(evidence, [], judgement) is Verdict.UNDETERMINED
            found = [finding(Severity.ERROR)]
            assert verdict_of(evidence, found, judgement) is Verdict.INVALID


@pytest.mark.parametrize(
    ("reasons", "answers"),
    [
        (("not selected", NO_SET, NO_FOLDER, NO_EXPECTATION), True),
        ((NO_SET,), True),
        ((NO_FOLDER,), True),
        ((NO_EXPECTATION,), True),
        (("the content is not NORB",), False),
        (("not selected", "the content is not NORB"), False),
        ((NO_EXPECTATION, "IDX201 was found"), False),
        ((NO_SET, "the content was not read whole"), False),
        ((NO_EXPECTATION, "ignored by files[0].ignore[0]: padded"), False),
    ],
)
def test_rules_that_were_not_run(reasons: tuple[str, ...], answers: bool) -> None:  # noqa: FBT001 - a case of the table
    """Rules a file gives no occasion for leave nothing open; rules on something else do."""
    judgement = skipped(*reasons)
    assert judgement.answers is answers
    verdict = Verdict.VALID if answers else Verdict.UNDETERMINED
    assert verdict_of(WHOLE, [], judgement) is verdict


def test_one_rule_that_was_run() -> None:
    """Whatever was skipped beside it, it is an answer."""
    judgement = Judgement(executed=("A",), skipped=(SkippedRule("B", "the content is not NORB"),))
    assert judgement.answers


def judged(target: Path | bytes, *select: str, config: Path | None = None) -> FileReport:
    """Return what the selected rules say of one file."""
    (file,) = idxcheck.check(target, select=list(select), config=config).files
    return file


@pytest.mark.parametrize("select", ["SCH", "PRF", "SET"])
def test_rules_with_no_occasion(tmp_path: Path, select: str) -> None:
    """A whole file that no expectation, data set or folder concerns is valid."""
    path = tmp_path / "x.idx"
    path.write_bytes(VECTOR)
    targets: list[Path | bytes] = [VECTOR] if select == "SET" else [VECTOR, path]
    for target in targets:
        assert judged(target, select).rules_executed == ()
        assert judged(target, select).verdict is Verdict.VALID
        assert idxcheck.check(target, select=[select]).ok
        idxcheck.check(target, select=[select]).raise_for_errors()


@pytest.mark.parametrize("select", [("NRB",), ("NRB", "SCH"), ("TRN102",)])
def test_rules_on_something_else(select: tuple[str, ...]) -> None:
    """An IDX file is not judged by the rules on NORB or on compressed streams."""
    file = judged(VECTOR, *select)
    assert (file.verdict, file.rules_executed) == (Verdict.UNDETERMINED, ())


@pytest.mark.parametrize("select", ["SCH", "PRF", "SET"])
def test_what_is_no_matrix(select: str) -> None:
    """Rules on matrices do not make one valid that is none."""
    assert judged(b"<html>" * 20, select).verdict is Verdict.UNDETERMINED
    assert judged(VECTOR[:6], select).verdict is Verdict.UNDETERMINED


def test_a_rule_that_a_finding_blocks(tmp_path: Path) -> None:
    """What was expected of a file that is cut stays open, though the cut was not asked for."""
    path, config = tmp_path / "x.idx", tmp_path / "my.toml"
    path.write_bytes(VECTOR[:-1])
    config.write_text('[[files]]\npath = "*.idx"\nshape = [2]\n')
    file = judged(path, "SCH001", config=config)
    assert (file.verdict, file.findings) == (Verdict.UNDETERMINED, ())
    assert SkippedRule("SCH001", "IDX201 was found") in file.rules_skipped
    path.write_bytes(VECTOR)
    file = judged(path, "SCH001", config=config)
    assert (file.verdict, file.rules_executed) == (Verdict.VALID, ("SCH001",))


@pytest.mark.parametrize("select", ["SCH", "PRF", "SET"])
def test_a_damaged_file_with_no_occasion(tmp_path: Path, select: str) -> None:
    """Rules that have nothing to do with it do not make a cut file valid."""
    path = tmp_path / "x.idx"
    path.write_bytes(VECTOR[:-1])
    file = judged(path, select)
    assert (file.verdict, file.rules_executed) == (Verdict.UNDETERMINED, ())
    assert {each.reason for each in file.rules_skipped} == {"not selected", "IDX201 was found"}
