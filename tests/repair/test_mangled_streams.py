"""What text mode did to a compressed file is undone where its checksum proves it."""

import gzip
import random
import re
from collections.abc import Callable

import pytest

from idxcheck.repair import RefusalError, Step

Mend = Callable[..., tuple[bytes, tuple[Step, ...]]]
Refuse = Callable[..., RefusalError]

LATIN1 = bytes.fromhex("00000801 00000004 80ff4100")
NOISY = bytes.fromhex("00000801 00000fa0") + random.Random(1).randbytes(4000)  # noqa: S311 - any bytes


def text_mode(data: bytes) -> bytes:
    """Return what a file written in text mode on Windows holds."""
    return data.replace(b"\n", b"\r\n")


def unix2dos(data: bytes) -> bytes:
    """Return what unix2dos makes of a file: CR LF stays."""
    return re.sub(rb"(?<!\r)\n", b"\r\n", data)


@pytest.mark.parametrize("translate", [text_mode, unix2dos])
def test_newlines_of_a_compressed_file(mend: Mend, translate: Callable[[bytes], bytes]) -> None:
    """A gzip file that went through text mode is whole again, as its checksum proves."""
    packed = gzip.compress(NOISY, mtime=0)
    assert b"\r\n" not in packed
    count = packed.count(b"\n")
    written, steps = mend(translate(packed), "in.gz", "out.gz")
    assert written == packed
    assert steps == (
        Step(
            "TRN102",
            "corrupt-stream",
            f"turned CR LF of the compressed file back into LF, {count} times: its checksum is"
            " right then",
            removed=count,
        ),
    )


def test_newlines_behind_a_compressed_file(mend: Mend) -> None:
    """A line end behind the stream became CR LF with the others, and is left out."""
    packed = gzip.compress(NOISY, mtime=0)
    written, steps = mend(text_mode(packed + b"\n"), "in.gz", "out.gz")
    assert written == packed
    assert [step.code for step in steps] == ["TRN102", "TRN103"]


def test_compressed_file_that_had_newlines(refuse: Refuse) -> None:
    """Where the checksum does not come right some CR LF were there before."""
    packed = gzip.compress(
        bytes.fromhex("00000801 00000012") + b"\n" * 10 + b"\r\n\0" * 2, 0, mtime=0
    )
    refusal = refuse(unix2dos(packed), "in.gz")
    assert refusal.reason.endswith(": each LF of the compressed file is CR LF; some were before")
    assert refusal.hint == "fetch the file again in binary mode"


def test_corrupt_stream(refuse: Refuse) -> None:
    """A stream that is wrong otherwise is not mended, with a CR LF by chance or without."""
    for time in ("00000000", "0d0a0000"):
        stream = bytearray(gzip.compress(LATIN1, 0))
        stream[4:8] = bytes.fromhex(time)
        stream[-8] ^= 1
        reason = refuse(bytes(stream), "in.gz").reason
        assert reason.startswith("TRN102 corrupt-stream at 0x1b: the checksum is ")


def test_compressed_file_without_carriage_returns(refuse: Refuse) -> None:
    """A large stream in which no CR LF is left was changed by dos2unix, and is not just corrupt."""
    noise = bytes.fromhex("00000801 00200000") + random.Random(2).randbytes(1 << 21)  # noqa: S311 - any bytes
    packed = gzip.compress(noise, 1, mtime=0)
    assert b"\r\n" in packed
    refusal = refuse(packed.replace(b"\r\n", b"\n"), "in.gz", drop_partial=True)
    assert refusal.reason.endswith(
        ": LF and CR occur, but hardly ever together: a text tool may have taken out CR"
    )


def test_newlines_of_a_compressed_file_that_seems_cut(mend: Mend) -> None:
    """An extra field of ten bytes became one of 2573, more than the file has."""
    member = gzip.compress(LATIN1, mtime=0)
    packed = member[:3] + b"\4" + member[4:10] + b"\x0a\0" + bytes(10) + member[10:]
    assert gzip.decompress(packed) == LATIN1
    written, [step] = mend(text_mode(packed), "in.gz", "out.gz", drop_partial=True)
    assert gzip.decompress(written) == LATIN1
    assert (step.code, step.removed) == ("TRN101", packed.count(b"\n"))


def test_cut_stream_with_a_newline_by_chance(mend: Mend) -> None:
    """One CR LF in the bytes of a cut stream says nothing."""
    packed = bytearray(gzip.compress(LATIN1, 0))
    packed[4:8] = bytes.fromhex("0d0a0000")
    written, [step] = mend(bytes(packed[:-9]), "in.gz", "out.gz", drop_partial=True)
    assert gzip.decompress(written) == bytes.fromhex("00000801 00000003 80ff41")
    assert (step.code, step.removed) == ("TRN101", 0)
