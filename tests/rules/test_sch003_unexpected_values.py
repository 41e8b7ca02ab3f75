"""SCH003: values out of the range, or a digest, that the configuration does not expect."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Expecting, Reporting

IDX = struct.pack(">4B2I6s", 0, 0, 8, 2, 2, 3, bytes([0, 9, 10, 3, 255, 5]))
INT16 = struct.pack(">4BI4h", 0, 0, 0x0B, 1, 4, -3, 0, 258, 2)
NORB = struct.pack("<I4i4h", 0x1E3D4C56, 1, 4, 1, 1, -3, 0, 258, 2)
NAN = struct.pack(">4BI3f", 0, 0, 0x0D, 1, 3, 0.5, float("nan"), 1.5)
ONLY_NAN = struct.pack(">4BI1f", 0, 0, 0x0D, 1, 1, float("nan"))
STORED = bytes.fromhex(  # IDX, compressed
    "1f8b08000000000002036360e060626060006166064e2ee6ffac007e77af5612000000"
)
SHA256 = "aa06b91c208d048534a8fd1a3cb861341e2c01d27455d33d04f676c19449f4d8"
STORED_SHA256 = "24b7e4071cc304f52f92b45d44ff839504fd6a45661bee24bb9a4ad824f0f206"
VALUES_SHA256 = "c1d1bcd28996d510c63b78ba092852a1113ef145e09d27ff4f92aabe14b60a92"
NORB_SHA256 = "6788f2e03dfa87182a8381639b92b5685e338e92a976bd38832ce93b53f5f2b5"
OTHER = "0" * 64


@pytest.mark.parametrize(
    ("data", "bounds"),
    [
        (IDX, "[0, 255]"),
        (IDX, "[-0.5, inf]"),
        (INT16, "[-3, 258]"),
        (NORB, "[-3, 258]"),
        (STORED, "[0, 255]"),
    ],
)
def test_in_range(expecting: Expecting, data: bytes, bounds: str) -> None:
    """Both bounds are in the range."""
    assert expecting(f"range = {bounds}", data) == ()


@pytest.mark.parametrize(
    ("data", "bounds", "place", "actual"),
    [
        (IDX, "[0, 9]", (14, 1), "10 at element 2; all numbers go from 0 to 255"),
        (IDX, "[1, 255]", (12, 1), "0 at element 0; all numbers go from 0 to 255"),
        (IDX, "[0, 254.5]", (16, 1), "255 at element 4; all numbers go from 0 to 255"),
        (INT16, "[-3, 257]", (12, 2), "258 at element 2; all numbers go from -3 to 258"),
        (NORB, "[-2, 258]", (20, 2), "-3 at element 0; all numbers go from -3 to 258"),
        (STORED, "[0, 9]", (14, 1), "10 at element 2; all numbers go from 0 to 255"),
    ],
)
def test_out_of_range(
    expecting: Expecting, data: bytes, bounds: str, place: tuple[int, int], actual: str
) -> None:
    """It is an error in both readings, at the first value."""
    for strict in (True, False):
        (finding,) = expecting(f"range = {bounds}", data, strict=strict)
        assert (finding.code, finding.severity.value) == ("SCH003", "error")
        assert (finding.offset, finding.length) == place
        assert finding.field == "payload"
        assert finding.actual == actual


def test_the_finding(expecting: Expecting) -> None:
    """The values are counted, and the first one and the extremes are told."""
    (finding,) = expecting("range = [0, 9]", IDX)
    assert str(finding) == (
        "SCH003 unexpected-values at 0xe: 2 values of 6 out of range; expected values from 0 to"
        " 9; found 10 at element 2; all numbers go from 0 to 255; next: look at this value; if"
        " it is right, correct the range in the configuration"
    )


def test_nan(expecting: Expecting) -> None:
    """NaN is in no range, not even in one without ends."""
    note, finding = expecting("range = [-inf, inf]", NAN)
    assert (note.code, finding.code, finding.offset) == ("VAL001", "SCH003", 12)
    assert finding.actual == "nan at element 1; all numbers go from 0.5 to 1.5"
    _, finding = expecting("range = [0, 1]", ONLY_NAN)
    assert finding.actual == "nan at element 0"


@pytest.mark.parametrize(
    ("data", "digest"),
    [
        (IDX, f"sha256:{SHA256}"),
        (IDX, "md5:d3093524111c06ae0544f5d8e90130ad"),
        (IDX, "sha1:dcf13ebdd979ee7968b31369eca81c1ad951d54c"),
        (STORED, f"sha256:{STORED_SHA256}"),
        (STORED, "md5:1ba9d4df2a7cf1716f122d71d1b7c45b"),
        (STORED, "sha1:66017ac2db4117fe57141c76630665869a285d22"),
        (STORED, f"sha256:{SHA256.upper()}"),
        (STORED, "md5:d3093524111c06ae0544f5d8e90130ad"),
        (STORED, "sha1:dcf13ebdd979ee7968b31369eca81c1ad951d54c"),
        (NORB, f"sha256:{NORB_SHA256}"),
        (NORB, f"sha256:{VALUES_SHA256}"),
        (INT16, f"sha256:{VALUES_SHA256}"),
    ],
)
def test_the_digest_expected(expecting: Expecting, data: bytes, digest: str) -> None:
    """That of the file as stored, of its content or of its values will do."""
    assert expecting(f'digest = "{digest}"', data) == ()


@pytest.mark.parametrize(
    ("data", "digest", "actual"),
    [
        (IDX, f"sha256:{OTHER}", f"{SHA256} (stored, content, values)"),
        (STORED, f"sha256:{OTHER}", f"{STORED_SHA256} (stored), {SHA256} (content, values)"),
        (NORB, f"sha256:{OTHER}", f"{NORB_SHA256} (stored, content), {VALUES_SHA256} (values)"),
        (IDX, f"md5:{OTHER[:32]}", "d3093524111c06ae0544f5d8e90130ad (stored, content)"),
        (
            NORB,
            "md5:3bb1b249e99691a65e49538db547feb8",  # of INT16: md5 is not taken of values
            "5643d33252fdf7ac8bfc49171e8c4a3e (stored, content)",
        ),
    ],
)
def test_another_digest(expecting: Expecting, data: bytes, digest: str, actual: str) -> None:
    """It is an error in both readings, and all digests by this algorithm are told."""
    for strict in (True, False):
        (finding,) = expecting(f'digest = "{digest}"', data, strict=strict)
        assert (finding.code, finding.severity.value) == ("SCH003", "error")
        assert (finding.offset, finding.field) == (None, None)
        assert finding.actual == actual


def test_the_finding_of_a_digest(expecting: Expecting) -> None:
    """The digest that was expected and those there are stand beside each other."""
    (finding,) = expecting(f'digest = "sha1:{OTHER[:40]}"', IDX)
    assert str(finding) == (
        "SCH003 unexpected-values: another sha1 than the one expected; expected sha1"
        " 0000000000000000000000000000000000000000; found"
        " dcf13ebdd979ee7968b31369eca81c1ad951d54c (stored, content); next: fetch the file"
        " again; if its change was meant, correct the configuration"
    )


def test_the_range_comes_first(expecting: Expecting) -> None:
    """One finding: the value that is wrong, and the digest where no value is."""
    keys = f'digest = "sha256:{OTHER}"\nrange = [0, {{}}]'
    (finding,) = expecting(keys.format(9), IDX)
    assert finding.message == "2 values of 6 out of range"
    (finding,) = expecting(keys.format(255), IDX)
    assert finding.message == "another sha256 than the one expected"


def test_another_matrix_comes_first(expecting: Expecting) -> None:
    """The values of another shape or element type are not looked at."""
    keys = f'range = [0, 9]\ndigest = "sha256:{OTHER}"\n'
    assert [each.code for each in expecting(f"{keys}shape = [6]", IDX)] == ["SCH001"]
    assert [each.code for each in expecting(f'{keys}element = "int8"', IDX)] == ["SCH002"]


@pytest.mark.parametrize("keys", ["range = [0, 9]", f'digest = "sha256:{OTHER}"'])
def test_the_payload_is_needed(reporting: Reporting, keys: str) -> None:
    """Where it is not read, the rule is skipped and says so."""
    report = reporting(keys, IDX, header_only=True)
    assert report.findings == ()
    reasons = {each.code: each.reason for each in report.rules_skipped}
    assert reasons["SCH003"] == "the payload was not scanned whole"


def test_nothing_is_expected(reporting: Reporting) -> None:
    """Other keys leave the values open; without any the rules have nothing to do."""
    assert reporting("shape = [2, 3]", IDX).findings == ()
    report = reporting("", IDX)
    reasons = {each.code: each.reason for each in report.rules_skipped}
    assert [reasons[code] for code in ("SCH001", "SCH002", "SCH003")] == [
        "nothing is expected of it",
        "nothing is expected of it",
        "nothing is expected of it",
    ]


def test_damage_comes_first(expecting: Expecting) -> None:
    """A file that is no sound matrix is not compared."""
    assert [each.code for each in expecting("range = [0, 1]", IDX[:-1])] == ["IDX201"]
