"""For every rule, files on which a check finds that rule broken, and nothing else."""

import gzip
import hashlib
import os
import struct
from pathlib import Path

import pytest

import idxcheck
from idxcheck.rules import RULES
from idxcheck.synth.violations import Expected, Written, violation, violations, write_violation
from idxcheck.synth.violations.smallnorb import categories, table, table_rows

TRAIN = "smallnorb-5x46789x9x18x6x2x96x96-training-"
TEST = "smallnorb-5x01235x9x18x6x2x96x96-testing-"
IN_CONTEXT = {  # what these files are is typed in here too: the rule, the file, the offset
    "SET001": ("labels.idx", 4),
    "SET002": (f"{TEST}cat.mat.gz", None),
    "SET003": (f"{TRAIN}info.mat.gz", 20),
    "SET004": (f"{TEST}info.mat.gz", 100),
    "PRF001": ("shape.idx", 4),
    "PRF002": ("labels.idx.gz", 2),
    "PRF003": ("categories.mat.gz", 36),
    "PRF004": ("categories.mat.gz", None),
    "PRF005": ("categories.mat.gz", None),
    "PRF006": ("images.idx.gz", 7586784),
    "PRF007": ("categories.mat.gz", None),
    "SCH001": ("pair.idx", 4),
    "SCH002": ("pair.idx", 2),
    "SCH003": ("pair.idx", 9),
    "TRN106": ("layers.idx.gz", 0),
    "TRN107": ("loop.idx", None),
}
IMAGES = "b992e01accddfcefedff598bf920a1e650f8540e85a050ee624b21b848c35b21"  # sha256
LARGEST = 50_000  # bytes of a file


def write(code: str, folder: Path) -> Written:
    """Write the violation of a rule into a folder of its own."""
    return write_violation(violation(code), f"{folder / code}{os.sep}", replace=False)


def check(written: Written, target: Path | None = None) -> idxcheck.Report:
    """Check what was written as it says, or another path in the same way."""
    return idxcheck.check(
        target or written.target, dataset=written.data_set, config=written.configuration
    )


def found(report: idxcheck.Report) -> tuple[Expected, ...]:
    """Return file, rule and offset of every finding."""
    return tuple(
        Expected(Path(file.path).name, each.code, each.offset)
        for file in report.files
        for each in file.findings
    )


def test_every_rule_once_and_in_order() -> None:
    """There is one violation of each rule, in the order in which the rules are run."""
    assert [each.rule for each in violations()] == [rule.code for rule in RULES]


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_exactly_this_rule(code: str, tmp_path: Path) -> None:
    """All that a check finds is what is promised: one finding, of this rule, its own severity.

    It is the same whether the file is named or the folder that holds nothing else.
    """
    written = write(code, tmp_path)
    report = check(written)
    assert found(report) == violation(code).findings
    assert found(check(written, tmp_path / code)) == violation(code).findings
    own = [each for each in report.findings if each.code == code]
    (rule,) = [each for each in RULES if each.code == code]
    assert [each.severity for each in own] == [rule.severity]
    company = [each.code for each in report.findings if each.code != code]
    assert company == (["IDX103"] if code == "IDX104" else [])


@pytest.mark.parametrize("code", IN_CONTEXT)
def test_where_the_finding_is(code: str) -> None:
    """File and offset of what no vector can be are these."""
    file, offset = IN_CONTEXT[code]
    assert violation(code).findings == (Expected(file, code, offset),)


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_small_and_always_the_same(code: str) -> None:
    """A violation is made of a few small files, byte for byte the same each time."""
    broken = violation(code)
    assert broken.files == broken.files
    assert len(broken.files) + len(broken.links) in range(1, 7)
    assert max(map(len, broken.files.values()), default=0) <= LARGEST


