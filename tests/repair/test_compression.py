"""The name of the result says which one layer of compression it has."""

import bz2
import gzip
import lzma
from collections.abc import Callable

import pytest

from idxcheck.repair import RefusalError, Step

Mend = Callable[..., tuple[bytes, tuple[Step, ...]]]
Refuse = Callable[..., RefusalError]

IDX = bytes.fromhex("00000b02 00000001 00000003 000100020003")
SQUARE = bytes.fromhex("00000802 00000003 00000003 010203040506070809")
NORB = bytes.fromhex("554c3d1e 01000000 02000000 01000000 01000000 0506")
PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".bz2": bz2.compress,
}
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.decompress,
    ".xz": lzma.decompress,
    ".bz2": bz2.decompress,
}
WORDS = {"": "raw", ".gz": "gzip", ".xz": "xz", ".bz2": "bzip2"}


@pytest.mark.parametrize("data", [IDX, NORB])
@pytest.mark.parametrize("had", PACK)
@pytest.mark.parametrize("wanted", PACK)
def test_every_change(mend: Mend, data: bytes, had: str, wanted: str) -> None:
    """Under the wrong name or not, a file is packed as the new name says, its content kept."""
    name = "in-idx2-short.gz" if had != ".gz" else "in-idx2-short"
    written, steps = mend(PACK[had](data), name, f"out{wanted}")
    assert UNPACK[wanted](written) == data
    change = f"{WORDS[had]} became {WORDS[wanted]}, as the name of the result asks"
    same = f"the data are {WORDS[wanted]}, as the new name says"
    assert steps == (
        Step("TRN105", "name-compression-mismatch", same if had == wanted else change),
    )


@pytest.mark.parametrize("wanted", PACK)
@pytest.mark.parametrize("name", ["in.gz", "in-idx2-short"])
def test_double_compression(mend: Mend, wanted: str, name: str) -> None:
    """Of two layers the result has one, or none; also under a name that both contradict."""
    written, steps = mend(gzip.compress(lzma.compress(IDX)), name, f"out{wanted}")
    assert UNPACK[wanted](written) == IDX
    text = f"gzip > xz became {WORDS[wanted]}, as the name of the result asks"
    assert steps == (Step("TRN104", "double-compressed", text),)


def test_names_that_claim_nothing(mend: Mend) -> None:
    """A valid file under a name that says nothing is packed as the new name says."""
    written, [step] = mend(IDX, "in", "out.gz")
    assert gzip.decompress(written) == IDX
    text = "raw became gzip, as the name of the result asks"
    assert step == Step(None, "compression", text)


def test_with_a_repair_of_the_content(mend: Mend) -> None:
    """A raw file under .gz whose payload is padded needs both."""
    written, steps = mend(SQUARE + b"\0", "in.gz", "out.gz")
    assert gzip.decompress(written) == SQUARE
    assert [(step.code, step.text) for step in steps] == [
        ("TRN105", "raw became gzip, as the name of the result asks"),
        ("IDX202", "removed 1 zero byte behind the payload"),
    ]


@pytest.mark.parametrize(
    ("suffix", "garbage", "what"),
    [
        (".gz", b"\n", "a line end (LF)"),
        (".gz", b"\r\n", "a line end (CR LF)"),
        (".xz", b"\0", "1 zero byte"),
        (".bz2", bytes(300_000), "300000 zero bytes"),
    ],
)
def test_padding_behind_the_stream(mend: Mend, suffix: str, garbage: bytes, what: str) -> None:
    """Zeros and one line end behind a whole stream are left out."""
    packed = PACK[suffix](NORB)
    written, steps = mend(packed + garbage, f"in{suffix}", f"out{suffix}")
    assert UNPACK[suffix](written) == NORB
    assert steps == (
        Step(
            "TRN103",
            "trailing-garbage",
            f"left out {what} behind the compressed stream",
            offset=len(packed),
            removed=len(garbage),
        ),
    )


@pytest.mark.parametrize("garbage", [b"\n\n", b"\0\0x", b"x", IDX])
def test_garbage_behind_the_stream(refuse: Refuse, garbage: bytes) -> None:
    """Other bytes may be part of something else."""
    packed = gzip.compress(IDX)
    refusal = refuse(packed + garbage, "in.gz", "out.gz")
    assert refusal.reason == (
        f"TRN103 trailing-garbage at {len(packed):#x}: what follows the stream is neither zeros"
        " nor a line end"
    )
    assert refusal.hint == f"fetch the file again, or cut it after {len(packed)} bytes"


@pytest.mark.parametrize("content", [b"", b"neither IDX nor NORB"])
@pytest.mark.parametrize("garbage", [b"\n", b"\0\0\0\1"])
def test_garbage_behind_no_matrix(refuse: Refuse, content: bytes, garbage: bytes) -> None:
    """What follows a whole stream is not the only fault where the stream holds no matrix."""
    reason = refuse(gzip.compress(content) + garbage, "in.gz").reason
    assert reason == "mended it would hold no IDX or NORB matrix"


def test_padding_behind_one_of_two_streams(refuse: Refuse) -> None:
    """The finding does not say behind which of two streams the bytes stand."""
    reason = refuse(gzip.compress(gzip.compress(IDX) + b"\n"), "in.gz").reason
    assert reason.endswith(": which of two streams they follow is not known")


# None of these streams is what this package would write.
FAST: dict[str, Callable[[bytes], bytes]] = {
    ".gz": lambda data: gzip.compress(data, 1, mtime=7),
    ".xz": lambda data: lzma.compress(data, check=lzma.CHECK_CRC32, preset=0),
    ".bz2": lambda data: bz2.compress(data, 1),
}


@pytest.mark.parametrize("suffix", FAST)
@pytest.mark.parametrize("outer", FAST)
def test_inner_stream_is_kept(mend: Mend, suffix: str, outer: str) -> None:
    """Of two layers the inner one stays as it is where it is the one that is wanted."""
    packed = FAST[suffix](IDX)
    assert mend(FAST[outer](packed), f"in{outer}", f"out{suffix}")[0] == packed


@pytest.mark.parametrize("suffix", FAST)
def test_stream_is_kept(mend: Mend, suffix: str) -> None:
    """A stream under the name of a raw file, or with something behind it, stays as it is."""
    packed = FAST[suffix](IDX)
    assert mend(packed, "in-idx2-short", f"out{suffix}")[0] == packed
    assert mend(packed + b"\r\n", f"in{suffix}", f"out{suffix}")[0] == packed


def test_stream_of_what_was_mended(mend: Mend) -> None:
    """A stream whose content was mended is a new one, also where only its end went."""
    written, _ = mend(FAST[".gz"](FAST[".gz"](SQUARE + b"\0")), "in.gz", "out.gz")
    assert gzip.decompress(written) == SQUARE
