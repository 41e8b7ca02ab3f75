"""isal and the standard library's zlib: one verdict, the same bytes."""

import base64
import random
import sys
import zlib
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idxcheck.source import StreamFault, gzip_members

Unwrap = Callable[..., tuple[bytes, StreamFault | None]]

by_isal = gzip_members.decode  # where it is installed
by_zlib = partial(gzip_members.decode, backend=zlib)

HEADER = bytes.fromhex("1f8b 08 00 00000000 00 ff")
MEMBER = HEADER + bytes.fromhex("01 0900 f6ff") + b"123456789" + bytes.fromhex("2639f4cb 09000000")
# 120 lines "0 0" to "119 128", indices and pixel values, deflated with dynamic codes by zlib's level 6.
SAMPLE = HEADER + base64.b64decode(
    "LZLJAYAwCAT/VmEJHOHqvzFdNg9zoJMhiLzy6P/Yq9aPvxbxnH8f/5Ov1lMb6n87+FR2q0DUuHaswSggzT1JixNA"
    "BWmCQRcx2gykHVgs+CIRKQzNwOzk1Dq0Tq0zVz9MHGoH7aCdtA/OPjAfoIfeA+85vCvAk1wDPUTPokFvAA7DQGsQ"
    "DmYd8AbgwHWDOSfZBJvMOSFOsrkVZrGSRU6qczZYsuUHXsy7KC9euXBAQV1QV+/nKHXT3IpII+2GuClucM0bN/9S"
    "I+1m2iMbGniHaQ/owR8eXniY9sA76x02h+yo/PVid94GEdpVtklke0ulbrDvvFVXFU7bZWo7+m28bTSNu7vNpvcc"
    "bYKs4Ac="
)
SAMPLE += bytes.fromhex("e9a49194 dc020000")


def test_isal_is_preferred() -> None:
    """Where isal is installed it decodes."""
    pytest.importorskip("isal", reason="isal has no wheel here")
    assert gzip_members.best_backend().__name__ == "isal.isal_zlib"


def test_zlib_without_isal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without isal the standard library decodes."""
    monkeypatch.setitem(sys.modules, "isal", None)
    assert gzip_members.best_backend() is zlib


def test_sample(unwrap: Unwrap) -> None:
    """A stream with dynamic codes has the same content by both."""
    content, fault = unwrap(by_zlib, SAMPLE)
    assert (content[:12], content[-5:], len(content)) == (b"0 0\n1 0\n2 12", b" 128\n", 732)
    assert fault is None
    assert unwrap(by_isal, SAMPLE) == (content, None)


def test_cut_at_every_byte(unwrap: Unwrap) -> None:
    """Both give all that a cut leaves, and the same fault."""
    content, _ = unwrap(by_zlib, SAMPLE)
    counts = []
    for length in range(10, 279):
        part, fault = unwrap(by_zlib, SAMPLE[:length])
        assert fault == StreamFault(
            "truncated", length, "the stream ends inside the member that begins at 0x0"
        )
        assert content.startswith(part)
        assert unwrap(by_isal, SAMPLE[:length]) == (part, fault)
        counts.append(len(part))
    assert counts == sorted(counts)
    assert (counts[30], counts[150], counts[268]) == (9, 371, 732)


def test_random_damage(unwrap: Unwrap, chance: random.Random) -> None:
    """Five hundred damaged copies have the same bytes and the same fault by both."""
    for _ in range(500):
        damaged = bytearray(SAMPLE)
        for _ in range(chance.choice([1, 1, 2, 4])):
            damaged[chance.randrange(10, len(damaged))] ^= 1 << chance.randrange(8)
        outcome = unwrap(by_zlib, bytes(damaged))
        assert unwrap(by_isal, bytes(damaged)) == outcome
        assert unwrap(by_zlib, bytes(damaged), piece=5) == outcome


def test_random_damage_of_a_long_stream(unwrap: Unwrap, chance: random.Random) -> None:
    """In a stream of many chunks too the fault is the same and nothing before it is lost."""
    content = bytes(chance.choices(range(256), [60, *[1] * 255], k=300_000))
    body = zlib.compressobj(6, zlib.DEFLATED, -15)
    stored = HEADER + body.compress(content) + body.flush() + bytes(8)
    for _ in range(30):
        damaged = bytearray(stored)
        damaged[chance.randrange(10, len(damaged))] ^= 1 << chance.randrange(8)
        cut = bytes(damaged[: chance.randrange(len(damaged) // 2, len(damaged))])
        outcome = unwrap(by_zlib, cut)
        assert unwrap(by_isal, cut)[1] == outcome[1]
        assert unwrap(by_isal, cut)[0].startswith(outcome[0])
        assert unwrap(by_zlib, cut, piece=1000) == outcome


@given(st.binary(max_size=60), st.sampled_from([b"", b"\x04", b"\x05", b"\x03"]))
def test_any_bytes_behind_a_header(unwrap: Unwrap, rest: bytes, block: bytes) -> None:
    """Whatever follows a member's header, both end with the same fault."""
    stored = HEADER + block + rest
    content, fault = unwrap(by_zlib, stored)
    content_by_isal, fault_by_isal = unwrap(by_isal, stored)
    assert fault_by_isal == fault
    assert content_by_isal.startswith(content)
    assert unwrap(by_zlib, stored, piece=1) == (content, fault)


