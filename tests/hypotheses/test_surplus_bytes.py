"""Bytes behind the payload that explain themselves."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from idxcheck.evidence import Evidence
from idxcheck.findings import Hypothesis
from idxcheck.hypotheses import explain_length

if TYPE_CHECKING:
    from tests.hypotheses.conftest import EvidenceOf, Explained, Texts

UINT8, INT16, FLOAT64 = 0x08, 0x0B, 0x0E


def idx(code: int, *shape: int) -> bytes:
    """Return an IDX header."""
    return struct.pack(f">4B{len(shape)}I", 0, 0, code, len(shape), *shape)


def norb(code: int, *shape: int, padding: tuple[int, ...] = ()) -> bytes:
    """Return a little-endian NORB header; the code is the last byte of the magic."""
    numbers = (*shape, *padding)
    return struct.pack(f"<II{len(numbers)}i", 0x1E3D4C00 | code, len(shape), *numbers)


def test_a_line_end_behind_the_payload(texts: Texts, explained: Explained) -> None:
    """An editor or a shell has added one."""
    data = idx(UINT8, 2, 2) + b"\5\6\7\1"
    assert explained(data + b"\n") == (
        Hypothesis("a line end was written behind the payload: remove LF at 0x10", 16, b"\n"),
    )
    assert texts(data + b"\r\n")[0] == (
        "a line end was written behind the payload: remove CR LF at 0x10"
    )
    assert texts(data + b"\r") == []
    assert not any("line" in text for text in texts(data + b"\n\n"))


@pytest.mark.parametrize(("block", "zeros"), [(512, 496), (4096, 4080)])
def test_zeros_up_to_a_block(texts: Texts, explained: Explained, block: int, zeros: int) -> None:
    """A tape archive or a disk image filled the last block."""
    data = idx(UINT8, 2, 2) + b"\5\6\7\1"
    assert explained(data + bytes(zeros))[0] == Hypothesis(
        f"zeros fill the file up to a multiple of {block}: remove {zeros} bytes at 0x10",
        16,
        bytes(zeros),
    )
    for trailing in (bytes(zeros - 1), bytes(zeros - 1) + b"\1", bytes(zeros + block)):
        assert not any(
            text.startswith(f"zeros fill the file up to a multiple of {block}")
            for text in texts(data + trailing)
        )


def test_a_whole_block_of_zeros_fills_nothing(texts: Texts) -> None:
    """The file ended with a block before the zeros."""
    data = idx(UINT8, 504) + b"\5\6\7" * 168
    assert texts(data + bytes(512)) == [
        "size 0 should be 1016 (000003F8 at 0x4): 1016 uint8 = 1016 bytes of payload"
    ]


def test_zeros_are_not_told_unseen(evidence_of: EvidenceOf) -> None:
    """Where the payload was left unread, nobody knows what follows it."""
    data = idx(UINT8, 2, 2) + b"\5\6\7\1" + bytes(496)
    evidence = evidence_of(data, header_only=True)
    assert evidence.length == 512
    assert not any("zeros" in each.text for each in explain_length(evidence))


def test_the_file_was_written_twice(texts: Texts, explained: Explained) -> None:
    """Appending where overwriting was meant gives the whole file again."""
    data = idx(UINT8, 2, 2) + b"\5\6\7\1"
    assert explained(data * 2) == (
        Hypothesis("the file was written 2 times: the first ends at 0x10"),
        Hypothesis(
            "size 0 should be 10 (0000000A at 0x4): 10 x 2 uint8 = 20 bytes of payload",
            4,
            bytes.fromhex("00000002"),
            bytes.fromhex("0000000A"),
        ),
        Hypothesis(
            "size 1 should be 10 (0000000A at 0x8): 2 x 10 uint8 = 20 bytes of payload",
            8,
            bytes.fromhex("00000002"),
            bytes.fromhex("0000000A"),
        ),
        Hypothesis("the payload was written 5 times: the first ends at 0x10"),
    )
    assert texts(data * 3)[0] == "the file was written 3 times: the first ends at 0x10"
    assert not any("file was" in text for text in texts(data * 2 + b"\1"))


def test_another_file_follows(texts: Texts, explained: Explained) -> None:
    """Two files joined into one, each with its header."""
    first = idx(UINT8, 3) + b"\5\6\7"
    second = idx(INT16, 2) + b"\0\5\0\6"
    assert explained(first + second)[0] == Hypothesis(
        "another IDX matrix follows at 0xb: 2 int16 = 4 bytes of payload"
    )
    for data in (first + second + b"\1", first + second[:-1], first + idx(UINT8, 0)):
        assert not any("follows" in text for text in texts(data))
    assert not any("follows" in text for text in texts(first + idx(UINT8) + b"\1"))


def test_lush_appends_matrices(texts: Texts) -> None:
    """NORB-5.4: the second matrix may be followed by more, but not be cut."""
    first = norb(0x55, 3, padding=(1, 1)) + b"\5\6\7"
    second = norb(0x54, 1, 2, padding=(1,)) + bytes(range(8))
    told = (
        "another NORB matrix follows at 0x17 (Lush appends matrices, NORB-5.4):"
        " 1 x 2 int32 = 8 bytes of payload"
    )
    assert texts(first + second)[0] == told
    assert texts(first + second + second)[0] == told
    assert not any("follows" in text for text in texts(first + second[:-1]))
    assert texts(first * 2)[0] == "the file was written 2 times: the first ends at 0x17"
    assert texts(first * 2 + b"\1")[0] == (
        "another NORB matrix follows at 0x17 (Lush appends matrices, NORB-5.4):"
        " 3 uint8 = 3 bytes of payload"
    )


def test_a_length_that_is_not_known(evidence_of: EvidenceOf) -> None:
    """Without a length no size can be tried; appended matrices show all the same."""
    first = norb(0x55, 3, padding=(1, 1))
    content = evidence_of(first).content
    for tail, told in ((norb(0x54, 9, padding=(1, 1)), 1), (first, 1), (b"\n", 0)):
        evidence = Evidence("stream", content=content, tail=tail, seen=9000)
        assert len(explain_length(evidence)) == told
    vector = evidence_of(idx(UINT8, 3)).content
    assert explain_length(Evidence("stream", content=vector, tail=idx(UINT8, 3), seen=99)) == ()


def test_the_payload_was_written_again(explained: Explained) -> None:
    """A payload three times over, without its header."""
    data = idx(FLOAT64, 2) + struct.pack(">2d", 1.5, 2.5) * 3
    assert explained(data) == (
        Hypothesis(
            "size 0 should be 6 (00000006 at 0x4): 6 float64 = 48 bytes of payload",
            4,
            bytes.fromhex("00000002"),
            bytes.fromhex("00000006"),
        ),
        Hypothesis("the payload was written 3 times: the first ends at 0x18"),
    )


@pytest.mark.parametrize(("times", "told"), [(2, True), (9, True), (10, False)])
def test_how_often_a_payload_may_have_been_written(texts: Texts, times: int, *, told: bool) -> None:
    """More often than nine times is chance."""
    data = idx(UINT8, 5) + b"\5\6\7\1\2" * times
    text = f"the payload was written {times} times: the first ends at 0xd"
    assert (text in texts(data)) is told
