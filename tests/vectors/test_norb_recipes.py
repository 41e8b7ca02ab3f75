"""NORB vectors of every kind, their bytes pinned by hand."""

import pytest

from idxcheck.vectors import Promise, Reading
from idxcheck.vectors.norb import norb_vectors

BY_NAME = {vector.identifier: vector for vector in norb_vectors()}
READ = [
    (
        "NORB-1.1_header-then-payload",
        "55 4C 3D 1E  01 00 00 00  03 00 00 00  01 00 00 00  01 00 00 00  05 00 04",
        Reading("uint8", (3,), (5, 0, 4)),
    ),
    (
        "NORB-2.2_int16-rank-2",
        (
            "56 4C 3D 1E  02 00 00 00  02 00 00 00  03 00 00 00  01 00 00 00"
            "03 01  FA FD  09 03  F4 FB  0F 05  EE F9"
        ),
        Reading("int16", (2, 3), (259, -518, 777, -1036, 1295, -1554)),
    ),
    (
        "NORB-2.2_int32-rank-1",
        (
            "54 4C 3D 1E  01 00 00 00  03 00 00 00  01 00 00 00  01 00 00 00"
            "05 03 02 01  F6 F9 FB FD  0F 09 06 03"
        ),
        Reading("int32", (3,), (16909061, -33818122, 50727183)),
    ),
    (
        "NORB-2.2_float32-rank-1",
        (
            "51 4C 3D 1E  01 00 00 00  03 00 00 00  01 00 00 00  01 00 00 00"
            "00 00 A0 3F  00 00 20 C0  00 00 70 40"
        ),
        Reading("float32", (3,), (0x3FA00000, 0xC0200000, 0x40700000)),
    ),
    (
        "NORB-2.2_float64-rank-1",
        (
            "53 4C 3D 1E  01 00 00 00  03 00 00 00  01 00 00 00  01 00 00 00"
            "9A 99 99 99 99 99 F1 3F  9A 99 99 99 99 99 01 C0  67 66 66 66 66 66 0A 40"
        ),
        Reading("float64", (3,), (0x3FF199999999999A, 0xC00199999999999A, 0x400A666666666667)),
    ),
    (
        "NORB-2.4_int8-rank-2",
        "57 4C 3D 1E  02 00 00 00  02 00 00 00  03 00 00 00  01 00 00 00  01 FE 03 FC 05 FA",
        Reading("int8", (2, 3), (1, -2, 3, -4, 5, -6)),
    ),
    (
        "NORB-2.3_big-endian-int16-rank-2",
        (
            "1E 3D 4C 56  00 00 00 02  00 00 00 02  00 00 00 03  00 00 00 01"
            "01 03  FD FA  03 09  FB F4  05 0F  F9 EE"
        ),
        Reading("int16", (2, 3), (259, -518, 777, -1036, 1295, -1554)),
    ),
    (
        "NORB-2.5_long-of-8-bytes",
        (
            "58 4C 3D 1E  02 00 00 00  01 00 00 00  02 00 00 00  01 00 00 00"
            "FB FF FF FF FF FF FF FF  00 00 00 00 00 01 00 00"
        ),
        Reading("int64", (1, 2), (-5, 1099511627776)),
    ),
    (
        "NORB-3.2_rank-0-uint8-header-of-8",
        "55 4C 3D 1E  00 00 00 00  C8",
        Reading("uint8", (), (200,)),
    ),
    (
        "NORB-3.2_rank-0-int16-header-of-20",
        "56 4C 3D 1E  00 00 00 00  01 00 00 00  01 00 00 00  01 00 00 00  02 01",
        Reading("int16", (), (258,)),
    ),
    (
        "NORB-3.3_rank-9",
        (
            "55 4C 3D 1E  09 00 00 00  01 00 00 00  01 00 00 00  01 00 00 00  01 00 00 00"
            "01 00 00 00  01 00 00 00  01 00 00 00  01 00 00 00  02 00 00 00  FF FD"
        ),
        Reading("uint8", (1, 1, 1, 1, 1, 1, 1, 1, 2), (255, 253)),
    ),
    (
        "NORB-4.1_size-0-second",
        "54 4C 3D 1E  03 00 00 00  02 00 00 00  00 00 00 00  03 00 00 00",
        Reading("int32", (2, 0, 3), ()),
    ),
    (
        "NORB-4.2_padding-rank-1-7-9",
        "55 4C 3D 1E  01 00 00 00  03 00 00 00  07 00 00 00  09 00 00 00  05 06 07",
        Reading("uint8", (3,), (5, 6, 7)),
    ),
    (
        "NORB-6.1_gzip-stored",
        (
            "1F 8B 08 00  00 00 00 00  00 FF  01  1A 00  E5 FF"
            "55 4C 3D 1E  02 00 00 00  02 00 00 00  03 00 00 00  01 00 00 00  01 02 03 FA FB FC"
            "8E B2 FA D7  1A 00 00 00"
        ),
        Reading("uint8", (2, 3), (1, 2, 3, 250, 251, 252)),
    ),
]
REFUSED = [
    (
        "NORB-2.3_magic-alone-big-endian",
        "1E 3D 4C 55  01 00 00 00  02 00 00 00  01 00 00 00  01 00 00 00  05 06",
        (Promise("NRB002", 0), Promise("NRB102", 4)),
    ),
    (
        "NORB-3.1_rank-minus-1",
        "55 4C 3D 1E  FF FF FF FF  03 00 00 00  01 00 00 00  01 00 00 00  05 06 07",
        (Promise("NRB102", 4),),
    ),
    (
        "NORB-4.1_size-two-negative",
        (
            "55 4C 3D 1E  02 00 00 00  FD FF FF FF  FC FF FF FF  01 00 00 00"
            "00 01 02 03 04 05 06 07 08 09 0A 0B"
        ),
        (Promise("NRB103", 12),),
    ),
    (
        "NORB-4.3_rank-1-int32-without-padding",
        (
            "54 4C 3D 1E  01 00 00 00  05 00 00 00"
            "00 00 00 00  01 00 00 00  02 00 00 00  03 00 00 00  04 00 00 00"
        ),
        (Promise("NRB105", 12),),
    ),
    (
        "NORB-4.3_rank-4-ends-at-22",
        "53 4C 3D 1E  04 00 00 00  02 00 00 00  03 00 00 00  04 00 00 00  05 00",
        (Promise("NRB101", 22),),
    ),
    (
        "NORB-5.2_rows-padded-to-4-bytes",
        "55 4C 3D 1E  02 00 00 00  02 00 00 00  03 00 00 00  01 00 00 00  01 02 03 00 04 05 06 00",
        (Promise("NRB202", 26),),
    ),
    (
        "NORB-5.3_product-2-64-plus-4",
        "55 4C 3D 1E  03 00 00 00  0A BE 0B 00  B2 8C 07 00  95 44 E3 02  05 06 07 08",
        (Promise("NRB201", 24),),
    ),
    (
        "NORB-5.3_newline-translation",
        (
            "55 4C 3D 1E  02 00 00 00  0D 0A 00 00 00  02 00 00 00  01 00 00 00"
            "0D 0A 01  0D 0A 02  0D 0A 03  0D 0A 04  0D 0A 05"
            "0D 0A 0D 0A 0D 0A 0D 0A 0D 0A  0D 0A 0D 0A 0D 0A 0D 0A 0D 0A"
        ),
        (Promise("TRN201", 8),),
    ),
    (
        "NORB-6.1_gzip-cut-in-the-payload",
        (
            "1F 8B 08 00  00 00 00 00  00 FF  01  1A 00  E5 FF"
            "55 4C 3D 1E  02 00 00 00  02 00 00 00  03 00 00 00  01 00 00 00  01 02 03"
        ),
        (Promise("TRN101", 38),),
    ),
]


@pytest.mark.parametrize(("identifier", "data", "reading"), READ, ids=[each[0] for each in READ])
def test_what_is_read(identifier: str, data: str, reading: Reading) -> None:
    """Bytes and values are those typed in here, one by one."""
    vector = BY_NAME[identifier]
    assert vector.data == bytes.fromhex(data)
    assert vector.reading == reading


@pytest.mark.parametrize(
    ("identifier", "data", "findings"), REFUSED, ids=[each[0] for each in REFUSED]
)
def test_what_is_refused(identifier: str, data: str, findings: tuple[Promise, ...]) -> None:
    """Bytes, rules and offsets are those typed in here; nothing is read."""
    vector = BY_NAME[identifier]
    assert vector.data == bytes.fromhex(data)
    assert vector.findings == findings
    assert vector.reading is None
