"""What text tools did is undone where one original alone is possible."""

import gzip
import random
import re
from collections.abc import Callable

import pytest

from idxcheck.repair import RefusalError, Step

Mend = Callable[..., tuple[bytes, tuple[Step, ...]]]
Refuse = Callable[..., RefusalError]

LATIN1 = bytes.fromhex("00000801 00000004 80ff4100")
HIGH_NORB = bytes.fromhex("554c3d1e 02000000 01000000 80000000 01000000") + bytes(range(128, 256))
NOISY = bytes.fromhex("00000801 00000fa0") + random.Random(1).randbytes(4000)  # noqa: S311 - any bytes


def text_mode(data: bytes) -> bytes:
    """Return what a file written in text mode on Windows holds."""
    return data.replace(b"\n", b"\r\n")


def unix2dos(data: bytes) -> bytes:
    """Return what unix2dos makes of a file: CR LF stays."""
    return re.sub(rb"(?<!\r)\n", b"\r\n", data)


def utf8(data: bytes) -> bytes:
    """Return what a tool writes that takes the bytes for Latin-1 text."""
    return data.decode("latin-1").encode()


def test_newlines(mend: Mend) -> None:
    """Each CR LF becomes LF again, in the header too; a CR by itself stays."""
    data = bytes.fromhex("00000802 0000000a 00000001 0a0a0a0a0a0a0a05 0d05")
    assert mend(text_mode(data)) == (
        data,
        (
            Step(
                "TRN201",
                "newline-translation",
                "turned CR LF back into LF, 8 times",
                offset=7,
                removed=8,
            ),
        ),
    )


def test_newlines_behind_a_carriage_return(mend: Mend) -> None:
    """Text mode makes CR CR LF of CR LF, and only one CR goes; a CR at the end stays."""
    data = bytes.fromhex("00000801 0000000b 0a0a0a0a0a0a0a0a 0d0a0d")
    assert mend(text_mode(data))[0] == data


def test_newlines_across_pieces(mend: Mend) -> None:
    """A CR at the end of one piece and the LF in the next are found together."""
    data = bytes.fromhex("00000801 00040000") + bytes((1 << 18) - 50) + b"\n" * 25 + bytes(25)
    for newlines in (b"\n" * 25, b"\0" + b"\n" * 24):
        data = data.replace(b"\n" * 25, newlines)
        damaged = text_mode(data)
        assert mend(damaged)[0] == data
    assert damaged[(1 << 18) - 1 : (1 << 18) + 1] == b"\r\n"


def test_newlines_inside_gzip(mend: Mend) -> None:
    """The content of a compressed file is mended and packed again."""
    data = bytes.fromhex("00000801 00000008 0a0a0a0a0a0a0a0a")
    written, steps = mend(gzip.compress(text_mode(data)), "in.gz", "out.gz")
    assert gzip.decompress(written) == data
    assert [step.code for step in steps] == ["TRN201"]


def test_newlines_of_a_file_that_had_some(refuse: Refuse) -> None:
    """unix2dos leaves CR LF alone: which they were is lost."""
    data = bytes.fromhex("00000801 0000000c 0a0a0a0a0a0a0a0a 0d0a 0506")
    refusal = refuse(unix2dos(data))
    assert refusal.reason.startswith("IDX202 trailing-bytes at 0x14: no LF is without a CR")
    assert refusal.hint == "fetch the file again in binary mode"


def test_newline_in_the_header_that_was_there(refuse: Refuse) -> None:
    """3 x 13 with CR LF across the header's end, and 3 x 10 with none, may look the same."""
    ten = bytes.fromhex("00000802 00000003 0000000a") + b"\n" * 9 + bytes(21)
    thirteen = bytes.fromhex("00000802 00000003 0000000d 0a0a") + b"\r\n" * 8 + bytes(21)
    assert text_mode(ten) == unix2dos(thirteen)
    refusal = refuse(text_mode(ten))
    assert refusal.reason == (
        "TRN201 newline-translation at 0xb: CR LF that was there before is not to be told from LF"
        " that became CR LF"
    )
    assert refusal.candidates == (
        "a file of 42 bytes, none of them CR LF",
        "one of 51 bytes with CR LF in its header",
    )


