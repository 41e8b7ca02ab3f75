"""A cut file keeps its whole items where --drop-partial asks for it."""

import gzip
import random
import re
from collections.abc import Callable

import pytest

from idxcheck.repair import RefusalError, Step

Mend = Callable[..., tuple[bytes, tuple[Step, ...]]]
Refuse = Callable[..., RefusalError]

IDX = bytes.fromhex("00000b02 00000003 00000002 00010002 00030004 00050006")
NORB = bytes.fromhex("564c3d1e 02000000 03000000 02000000 01000000 01000200 03000400 05000600")
FIVE = bytes.fromhex("00000802 00000007 00000005") + bytes(range(30, 65))
SWAPPED = bytes.fromhex("1e3d4c55 00000002 00000003 00000002 00000001 0102 0304 0506")


def stored(data: bytes) -> bytes:
    """Return `data` in a gzip stream whose blocks hold it as it is."""
    return gzip.compress(data, 0)


def test_idx(mend: Mend) -> None:
    """The cut item goes and the count is that of the others."""
    assert mend(IDX[:-3], drop_partial=True) == (
        bytes.fromhex("00000b02 00000002 00000002 00010002 00030004"),
        (
            Step(
                "IDX201",
                "truncated-payload",
                "kept 2 whole items of 3: size 0 is now 2 (00000002 at 0x4); dropped 1 byte of a"
                " cut one",
                offset=20,
                removed=1,
            ),
        ),
    )


def test_norb(mend: Mend) -> None:
    """NORB's count is little-endian, and at another place."""
    written, [step] = mend(NORB[:-3], drop_partial=True)
    assert written == bytes.fromhex(
        "564c3d1e 02000000 02000000 02000000 01000000 01000200 03000400"
    )
    assert step.text == (
        "kept 2 whole items of 3: size 0 is now 2 (02000000 at 0x8); dropped 1 byte of a cut one"
    )
    assert (step.code, step.offset, step.removed) == ("NRB201", 28, 1)


def test_swapped_norb(mend: Mend) -> None:
    """A cut matrix in the other byte order is turned round and shortened."""
    written, steps = mend(SWAPPED[:-1], drop_partial=True)
    assert written == bytes.fromhex("554c3d1e 02000000 02000000 02000000 01000000 0102 0304")
    assert [step.code for step in steps] == ["NRB002", "NRB201"]


def test_without_the_flag(refuse: Refuse) -> None:
    """The refusal names the flag, what it would keep, and the edit of the header."""
    refusal = refuse(FIVE[:-10])
    assert refusal.reason == (
        "IDX201 truncated-payload at 0x25: the file is cut; --drop-partial keeps its 5 whole items"
        " and corrects the count"
    )
    assert refusal.candidates == (
        "size 0 should be 5 (00000005 at 0x4): 5 x 5 uint8 = 25 bytes of payload",
    )
    assert refusal.hint == "fetch or write the file again"


def test_nothing_whole(refuse: Refuse) -> None:
    """A file without one whole item, or with part of its header, is not worth keeping."""
    reason = refuse(IDX[:15], drop_partial=True).reason
    assert reason == "IDX201 truncated-payload at 0xf: not one whole item is there"
    assert refuse(IDX[:9], drop_partial=True).reason.startswith("IDX101 truncated-header at 0x9: ")


def test_cut_gzip(mend: Mend) -> None:
    """What a cut stream still gives is kept as far as its items are whole."""
    cut = stored(IDX)[: -8 - 5]  # without the checksum and five bytes of payload
    written, [step] = mend(cut, "in.gz", "out.gz", drop_partial=True)
    assert gzip.decompress(written) == bytes.fromhex("00000b02 00000001 00000002 00010002")
    assert step == Step(
        "TRN101",
        "truncated-stream",
        "kept 1 whole item of 3: size 0 is now 1 (00000001 at 0x4); dropped 3 bytes of a cut one",
        offset=16,
        removed=3,
    )


def test_gzip_that_lost_its_checksum_only(refuse: Refuse, mend: Mend) -> None:
    """All items are there, but without the checksum only the user can say that they will do."""
    cut = stored(NORB)[:-1]
    assert "--drop-partial keeps its 3 whole items" in refuse(cut, "in.gz").reason
    written, [step] = mend(cut, "in.gz", "out.gz", drop_partial=True)
    assert gzip.decompress(written) == NORB
    assert (step.code, step.text) == ("TRN101", "kept 3 whole items of 3")


