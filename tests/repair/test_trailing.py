"""Padding behind the payload is cut off; what may be data is not."""

from collections.abc import Callable

import pytest

from idxcheck.repair import RefusalError, Step

Mend = Callable[..., tuple[bytes, tuple[Step, ...]]]
Refuse = Callable[..., RefusalError]

LABELS = bytes.fromhex("00000801 00000003 070203")
IMAGES = bytes.fromhex("00000803 00000003 00000003 00000003") + bytes(range(1, 28))
WIDE = bytes.fromhex("00000c01 00000002 00000007 00000205")
NORB = bytes.fromhex("554c3d1e 02000000 03000000 03000000 01000000 010203040506070809")


@pytest.mark.parametrize(
    ("tail", "what"),
    [
        (b"\0", "1 zero byte"),
        (bytes(4), "4 zero bytes"),
        (b"\n", "a line end (LF)"),
        (b"\r\n", "a line end (CR LF)"),
    ],
)
@pytest.mark.parametrize(
    ("data", "code"), [(IMAGES, "IDX202"), (NORB, "NRB202")], ids=["idx", "norb"]
)
def test_padding(mend: Mend, data: bytes, code: str, tail: bytes, what: str) -> None:
    """Zeros and one line end go, and the step says how many bytes from where."""
    assert mend(data + tail) == (
        data,
        (
            Step(
                code,
                "trailing-bytes",
                f"removed {what} behind the payload",
                offset=43 if code == "IDX202" else 29,
                removed=len(tail),
            ),
        ),
    )


@pytest.mark.parametrize("tail", [b"\0", bytes(3), b"\n", b"\r\n"])
def test_padding_of_wide_elements(mend: Mend, tail: bytes) -> None:
    """Of rank 1 each element is an item; less than one is none."""
    assert mend(WIDE + tail)[0] == WIDE


@pytest.mark.parametrize("tail", [b"\1", b"\0\n", b"\n\n", b" ", b"\r", NORB, bytes(8) + b"\1"])
@pytest.mark.parametrize("data", [LABELS, NORB])
def test_other_bytes(refuse: Refuse, data: bytes, tail: bytes) -> None:
    """Anything else may be data, and is left alone."""
    reason = refuse(data + tail).reason
    assert reason.endswith(": what follows the payload is neither zeros nor a line end")


def test_other_bytes_are_explained(refuse: Refuse) -> None:
    """A refusal names the rule, the place, the edits that would fit, and the next step."""
    refusal = refuse(LABELS + b"\1")
    assert str(refusal) == (
        "IDX202 trailing-bytes at 0xb: what follows the payload is neither zeros nor a line end;"
        " could be: size 0 should be 4 (00000004 at 0x4): 4 uint8 = 4 bytes of payload;"
        " next: remove what follows the payload, or correct the header"
    )


@pytest.mark.parametrize(
    ("data", "tail", "text"),
    [
        (LABELS, b"\0", "size 0 should be 4 (00000004 at 0x4): 4 uint8 = 4 bytes of payload"),
        (LABELS, b"\n", "size 0 should be 4 (00000004 at 0x4): 4 uint8 = 4 bytes of payload"),
        (LABELS, b"\r\n", "size 0 should be 5 (00000005 at 0x4): 5 uint8 = 5 bytes of payload"),
        (LABELS, bytes(501), "size 0 should be 504 (000001F8 at 0x4): 504 uint8 = 504 bytes of"),
        (WIDE, bytes(4), "size 0 should be 3 (00000003 at 0x4): 3 int32 = 12 bytes of payload"),
        (IMAGES, bytes(9), "size 0 should be 4 (00000004 at 0x4): 4 x 3 x 3 uint8 = 36 bytes of"),
    ],
)
def test_items(refuse: Refuse, data: bytes, tail: bytes, text: str) -> None:
    """What makes whole items may be items: the count can be wrong as well."""
    refusal = refuse(data + tail)
    assert refusal.reason.endswith(f" at {len(data):#x}: more than one repair fits")
    count = "1 byte" if len(tail) == 1 else f"{len(tail)} bytes"
    assert refusal.candidates[0] == f"{count} of padding: remove what follows {len(data):#x}"
    assert refusal.candidates[1].startswith(text)