def test_newlines_in_the_header(mend: Mend) -> None:
    """Eight LF in a header are tried in all ways, more are not."""
    eight = bytes.fromhex("00000809 00000000" + "0000000a" * 8)
    assert mend(text_mode(eight))[0] == eight


def test_too_many_newlines_in_the_header(refuse: Refuse) -> None:
    """Each LF in a header doubles the ways, so that nine are refused."""
    nine = bytes.fromhex("0000080b 00000000" + "0000000a" * 9 + "00000001")
    reason = refuse(text_mode(nine)).reason
    assert reason == "TRN201 newline-translation at 0xb: more than 8 CR LF in the header"


def test_rank_that_was_a_newline(mend: Mend) -> None:
    """A rank 10 cannot have been the 2573 that it would be with its CR LF kept."""
    data = bytes.fromhex("554c3d1e 0a000000 07000000" + "01000000" * 9 + "0a" * 7)
    assert mend(text_mode(data))[0] == data


def test_newlines_or_characters(refuse: Refuse) -> None:
    """A file whose length fits both inverses may be either."""
    payload = b"\r\n" * 8 + b"\xc3\xbf" * 8
    refusal = refuse(bytes.fromhex("00000801 00000018") + payload)
    assert refusal.candidates == ("CR LF was LF", "UTF-8 was Latin-1")


@pytest.mark.parametrize("data", [LATIN1, HIGH_NORB])
def test_characters(mend: Mend, data: bytes) -> None:
    """UTF-8 of Latin-1 becomes the bytes again."""
    written, [step] = mend(utf8(data))
    assert written == data
    assert (step.code, step.name) == ("TRN202", "text-reencoding")


def test_characters_are_counted(mend: Mend) -> None:
    """The step says where the first is and how many bytes went."""
    assert mend(utf8(LATIN1))[1] == (
        Step(
            "TRN202",
            "text-reencoding",
            "turned UTF-8 back into Latin-1: 2 bytes less",
            offset=8,
            removed=2,
        ),
    )


def test_characters_of_a_compressed_file(mend: Mend) -> None:
    """A gzip file that became UTF-8, and had a line end added, is one again."""
    packed = gzip.compress(NOISY)
    written, steps = mend(utf8(packed) + b"\n", "in.gz", "out.gz")
    assert written == packed
    assert [step.code for step in steps] == ["TRN202", "TRN103"]


@pytest.mark.parametrize("data", [LATIN1, gzip.compress(NOISY)])
def test_lost_characters(refuse: Refuse, data: bytes) -> None:
    """U+FFFD stands for bytes that nobody knows."""
    refusal = refuse(data.decode(errors="replace").encode())
    assert refusal.reason.endswith(": bytes were lost: EF BF BD stands in the place of many others")
    assert refusal.hint == "fetch the file again as binary data"


@pytest.mark.parametrize("rest", [b"\xef\xbf\xbd", b"\xff", b"\xc3"])
def test_what_is_not_latin1_after_all(refuse: Refuse, rest: bytes) -> None:
    """A gzip magic that became UTF-8 promises nothing for the rest."""
    refusal = refuse(b"\x1f\xc2\x8b\x08" + rest)
    assert str(refusal) == (
        "TRN202 text-reencoding: not all of it is Latin-1 written as UTF-8, so bytes were lost;"
        " next: fetch the file again in binary mode"
    )


def test_text_tools_in_a_row(refuse: Refuse) -> None:
    """What was changed again and again is left alone, as is what is wrong below."""
    data = bytes.fromhex("00000801 00000008 0a0a0a0a0a0a0a0a")
    refusal = refuse(utf8(gzip.compress(text_mode(data))), "in.gz")
    assert refusal.reason.endswith(": text tools changed it more than once")
    packed = gzip.compress(LATIN1, 0, mtime=10)
    reason = refuse(utf8(text_mode(packed)), "in.gz").reason
    assert reason.endswith(": text tools changed it more than once")
    stream = bytearray(gzip.compress(LATIN1, 0, mtime=0))
    stream[-8] ^= 1
    reason = refuse(utf8(bytes(stream)), "in.gz").reason
    assert reason.startswith("TRN102 corrupt-stream at 0x1b: the checksum is ")