def test_the_bytes() -> None:
    """Some files, typed in or by their digests, so that no version of anything changes them."""
    assert violation("TRN001").files == {"n_1.1_empty-file.idx": b""}
    assert violation("PRF001").files == {"shape.idx": bytes.fromhex("00000801 00000001 01")}
    assert violation("SCH001").files == {"pair.idx": bytes.fromhex("00000801 00000002 0102")}
    assert violation("TRN106").files["layers.idx.gz"][:12].hex() == "1f8b08000000000000ff0137"
    images = violation("PRF006").files["images.idx.gz"]
    assert hashlib.sha256(images).hexdigest() == IMAGES
    content = gzip.decompress(images)
    assert len(content) == 7840016
    assert content[:16] == struct.pack(">4B3L", 0, 0, 8, 3, 10000, 28, 28)
    assert content[7586783:7586785] == b"\1\0"
    assert content[7587567:7587569] == b"\0\1"
    assert content.count(0) == 2 + 2 + 3 + 3 + 784  # of the header and of the black one


@pytest.mark.parametrize("code", ["idx201", "IDX201"])
def test_by_code(code: str) -> None:
    """A rule is called by its code, in upper or lower case."""
    assert violation(code).rule == "IDX201"


@pytest.mark.parametrize("code", ["IDX999", "truncated-payload", "ALL", ""])
def test_an_unknown_rule(code: str) -> None:
    """Anything else is refused, with the way to the list."""
    with pytest.raises(idxcheck.UsageError) as caught:
        violation(code)
    assert str(caught.value) == (
        f"unknown rule {code!r}: expected a code such as IDX201; idxcheck explain --all lists"
        " the rules"
    )


def test_without_the_missing_payload(tmp_path: Path) -> None:
    """IDX201: with the label that is missing nothing is found."""
    written = write("IDX201", tmp_path)
    data = written.target.read_bytes()
    assert data == bytes.fromhex("00000801 00000001")
    written.target.write_bytes(data + b"\7")
    assert found(check(written)) == ()


def test_without_the_padding_that_is_not_1(tmp_path: Path) -> None:
    """NRB104: with 1 in all unused size slots nothing is found, so no other fault was hidden."""
    written = write("NRB104", tmp_path)
    data = written.target.read_bytes()
    assert data[4:8] == struct.pack("<l", 1)
    written.target.write_bytes(data[:12] + struct.pack("<2l", 1, 1) + data[20:])
    assert found(check(written)) == ()


def test_without_the_odd_value(tmp_path: Path) -> None:
    """PRF003: with 4 in place of 5 these are smallNORB's categories, and verified."""
    written = write("PRF003", tmp_path)
    data = gzip.decompress(written.target.read_bytes())
    assert data[20:40] == struct.pack("<5l", 0, 1, 2, 3, 5)
    mended = data.replace(struct.pack("<l", 5), struct.pack("<l", 4))
    written.target.write_bytes(gzip.compress(mended))
    report = check(written)
    assert found(report) == ()
    assert report.files[0].content.value == "verified"


def test_without_the_repeated_row(tmp_path: Path) -> None:
    """SET004: with the sixth row as published nothing is found."""
    written = write("SET004", tmp_path)
    path = tmp_path / "SET004" / f"{TEST}info.mat.gz"
    rows = gzip.decompress(path.read_bytes())
    assert rows[100:116] == bytes(16)
    assert rows[116:132] == struct.pack("<4l", 0, 0, 0, 1)
    path.write_bytes(gzip.compress(rows[:100] + rows[116:132] + rows[116:]))
    assert found(check(written)) == ()


def test_without_the_sibling(tmp_path: Path) -> None:
    """SET001: each of the two files is good by itself."""
    written = write("SET001", tmp_path)
    (tmp_path / "SET001" / "images.idx").unlink()
    assert found(check(written)) == ()


def test_the_published_files() -> None:
    """Categories and test table have the md5 published of smallNORB's files."""
    assert hashlib.md5(categories(), usedforsecurity=False).hexdigest() == (
        "fd5120d3f770ad57ebe620eb61a0b633"
    )
    rows = table_rows()
    assert (len(rows), rows[4:6], rows[-1]) == (24300, [(0, 0, 0, 0), (0, 0, 0, 1)], (5, 8, 34, 5))
    assert hashlib.md5(table(rows), usedforsecurity=False).hexdigest() == (
        "7c5b871cc69dcadec1bf6a18141f5edc"
    )
