"""The rule doctor: each rule is documented, in the prose, broken by a file and obeyed by another."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import idxcheck
from idxcheck.cli import commands
from idxcheck.rules import RULES
from idxcheck.synth.violations import violation, write_violation
from idxcheck.vectors import Vector, vectors

ROOT = Path(__file__).parents[2]
# Every rule: its name, and the clauses that name it as their guard.
TABLE = {
    "TRN001": ("empty-file", ("IDX-1.1", "NORB-1.1")),
    "TRN002": ("html-page", ()),
    "TRN003": ("pointer-file", ()),
    "TRN004": ("other-format", ("NORB-2.6", "NORB-6.2")),
    "TRN005": ("unrecognized-content", ()),
    "TRN101": ("truncated-stream", ("IDX-5.1", "NORB-6.1")),
    "TRN102": ("corrupt-stream", ("IDX-5.1", "NORB-6.1")),
    "TRN103": ("trailing-garbage", ("IDX-5.1", "NORB-6.1")),
    "TRN104": ("double-compressed", ("IDX-5.1", "NORB-6.1")),
    "TRN105": ("name-compression-mismatch", ("IDX-5.1", "NORB-6.1")),
    "TRN106": ("expansion-limit", ("IDX-5.1", "NORB-6.1")),
    "TRN107": ("unreadable", ()),
    "TRN201": ("newline-translation", ()),
    "TRN202": ("text-reencoding", ()),
    "IDX001": ("nonzero-prefix", ("IDX-2.1",)),
    "IDX002": ("unknown-element-type", ("IDX-2.2",)),
    "IDX003": ("little-endian-header", ("IDX-3.4",)),
    "IDX101": ("truncated-header", ("IDX-3.1",)),
    "IDX102": ("no-dimensions", ("IDX-2.3",)),
    "IDX103": ("zero-size-dimension", ("IDX-3.3",)),
    "IDX104": ("dimension-beyond-int32", ("IDX-3.2",)),
    "IDX105": ("rank-beyond-common-readers", ("IDX-2.4",)),
    "IDX201": ("truncated-payload", ("IDX-4.3",)),
    "IDX202": ("trailing-bytes", ("IDX-4.4",)),
    "NRB001": ("unknown-magic", ("NORB-2.1", "NORB-2.2")),
    "NRB002": ("byte-swapped", ("NORB-2.3",)),
    "NRB003": ("packed-matrix", ("NORB-2.5",)),
    "NRB004": ("nonstandard-magic", ("NORB-2.5",)),
    "NRB005": ("undocumented-int8", ("NORB-2.4",)),
    "NRB101": ("truncated-header", ("NORB-4.3",)),
    "NRB102": ("rank-out-of-range", ("NORB-3.1", "NORB-3.2")),
    "NRB103": ("nonpositive-dimension", ("NORB-4.1",)),
    "NRB104": ("padding-not-one", ("NORB-4.2",)),
    "NRB105": ("missing-padding", ("NORB-4.3",)),
    "NRB106": ("rank-beyond-common-readers", ("NORB-3.3",)),
    "NRB201": ("truncated-payload", ("NORB-5.3",)),
    "NRB202": ("trailing-bytes", ("NORB-5.4",)),
    "VAL001": ("non-finite-values", ("IDX-4.5", "NORB-5.5")),
    "VAL002": ("suspected-swapped-payload", ("IDX-4.1", "NORB-5.1")),
    "VAL003": ("zero-tail", ()),
    "NAM001": ("name-rank-mismatch", ("IDX-5.2",)),
    "NAM002": ("name-type-mismatch", ("IDX-5.2",)),
    "SET001": ("count-mismatch", ()),
    "SET002": ("missing-sibling", ()),
    "SET003": ("instance-overlap", ()),
    "SET004": ("factor-coverage", ()),
    "PRF001": ("wrong-shape", ()),
    "PRF002": ("wrong-element-type", ()),
    "PRF003": ("value-out-of-range", ()),
    "PRF004": ("class-counts", ()),
    "PRF005": ("other-dataset", ()),
    "PRF006": ("superseded-release", ()),
    "PRF007": ("unknown-content", ()),
    "SCH001": ("unexpected-shape", ()),
    "SCH002": ("unexpected-element-type", ()),
    "SCH003": ("unexpected-values", ()),
}
HEADINGS = ["What it does", "Why it matters", "Example", "What to do", "Reference"]
COMPANY = {"IDX104": ["IDX103"]}  # alone it would need 2 GiB of payload
NO_VECTOR = {"TRN106", "TRN107"}  # a limit, and what is no file
IN_CONTEXT = tuple(code for code in TABLE if code[:3] in ("PRF", "SET", "SCH"))
BY_ITSELF = tuple(code for code in TABLE if code not in IN_CONTEXT)
EVERY_RULE = pytest.mark.parametrize("code", TABLE)
Reports = Mapping[str, tuple[Vector, idxcheck.FileReport]]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Each vector with the report on its file, by identifier."""
    folder = tmp_path_factory.mktemp("vectors")
    found = {}
    for vector in vectors():
        path = folder / vector.file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(vector.data)
        (report,) = idxcheck.check(path).files
        found[vector.identifier] = (vector, report)
        path.unlink()
    return found


