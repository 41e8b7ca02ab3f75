"""TRN106: a limit kept the file from being judged whole."""

from __future__ import annotations

import gzip
import lzma
from typing import TYPE_CHECKING

import pytest

from idxcheck.checking import check
from idxcheck.findings import Verdict

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

IDX = bytes.fromhex("00000801 00000003 050607")
THRICE = gzip.compress(gzip.compress(gzip.compress(IDX)))


def xz_with_dictionary(size: int) -> bytes:
    """Return IDX as an xz stream whose decoder needs a dictionary of `size` bytes."""
    return lzma.compress(
        IDX, lzma.FORMAT_XZ, filters=[{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": size}]
    )


def test_a_third_layer(codes: Codes) -> None:
    """Three layers leave the file undetermined in both readings; two do not."""
    assert codes(THRICE) == [("TRN106", "undetermined")]
    assert codes(THRICE, strict=False) == [("TRN106", "undetermined")]
    assert check(THRICE).files[0].verdict is Verdict.UNDETERMINED
    assert ("TRN106", "undetermined") not in codes(gzip.compress(gzip.compress(IDX)))


def test_a_large_decoder(codes: Codes, findings: Findings) -> None:
    """A dictionary of 128 MiB is beyond the limit, one of 64 MiB is not."""
    assert codes(xz_with_dictionary(64 << 20)) == []
    (finding,) = findings(xz_with_dictionary(128 << 20))
    assert str(finding) == (
        "TRN106 expansion-limit at 0x0: decoding needs more memory than the limit of 80 MiB;"
        " next: decompress it with its own tool and check the result"
    )
    assert finding.severity.value == "undetermined"


def test_maximum_bytes_of_a_file_as_stored() -> None:
    """Where nothing is compressed, nothing is to be decompressed."""
    (finding,) = check(IDX, max_bytes=10).findings
    assert (finding.code, finding.hint) == ("TRN106", "raise --max-bytes")


def test_maximum_bytes() -> None:
    """More content than --max-bytes allows leaves the file undetermined."""
    report = check(gzip.compress(IDX), max_bytes=10)
    (finding,) = report.findings
    assert (finding.code, finding.offset, finding.message, finding.hint) == (
        "TRN106",
        None,
        "the content is longer than the limit of 10 bytes",
        "raise --max-bytes, or decompress it with its own tool and check the result",
    )
    assert report.files[0].verdict is Verdict.UNDETERMINED
    assert check(gzip.compress(IDX), max_bytes=11).findings == ()


@pytest.mark.parametrize(("size", "codes_found"), [(1 << 20, []), (1 << 21, ["TRN106"])])
def test_a_lenient_reading_of_a_long_stream(size: int, codes_found: list[str]) -> None:
    """Where trailing bytes are ignored, a stream is still read on only so far."""
    nothing = bytes.fromhex("00000801 00000000")
    report = check(gzip.compress(nothing + bytes(size)), strict=False)
    found = [each.code for each in report.findings if each.severity.value == "undetermined"]
    assert found == codes_found