def test_header_that_stands_there_twice(refuse: Refuse) -> None:
    """Zeros at the end are payload where a second header moved them there."""
    data = bytes.fromhex("00000801 00000009 00000801 00000009 07 0000000000000000")
    assert refuse(data).candidates[:2] == (
        "8 bytes of padding: remove what follows 0x11",
        "the header stands there twice: remove 8 bytes at 0x8",
    )


def test_header_that_lost_a_byte(refuse: Refuse) -> None:
    """A last size that took its low byte from the payload leaves zeros of it behind."""
    data = bytes.fromhex("00000802 00000004 000000") + bytes([5] * 21) + bytes(3)
    assert refuse(data).candidates[1:] == (
        "1 byte of the header lost at 0xb: 4 x 6 uint8 = 24 bytes of payload",
    )


def test_no_payload(refuse: Refuse) -> None:
    """Of a header that promises nothing the count may just never have been written."""
    refusal = refuse(bytes.fromhex("00000802 00000000 00000003 0000"))
    assert refusal.reason.endswith(": the header promises no payload at all")


@pytest.mark.parametrize(
    ("data", "moved"),
    [
        (IMAGES[:-1] + bytes(2), 1),  # a byte of the payload is zero, and one follows
        (IMAGES[:-1] + b"\n\n", 1),
        (IMAGES[:-1] + b"\r\n", 1),
        # 3 x 3 int16: zeros may be the high byte of the last number, or its low one
        (bytes.fromhex("564c3d1e 02000000 03000000 03000000 01000000") + b"\1\2" * 9 + b"\0", 1),
        (bytes.fromhex("00000b02 00000003 00000003") + b"\x63\0" * 9 + b"\n", 1),
        # 3 x 3 float32: round numbers end in zeros
        (bytes.fromhex("00000d02 00000003 00000003") + b"\0\0\x3f\x80" * 9 + bytes(2), 2),
    ],
)
def test_bytes_put_in_before(refuse: Refuse, data: bytes, moved: int) -> None:
    """Where the payload ends as padding does, bytes put in before look like padding."""
    refusal = refuse(data)
    assert refusal.reason.endswith(": more than one repair fits")
    count = f"{moved} byte{'s' * (moved > 1)}"
    assert refusal.candidates == (
        f"{count} of padding: remove what follows {len(data) - moved:#x}",
        f"{count} put in before, which moved the end of the payload",
    )


def test_newlines_that_were_translated(refuse: Refuse, mend: Mend) -> None:
    """Zeros that CR put in before moved out of the payload are data.

    A LF without a CR, or more zeros than CR LF, prove that it was not so.
    """
    start = bytes.fromhex("00000802 00000003 00000003")
    refusal = refuse(start + bytes.fromhex("01 0d0a 02 03 0d0a 00 05 00"))
    assert refusal.reason == (
        "IDX202 trailing-bytes at 0x15: no LF is without a CR: text mode may have put them in,"
        " and those that were there before are not to be told from these"
    )
    assert refusal.hint == "fetch the file again in binary mode"
    alone = start + bytes.fromhex("01 0d0a 09 08 0a 00 00 05")
    assert mend(alone + b"\0")[0] == alone
    once = start + bytes.fromhex("01 0d0a 09 08 05 00 00 07")
    assert mend(once + bytes(4))[0] == once


def test_last_value_that_was_a_newline(refuse: Refuse) -> None:
    """A LF at the end that became CR LF leaves a LF behind the payload, and a wrong value in it."""
    assert "text mode" in refuse(bytes.fromhex("00000801 00000002 05 0d0a")).reason


def test_characters_that_were_reencoded(refuse: Refuse) -> None:
    """Zeros that UTF-8 moved out of the payload are data, as are those that U+FFFD moved."""
    start = bytes.fromhex("00000802 00000002 00000004")
    for moved in ("01 c3bf c3bf 00000000 0000 00", "01 efbfbd 00000000 000000"):
        reason = refuse(start + bytes.fromhex(moved)).reason
        assert reason.endswith(": all of it is UTF-8: text tools may have made it that")


def test_endless_zeros(refuse: Refuse) -> None:
    """More zeros than anyone reads are not counted, and not cut off."""
    assert refuse(LABELS + bytes(3 << 20)).reason == (
        "IDX202 trailing-bytes at 0xb: more bytes follow the payload than are read of what may be"
        " padding"
    )
