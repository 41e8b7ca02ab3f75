"""check() on what is more than one file's bytes: folders, and the choices of the call."""

import io
from pathlib import Path
from typing import Any

import pytest

import idxcheck

VECTOR = bytes.fromhex("00000801 00000002 0506")


def test_a_folder(tmp_path: Path) -> None:
    """A folder stands for its matrix files; the others are passed over by name."""
    (tmp_path / "b.idx").write_bytes(VECTOR[:-1])
    (tmp_path / "a-idx1-ubyte").write_bytes(VECTOR)
    (tmp_path / "notes.txt").write_text("nothing")
    report = idxcheck.check(tmp_path)
    assert [file.path for file in report.files] == [
        str(tmp_path / "a-idx1-ubyte"),
        str(tmp_path / "b.idx"),
    ]
    assert [finding.code for finding in report.findings] == ["IDX201"]
    assert report.passed_over == (str(tmp_path / "notes.txt"),)
    assert not report.ok


def test_an_entry_that_cannot_be_read(tmp_path: Path) -> None:
    """A link that leads nowhere under a matrix's name is not left out in silence."""
    (tmp_path / "x-idx1-ubyte").symlink_to("missing")
    (file,) = idxcheck.check(tmp_path).files
    assert [(each.code, each.severity.value) for each in file.findings] == [
        ("TRN107", "undetermined")
    ]
    assert file.verdict is idxcheck.Verdict.UNDETERMINED


def test_a_folder_with_nothing_to_judge(tmp_path: Path) -> None:
    """An empty folder is no success."""
    with pytest.raises(idxcheck.UsageError, match="nothing to judge in"):
        idxcheck.check(tmp_path)


def test_the_threshold() -> None:
    """`fail_on` decides `ok`, not the verdict."""
    empty = bytes.fromhex("00000801 00000000")
    report = idxcheck.check(empty, fail_on=idxcheck.Severity.WARNING)
    assert report.files[0].verdict is idxcheck.Verdict.VALID
    assert not report.ok
    assert idxcheck.check(empty).ok


def test_selection() -> None:
    """`select` and `ignore` leave rules out by code, name or beginning."""
    cut = VECTOR[:-1]
    assert idxcheck.check(cut, ignore=["truncated-payload"]).ok
    (file,) = idxcheck.check(cut, select=["IDX2"]).files
    assert file.rules_executed == ("IDX201", "IDX202")


def test_a_configuration(tmp_path: Path) -> None:
    """It is followed where it is named; what the call says of rules comes first."""
    path = tmp_path / "a.idx"
    path.write_bytes(VECTOR)
    config = tmp_path / "my.toml"
    config.write_text(
        'ignore = ["SCH002"]\n[[files]]\npath = "*.idx"\nshape = [3]\nelement = "int8"\n'
    )
    assert idxcheck.check(path).ok
    for target in (path, tmp_path):
        report = idxcheck.check(target, config=config)
        assert [each.code for each in report.findings] == ["SCH001"]
        assert report.configuration == str(config)
    report = idxcheck.check(path, config=str(config), ignore=["SCH001"])
    assert [each.code for each in report.findings] == ["SCH002"]
    with pytest.raises(FileNotFoundError):
        idxcheck.check(path, config=tmp_path / "none.toml")


def test_the_digests(tmp_path: Path) -> None:
    """They are of the file as stored, decompressed and as IDX, and only where it was read."""
    path = tmp_path / "a.idx"
    path.write_bytes(b"\0\0\x08\x01\0\0\0\x00")
    digests = idxcheck.check(path).files[0].digests
    assert digests == dict.fromkeys(
        ["content", "stored", "values"],
        "d49cd2c2d09f5f0c8ca44512f4e25d3228558f0c6b7b333cff567d2959802796",
    )
    assert idxcheck.check(path, header_only=True).files[0].digests == {}


def test_a_folder_named_in_bytes() -> None:
    """A path in bytes is refused for a folder too."""

    class Folder:
        def __fspath__(self) -> bytes:
            return b"."

    with pytest.raises(idxcheck.UsageError, match=r"os\.fsdecode"):
        idxcheck.check(Folder())  # type: ignore[arg-type] # the mistake itself


@pytest.mark.parametrize("fail_on", ["warning", idxcheck.Severity.WARNING])
def test_the_threshold_by_name(fail_on: str | idxcheck.Severity) -> None:
    """The severity is given as the command takes it, or as a Severity."""
    assert not idxcheck.check(bytes.fromhex("00000801 00000000"), fail_on=fail_on).ok


@pytest.mark.parametrize("fail_on", ["never", "undetermined", None, 1])
def test_no_threshold(fail_on: Any) -> None:  # noqa: ANN401 - the mistake itself
    """What is no severity of findings is refused before anything is read."""
    with pytest.raises(idxcheck.UsageError, match="fail_on is one of 'error', 'warning', 'note'"):
        idxcheck.check(VECTOR, fail_on=fail_on)


@pytest.mark.parametrize("max_bytes", [-1, 1.5, "1M"])
def test_no_limit(max_bytes: Any) -> None:  # noqa: ANN401 - the mistake itself
    """What is no number of bytes is refused before anything is read."""
    with pytest.raises(idxcheck.UsageError, match="max_bytes is a number of bytes, not"):
        idxcheck.check(VECTOR, max_bytes=max_bytes)


def test_rules_about_something_else() -> None:
    """A file no rule was run on is not called valid."""
    (file,) = idxcheck.check(VECTOR, select=["NRB"]).files
    assert file.verdict is idxcheck.Verdict.UNDETERMINED
    assert file.rules_executed == ()


def test_a_long_tail_of_unknown_length() -> None:
    """Bytes seen behind the payload settle its length, wherever they come from."""
    data = bytes.fromhex("00000801 00000003 050004") + bytes(3 << 20)
    for target in (data, Unseekable(data)):
        (file,) = idxcheck.check(target, strict=False).files  # type: ignore[arg-type] # no whole file object
        assert file.verdict is idxcheck.Verdict.VALID
        assert [finding.code for finding in file.findings] == ["IDX202"]


class Unseekable:
    """A file object that only reads, as a pipe does."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        """Read at most `size` bytes."""
        return self._data.read(size)


def test_a_report_on_no_rule_run() -> None:
    """The text says why such a file is undetermined."""
    assert str(idxcheck.check(VECTOR, select=["NRB"])) == (
        "undetermined  <bytes>  IDX uint8 2\n"
        "              the selected rules leave it open (-v lists them)\n"
        "1 judged: 0 valid, 0 invalid, 1 undetermined\n"
    )
