"""Padding behind the payload is cut off; what may be data is not."""

from collections.abc import Callable

import pytest

from idxcheck.repair import RefusalError, Step

Mend = Callable[..., tuple[bytes, tuple[Step, ...]]]
Refuse = Callable[..., RefusalError]

LABELS = bytes.fromhex("00000801 00000003 070203")
IMAGES = bytes.fromhex("00000803 00000002 00000002 00000003 010203040506 0708090a0b0c")
NORB = bytes.fromhex("554c3d1e 02000000 02000000 03000000 01000000 010203040506")


@pytest.mark.parametrize(
    ("tail", "what"),
    [
        (b"\0", "1 zero byte"),
        (bytes(5), "5 zero bytes"),
        (b"\n", "a line end (LF)"),
        (b"\r\n", "a line end (CR LF)"),
    ],
)
@pytest.mark.parametrize(
    "file",
    [(LABELS, "IDX202", 11), (IMAGES, "IDX202", 28), (NORB, "NRB202", 26)],
)
def test_padding(mend: Mend, file: tuple[bytes, str, int], tail: bytes, what: str) -> None:
    """Zeros and one line end go, and the step says how many bytes from where."""
    data, code, end = file
    assert mend(data + tail) == (
        data,
        (
            Step(
                code,
                "trailing-bytes",
                f"removed {what} behind the payload",
                offset=end,
                removed=len(tail),
            ),
        ),
    )


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


def test_blank_items(refuse: Refuse) -> None:
    """Zeros that make whole items may be blank ones: the count can be wrong as well."""
    refusal = refuse(IMAGES + bytes(6))
    assert refusal.reason == "IDX202 trailing-bytes at 0x1c: more than one repair fits"
    assert refusal.candidates == (
        "6 zero bytes of padding: remove them at 0x1c",
        "size 0 should be 3 (00000003 at 0x4): 3 x 2 x 3 uint8 = 18 bytes of payload",
        "size 1 should be 3 (00000003 at 0x8): 2 x 3 x 3 uint8 = 18 bytes of payload",
    )


def test_filled_block(mend: Mend) -> None:
    """Zeros up to a multiple of 512 are padding, though the rank 1 lets them be elements."""
    assert mend(LABELS + bytes(501))[0] == LABELS


def test_header_that_stands_there_twice(refuse: Refuse) -> None:
    """Zeros at the end are payload where a second header moved them there."""
    data = bytes.fromhex("00000801 00000009 00000801 00000009 07 0000000000000000")
    refusal = refuse(data)
    assert refusal.candidates == (
        "8 zero bytes of padding: remove them at 0x11",
        "the header stands there twice: remove 8 bytes at 0x8",
    )


def test_no_payload(refuse: Refuse) -> None:
    """Of a header that promises nothing the count may just never have been written."""
    refusal = refuse(bytes.fromhex("00000801 00000000 0000"))
    assert refusal.reason.endswith(": the header promises no payload at all")


def test_newlines_that_were_translated(refuse: Refuse, mend: Mend) -> None:
    """Zeros that CR put in before moved out of the payload are data.

    A LF without a CR, or more zeros than CR LF, prove that it was not so.
    """
    start = bytes.fromhex("00000802 00000002 00000004")
    refusal = refuse(start + bytes.fromhex("01 0d0a 02 03 0d0a 00 00 00"))
    assert refusal.reason == (
        "IDX202 trailing-bytes at 0x14: no LF is without a CR: text mode may have put them in,"
        " and those that were there before are not to be told from these"
    )
    assert refusal.hint == "fetch the file again in binary mode"
    alone = start + bytes.fromhex("01 0d0a 02 03 0a 00 00")
    assert mend(alone + b"\0")[0] == alone
    once = start + bytes.fromhex("01 0d0a 02 03 05 00 00")
    assert mend(once + bytes(3))[0] == once


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