def test_the_rules() -> None:
    """There are these 56 rules, under these names, and no others."""
    assert len(TABLE) == 56
    assert {rule.code: rule.name for rule in RULES} == {
        code: name for code, (name, _) in TABLE.items()
    }


@EVERY_RULE
def test_documented(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its page is complete, `explain` prints it, README and changelog name it."""
    (rule,) = [each for each in RULES if each.code == code]
    with pytest.raises(SystemExit) as ended:
        commands.main(["explain", code])
    page = capsys.readouterr().out
    assert ended.value.code == 0
    assert page.startswith(f"{code} {TABLE[code][0]} (")
    assert re.findall(r"^([A-Z].*)\n {4}\S", page, re.MULTILINE) == HEADINGS
    assert rule.documentation.partition("\n")[2] in page
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"\n| {code} | {TABLE[code][0]} | " in readme
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"\b{code}\b|\brules [^:.;]*\b{code[:3]}\b", changelog)


@EVERY_RULE
def test_in_the_prose(code: str, guards: Mapping[str, tuple[str, ...]]) -> None:
    """The clauses that name it are these, and its findings refer to one of them, if to any."""
    (rule,) = [each for each in RULES if each.code == code]
    clauses = TABLE[code][1]
    assert tuple(clause for clause, codes in guards.items() if code in codes) == clauses
    assert rule.clause in {None, *clauses}
    assert (rule.clause is None) is (code[:3] not in ("IDX", "NRB", "NAM"))


@pytest.mark.parametrize("code", [each for each in BY_ITSELF if each not in NO_VECTOR])
def test_a_vector_breaks_it(code: str, reports: Reports) -> None:
    """A vector is there that has this finding and no other."""
    expected = sorted([code, *COMPANY.get(code, [])])
    assert [
        name
        for name, (_, report) in reports.items()
        if sorted(each.code for each in report.findings) == expected
    ]


@pytest.mark.parametrize("code", [*NO_VECTOR, *IN_CONTEXT])
def test_a_violation_breaks_it(code: str, tmp_path: Path) -> None:
    """Where no vector can, the files that `gen --violate` writes have this finding alone."""
    written = write_violation(violation(code), f"{tmp_path / 'broken'}{os.sep}", replace=False)
    report = idxcheck.check(written.target, dataset=written.data_set, config=written.configuration)
    assert [each.code for each in report.findings] == [code]


@pytest.mark.parametrize("code", BY_ITSELF)
def test_a_vector_obeys_it(code: str, reports: Reports) -> None:
    """A file of its kind that must or may be read was judged by it, and nothing found."""
    (rule,) = [each for each in RULES if each.code == code]
    kind = {"idx": "IDX", "norb": "NORB"}.get(rule.scope, "")
    assert [
        name
        for name, (vector, report) in reports.items()
        if name.startswith(kind)
        and vector.verdict != "invalid"
        and (rule.scope != "stream" or report.layers)
        and code in report.rules_executed
        and code not in [each.code for each in report.findings]
    ]
