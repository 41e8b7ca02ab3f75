"""TRN107: a file that could not be read."""

from pathlib import Path

from idxcheck.checking import check
from idxcheck.findings import Verdict


def test_a_missing_file(tmp_path: Path) -> None:
    """A missing file is undetermined in both readings, and nothing else is said of it."""
    for strict in (True, False):
        report = check(tmp_path / "labels-idx1-ubyte.gz", strict=strict)
        (finding,) = report.findings
        assert (finding.code, finding.severity.value) == ("TRN107", "undetermined")
        assert str(finding) == (
            "TRN107 unreadable: the file could not be read: No such file or directory;"
            " next: check the path, its permissions and the device"
        )
        assert (finding.offset, finding.length) == (None, None)
        assert report.files[0].verdict is Verdict.UNDETERMINED


def test_a_link_to_itself(tmp_path: Path) -> None:
    """The reason is the system's own."""
    path = tmp_path / "loop.idx"
    path.symlink_to(path)
    (finding,) = check(path).findings
    assert finding.message == "the file could not be read: Too many levels of symbolic links"


def test_a_file_that_is_there(tmp_path: Path) -> None:
    """A file that can be read is judged by its bytes, even where there are none."""
    path = tmp_path / "labels-idx1-ubyte"
    path.write_bytes(b"")
    (finding,) = check(path).findings
    assert finding.code == "TRN001"


def test_all_other_rules_are_skipped(tmp_path: Path) -> None:
    """No rule claims anything of bytes that nobody saw."""
    (file,) = check(tmp_path / "missing").files
    assert file.rules_executed == ("TRN107", "TRN106")
    assert {each.reason for each in file.rules_skipped} == {"the file could not be read"}