STORED_BLOCK = bytes.fromhex("00 ffff 0000") + b"x" * 0xFFFF


def test_nothing_before_damage_is_lost(unwrap: Unwrap) -> None:
    """The blocks before an invalid one are all given, more than one chunk of them."""
    stored = HEADER + STORED_BLOCK * 5 + b"\x07" + bytes(20)
    fault = StreamFault("corrupt", 10, "invalid deflate data in the member that begins at 0x0")
    assert unwrap(by_zlib, stored) == (b"x" * 327_675, fault)
    assert unwrap(by_isal, stored) == (b"x" * 327_675, fault)


# One code of two bits for "a", one for the end, the other two unused; "a" nine times.
INCOMPLETE = HEADER + bytes.fromhex("05 80 81 08 00 00 00 80 58 f7 97 38 00 00 04")


def test_incomplete_set_of_codes(unwrap: Unwrap) -> None:
    """Isal reads a set of codes that zlib refuses; where the checksum is wrong zlib's word counts.

    Where content and checksum agree isal accepts the stream: the one known difference.
    """
    pytest.importorskip("isal", reason="isal has no wheel here")
    fault = StreamFault("corrupt", 10, "invalid deflate data in the member that begins at 0x0")
    assert unwrap(by_zlib, INCOMPLETE + bytes(8)) == (b"", fault)
    assert unwrap(by_isal, INCOMPLETE + bytes(8)) == (b"aaaaaaaaa", fault)
    good = INCOMPLETE + bytes.fromhex("66deb777 09000000")
    assert unwrap(by_zlib, good) == (b"", fault)
    assert unwrap(by_isal, good) == (b"aaaaaaaaa", None)


class Balking:
    """A decompressor that gives up after four bytes of a good stream."""

    def __init__(self, wbits: int) -> None:
        assert wbits == -15
        self.unconsumed_tail = b""
        self.eof = False
        self._parts = [b"12", b"", b"34"]

    def decompress(self, data: bytes, limit: int) -> bytes:
        """Return the next part; raise when there is none."""
        assert limit == 262_144
        self.unconsumed_tail = data
        if not self._parts:
            raise ArithmeticError
        return self._parts.pop(0)


def test_zlib_goes_on_where_another_gives_up(unwrap: Unwrap) -> None:
    """Zlib decodes the member again and gives what has not been given yet."""
    backend = SimpleNamespace(decompressobj=Balking, error=ArithmeticError, crc32=zlib.crc32)
    decoder = partial(gzip_members.decode, backend=backend)
    assert unwrap(decoder, MEMBER + MEMBER) == (b"123456789123456789", None)


def test_stream_that_cannot_be_read_twice_is_left_to_zlib(unwrap: Unwrap) -> None:
    """Another backend is not even asked."""
    decoder = partial(gzip_members.decode, backend=object())
    assert unwrap(decoder, MEMBER, piece=10) == (b"123456789", None)