def test_bytes_behind_the_payload_of_a_cut_stream(refuse: Refuse) -> None:
    """What follows the payload goes on where nobody sees, so nothing is dropped."""
    reason = refuse(stored(IDX + b"\0")[:-1], "in.gz", drop_partial=True).reason
    assert reason.endswith(": bytes follow the payload, and the stream is cut behind them")


def test_cut_stream_without_a_header(refuse: Refuse) -> None:
    """A stream cut inside the header holds no item, nor does one of a matrix without rank."""
    reason = refuse(stored(IDX)[:-21], "in.gz", drop_partial=True).reason
    assert reason.endswith(": not even the header is there")
    scalar = bytes.fromhex("00000800 05")
    reason = refuse(stored(scalar)[:-1], "in.gz", drop_partial=True).reason
    assert reason.endswith(": not one whole item is there")
    negative = bytes.fromhex("554c3d1e 02000000 02000000 ffffffff 01000000")
    reason = refuse(stored(negative)[:-1], "in.gz", drop_partial=True).reason
    assert reason.endswith(": not one whole item is there")


def test_count_that_was_a_newline(refuse: Refuse) -> None:
    """Text mode made the count 10 a 13 and moved the payload: that is no cut file."""
    data = bytes.fromhex("00000801 0000000d 0a 01020304050607080900")
    assert "text mode" in refuse(data, drop_partial=True).reason


def test_other_edits_that_fit(refuse: Refuse) -> None:
    """A wrong element type or a wrong size explains the length as well as a cut does."""
    refusal = refuse(FIVE[:2] + b"\x0b" + FIVE[3:], drop_partial=True)
    assert refusal.reason == "IDX201 truncated-payload at 0x2f: more than one repair fits"
    assert refusal.candidates == (
        "the file was cut",
        "element type should be uint8 (0B -> 08 at 0x2): 7 x 5 uint8 = 35 bytes of payload",
        "element type should be int8 (0B -> 09 at 0x2): 7 x 5 int8 = 35 bytes of payload",
    )
    assert refusal.hint == "fetch or write the file again"


def test_slots_that_are_payload(refuse: Refuse) -> None:
    """Without padding, a payload that begins with 1 and 1 seems to have it."""
    data = bytes.fromhex("544c3d1e 01000000 05000000 01000000 01000000 04000000 05000000 06000000")
    assert refuse(data, drop_partial=True).candidates == (
        "the file was cut",
        "2 unused size slots missing before the payload",
    )


def test_header_that_lost_or_gained_bytes(refuse: Refuse) -> None:
    """A header whose bytes are moved promises more than is there, and fits when they are not."""
    lost = refuse(bytes.fromhex("00000801 000003 010203"), drop_partial=True)
    assert lost.candidates == (
        "the file was cut",
        "1 byte of the header lost at 0x4: 3 uint8 = 3 bytes of payload",
        "1 byte of the header lost at 0x5: 3 uint8 = 3 bytes of payload",
        "1 byte of the header lost at 0x6: 3 uint8 = 3 bytes of payload",
    )
    gained = refuse(bytes.fromhex("00000801 0005 00000003 010203"), drop_partial=True)
    assert gained.candidates == (
        "the file was cut",
        "2 bytes of the header too many at 0x4: 3 uint8 = 3 bytes of payload",
        "2 bytes of the header too many at 0x5: 3 uint8 = 3 bytes of payload",
    )


def test_size_that_lost_a_byte(refuse: Refuse) -> None:
    """A last size that took its low byte from the payload is seen."""
    idx = bytes.fromhex("00000802 00000004 000000") + bytes(range(9, 29))
    assert refuse(idx, drop_partial=True).candidates[1:] == (
        "1 byte of the header lost at 0xb: 4 x 5 uint8 = 20 bytes of payload",
    )


@pytest.mark.parametrize("tool", [b"\r\n", b"\r"])
def test_carriage_returns_that_were_taken_out(refuse: Refuse, mend: Mend, tool: bytes) -> None:
    """In a large file LF and CR meet now and then; where a tool took CR out they do not."""
    payload = random.Random(5).randbytes(0x100 * 0x1000)  # noqa: S311 - any bytes
    start = bytes.fromhex("00000802 00000100 00001000")
    assert tool in payload
    damaged = start + payload.replace(tool, b"\n" if tool == b"\r\n" else b"")
    refusal = refuse(damaged, drop_partial=True)
    assert re.search("hardly ever together: a text tool may have taken out CR$", refusal.reason)
    assert refusal.hint == "fetch the file again in binary mode"
    _, [step] = mend(start + payload[:-1], drop_partial=True)
    assert step.text.startswith("kept 255 whole items of 256: ")
