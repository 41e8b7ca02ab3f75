"""IDX003: a header that makes sense in little-endian order only."""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING

from idxcheck.findings import Finding, Hypothesis, Severity

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

WHOLE = bytes.fromhex("02080000 01000000 02000000 0506")
SIZES = bytes.fromhex("00000802 01000000 02000000 0506")
MAGIC = bytes.fromhex("02080000 00000001 00000002 0506")
HINT = "write header and elements big-endian; where that is certain: idxcheck repair IN OUT"
EDIT = "the header should be (000008020000000100000002 at 0x0): 1 x 2 uint8 = 2 bytes of payload"
RIGHT = bytes.fromhex("00000802 00000001 00000002")


def test_three_ways_to_be_little_endian(codes: Codes) -> None:
    """The whole header, its sizes or its magic: an error in both readings, and the only one."""
    for data in (WHOLE, SIZES, MAGIC):
        assert codes(data) == [("IDX003", "error")]
        assert codes(data, strict=False) == [("IDX003", "error")]


def test_near_misses(codes: Codes) -> None:
    """Big-endian sizes that fit are right; sizes that fit in neither order are something else."""
    assert codes(bytes.fromhex("00000802 00000001 00000002 0506")) == []
    assert codes(bytes.fromhex("00000802 01000000 02000000 050607")) == [("IDX201", "error")]
    assert codes(bytes.fromhex("02070000 01000000 02000000 0506")) == [("TRN005", "error")]


def test_one_root_cause(codes: Codes) -> None:
    """A reversed magic stands for all that follows: a cut header, any length of the payload."""
    assert codes(WHOLE[:7]) == [("IDX003", "error")]
    assert codes(WHOLE[:-1]) == [("IDX003", "error")]
    assert codes(WHOLE + b"\0") == [("IDX003", "error")]
    assert codes(bytes.fromhex("04080000") + bytes(16)) == [("IDX003", "error")]
    assert codes(bytes.fromhex("01080000 000000FF")) == [("IDX003", "error")]
    assert codes(gzip.compress(SIZES)) == [("IDX003", "error")]


def test_the_whole_header(findings: Findings) -> None:
    """The finding says what the magic means, 2051 for images, and which sizes."""
    data = struct.pack("<4I", 2051, 2, 1, 10) + bytes(range(1, 21))
    (finding,) = findings(data)
    assert finding == Finding(
        code="IDX003",
        name="little-endian-header",
        severity=Severity.ERROR,
        message=(
            "the magic is little-endian; in the right order: magic 2051, 2 x 1 x 10 uint8,"
            " which fits the length"
        ),
        offset=0,
        length=4,
        field="prefix",
        clause="IDX-3.4",
        expected="00000803 and big-endian sizes",
        actual="03080000 02000000 01000000 0A000000",
        hint=HINT,
        hypotheses=(
            Hypothesis(
                "the header should be (0000080300000002000000010000000A at 0x0):"
                " 2 x 1 x 10 uint8 = 20 bytes of payload",
                0,
                data[:16],
                bytes.fromhex("00000803 00000002 00000001 0000000A"),
            ),
        ),
    )


def test_the_sizes_alone(findings: Findings) -> None:
    """The finding says that the magic is right and the sizes are not."""
    (finding,) = findings(SIZES)
    assert finding.message == (
        "the sizes are little-endian; in the right order: magic 2050, 1 x 2 uint8,"
        " which fits the length"
    )
    assert (finding.offset, finding.length, finding.field) == (4, 8, "shape")
    assert finding.expected == "00000802 and big-endian sizes"
    assert finding.actual == "00000802 01000000 02000000 0506"
    assert finding.hypotheses == (Hypothesis(EDIT, 0, SIZES[:12], RIGHT),)


def test_the_magic_alone(findings: Findings) -> None:
    """Sizes that fit as they stand are taken so, whatever the magic."""
    (finding,) = findings(MAGIC)
    assert finding.message == (
        "the magic is little-endian; in the right order: magic 2050, 1 x 2 uint8,"
        " which fits the length"
    )
    assert finding.hypotheses == (Hypothesis(EDIT, 0, MAGIC[:12], RIGHT),)


def test_sizes_that_do_not_fit(findings: Findings) -> None:
    """Where the length contradicts the sizes, no edit is offered."""
    (finding,) = findings(WHOLE + b"\0")
    assert finding.message == (
        "the magic is little-endian; in the right order: magic 2050, 1 x 2 uint8"
    )
    assert finding.hypotheses == ()


def test_a_cut_header(findings: Findings) -> None:
    """Where the sizes are cut off, the finding says so and no more."""
    (finding,) = findings(WHOLE[:10])
    assert finding.message == (
        "the magic is little-endian; in the right order: magic 2050, the file ends inside the sizes"
    )
    assert finding.actual == "02080000 01000000 0200"
    assert finding.hypotheses == ()
