"""IDX vectors byte for byte, their answers and findings, all typed in by hand."""

import pytest

from idxcheck.vectors.idx import idx_vectors
from idxcheck.vectors.vector import Promise, Vector

# Identifier, bytes, answer of a reader.
READ = [
    ("IDX-1.1_header-and-payload", "00000801 00000003 050004", "ok uint8 3 | 5 0 4"),
    (
        "IDX-2.2_eight-bytes-as-int16",
        "00000B01 00000004 C0010203 44050687",
        "ok int16 4 | -16383 515 17413 1671",
    ),
    (
        "IDX-2.2_eight-bytes-as-int32",
        "00000C01 00000002 C0010203 44050687",
        "ok int32 2 | -1073675773 1141180039",
    ),
    ("IDX-2.3_int32-rank-0", "00000C00 FF010102", "ok int32 | -16711422"),
    ("IDX-3.2_size-2147483648", "00000802 80000000 00000000", "ok uint8 2147483648 0 |"),
    (
        "IDX-4.1_int8-rank-2",
        "00000902 00000002 00000003 8126CB70 15BA",
        "ok int8 2 3 | -127 38 -53 112 21 -70",
    ),
    (
        "IDX-4.1_int16-rank-2",
        "00000B02 00000002 00000003 81021E3D BB7858B3 F5EE9329",
        "ok int16 2 3 | -32510 7741 -17544 22707 -2578 -27863",
    ),
    (
        "IDX-4.1_int32-rank-2",
        "00000C02 00000002 00000003 80010203 1F3E5D7C BE7BB8F5 5DB9146E FCF66FE7 9C33CB60",
        "ok int32 2 3 | -2147417597 524180860 -1099187979 1572410478 -50958361 -1674327200",
    ),
    (
        "IDX-4.1_float32-rank-2",
        "00000D02 00000002 00000003 3FC12345 BFD3579C 3FE58BF3 BFF7C04A 4009F4A1 C01C28F8",
        "ok float32 2 3 | 3fc12345 bfd3579c 3fe58bf3 bff7c04a 4009f4a1 c01c28f8",
    ),
    (
        "IDX-4.1_float64-rank-1",
        (
            "00000E01 00000005 3FF81234 56789ABC C00A468A CF2468AB 401C7AE1 47D0369A"
            "C02EAF37 C07C0489 4040E38E 3927D278"
        ),
        (
            "ok float64 5 | 3ff8123456789abc c00a468acf2468ab 401c7ae147d0369a c02eaf37c07c0489"
            " 4040e38e3927d278"
        ),
    ),
    (
        "IDX-4.5_float32-nan-bits",
        "00000D01 00000004 7F800001 7FC12345 FFC00000 FFABCDEF",
        "ok float32 4 | 7f800001 7fc12345 ffc00000 ffabcdef",
    ),
    (
        "IDX-5.1_gzip-two-members",
        (
            "1F8B0800 00000000 00FF 01 0F00 F0FF 00000802 00000002 00000003 8001FF CA2357E4 0F000000"
            "1F8B0800 00000000 00FF 01 0300 FCFF 027F03 FF396BCD 03000000"
        ),
        "ok uint8 2 3 | 128 1 255 2 127 3",
    ),
]
# Identifier, bytes, findings.
REFUSED = [
    ("IDX-1.1_empty-file", "", [("TRN001", 0)]),
    ("IDX-2.2_code-0a", "00000A01 00000004 01020304", [("IDX002", 2)]),
    ("IDX-3.1_rank-3-header-of-10", "00000803 00000002 0000", [("IDX101", 10)]),
    (
        "IDX-3.4_int16-header-reversed",
        "020B0000 02000000 03000000 81021E3D BB7858B3 F5EE9329",
        [("IDX003", 0)],
    ),
    (
        "IDX-4.1_int32-wholly-reversed",
        "010C0000 03000000 03020180 7C5D3E1F F5B87BBE",
        [("IDX003", 0)],
    ),
    (
        "IDX-4.3_769546-by-494770-by-48448661",
        "00000803 000BBE0A 00078CB2 02E34495 01020304",
        [("IDX201", 20)],
    ),
    (
        "IDX-4.3_int16-mid-element",
        "00000B02 00000003 00000002 81021E3D BB7858B3 F5EE93",
        [("IDX201", 23)],
    ),
    (
        "IDX-4.3_four-largest-sizes",
        "00000804 FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF",
        [("IDX104", 4), ("IDX105", 3), ("IDX201", 20)],
    ),
    ("IDX-4.4_int16-one-byte-behind", "00000B01 00000003 81021E3D BB7800", [("IDX202", 14)]),
    (
        "IDX-5.2_int32-short-but-long-enough-as-ubyte",
        "00000C01 00000005 05000401 09",
        [("IDX201", 13), ("NAM002", None)],
    ),
]


@pytest.fixture
def by_identifier() -> dict[str, Vector]:
    """Every IDX vector by its identifier."""
    return {vector.identifier: vector for vector in idx_vectors()}


@pytest.mark.parametrize(("identifier", "data", "answer"), READ)
def test_bytes_and_answer(
    by_identifier: dict[str, Vector], identifier: str, data: str, answer: str
) -> None:
    """The bytes, and what a reader answers for them."""
    vector = by_identifier[identifier]
    assert vector.data == bytes.fromhex(data)
    assert vector.reading is not None
    first, _, values = answer.partition(" |")
    assert vector.reading.text == "\n".join([first, *values.split(), ""])


@pytest.mark.parametrize(("identifier", "data", "findings"), REFUSED)
def test_bytes_and_findings(
    by_identifier: dict[str, Vector],
    identifier: str,
    data: str,
    findings: list[tuple[str, int | None]],
) -> None:
    """The bytes, and all that a checker finds in them."""
    vector = by_identifier[identifier]
    assert vector.data == bytes.fromhex(data)
    assert vector.verdict == "invalid"
    assert vector.findings == tuple(Promise(rule, offset) for rule, offset in findings)


def test_large_payload(by_identifier: dict[str, Vector]) -> None:
    """One payload has 64 KiB, so that neither size nor index fits 16 bits signed."""
    vector = by_identifier["IDX-4.3_labels-65536"]
    assert vector.data[:8] == bytes.fromhex("00000801 00010000")
    assert len(vector.data) == 8 + 65536
    assert vector.data[8:13] == bytes([0, 7, 4, 1, 8])
    assert vector.data[8 + 256] == 3  # (7 x 256 + 1) mod 10
    assert vector.data[-1] == 0  # (7 x 65535 + 255) mod 10
