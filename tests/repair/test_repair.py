"""repair as a whole: what it does not mend, and what it proves before it writes."""

import gzip
import os
import pickle
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from idxcheck.checking import check
from idxcheck.errors import LimitError, UsageError
from idxcheck.repair import REPAIRS, RefusalError, Step, compression, repair
from idxcheck.rules import RULES

Mend = Callable[..., tuple[bytes, tuple[Step, ...]]]
Refuse = Callable[..., RefusalError]

IDX = bytes.fromhex("00000801 00000003 010203")
NORB = bytes.fromhex("554c3d1e 01000000 02000000 01000000 01000000 0506")

LIMITED = """
import resource, sys
from idxcheck.repair import repair
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))
try:
    repair(*sys.argv[1:])
except OSError as error:
    print(f"{error.filename}: {error.strerror}")
"""


@pytest.mark.parametrize("data", [IDX, NORB, bytes.fromhex("00000801 00000000")])
def test_nothing_to_repair(refuse: Refuse, data: bytes) -> None:
    """A valid file, with a warning or not, is not written again."""
    refusal = refuse(data)
    assert str(refusal) == "nothing to repair: the file is valid"
    assert (refusal.candidates, refusal.hint) == ((), None)
    assert refuse(gzip.compress(data), "in.gz", "out.gz").reason == refusal.reason


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"", "TRN001 empty-file at 0x0: "),
        (b"<html>no</html>", "TRN002 html-page at 0x0: "),
        (b"PK\3\4" + bytes(30), "TRN004 other-format at 0x0: "),
        (b"neither", "TRN005 unrecognized-content at 0x0: "),
        (bytes.fromhex("00000a01 00000003 010203"), "IDX002 unknown-element-type at 0x2: "),
        (bytes.fromhex("00000800"), "IDX102 no-dimensions at 0x3: "),
        (bytes.fromhex("00000802 0000"), "IDX101 truncated-header at 0x6: "),
        (bytes.fromhex("524c3d1e 01000000 01000000 01000000 01000000 05"), "NRB003 packed-"),
        (bytes.fromhex("554c3d1e 0c000000"), "NRB102 rank-out-of-range at 0x4: "),
        (bytes.fromhex("554c3d1e 01000000 00000000 01000000 01000000"), "NRB103 nonpositive-"),
    ],
)
def test_what_nothing_mends(refuse: Refuse, data: bytes, start: str) -> None:
    """An error without a repair of its own is told with the edits that would fit."""
    refusal = refuse(data, drop_partial=True)
    assert refusal.reason.startswith(start)
    assert refusal.reason.endswith("; no repair is certain")


def test_edits_that_fit_are_listed(refuse: Refuse) -> None:
    """The hypotheses of the finding stand below the refusal."""
    refusal = refuse(bytes.fromhex("00000a01 00000003 010203"))
    assert refusal.candidates == (
        "element type should be uint8 (0A -> 08 at 0x2): 3 uint8 = 3 bytes of payload",
        "element type should be int8 (0A -> 09 at 0x2): 3 int8 = 3 bytes of payload",
    )


def test_mended_and_still_wrong(refuse: Refuse) -> None:
    """What comes out is checked before it takes its name: here the payload is cut, too."""
    refusal = refuse(gzip.compress(NORB[:-1]) + b"\n", "in.gz", "out.gz")
    assert refusal.reason.startswith(
        "mended it would still be wrong; NRB201 truncated-payload at 0x15: 1 byte short"
    )


def test_mended_and_not_to_be_judged(refuse: Refuse, monkeypatch: pytest.MonkeyPatch) -> None:
    """A result that check does not call valid is not written, with an error or without."""
    monkeypatch.setattr("idxcheck.repair.check", lambda file: check(file, max_bytes=3))
    reason = refuse(b"\1" + IDX[1:]).reason
    assert reason == "mended it would still be wrong"


def test_beyond_a_limit(tmp_path: Path) -> None:
    """A third layer of compression is a limit, and nothing is written."""
    damaged = tmp_path / "in.gz"
    damaged.write_bytes(gzip.compress(gzip.compress(gzip.compress(IDX))))
    with pytest.raises(LimitError, match=r"in\.gz: TRN106 expansion-limit"):
        repair(damaged, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["in.gz"]


def test_several_repairs(mend: Mend) -> None:
    """Faults that are certain one by one are mended together, and told in order."""
    damaged = bytes.fromhex("1e3d4c55 00000002 00000003 00000003 00000001 010203040506070809 00")
    written, steps = mend(gzip.compress(gzip.compress(damaged)), "in.gz", "out.gz")
    assert gzip.decompress(written) == bytes.fromhex(
        "554c3d1e 02000000 03000000 03000000 01000000 010203040506070809"
    )
    assert [step.code for step in steps] == ["TRN104", "NRB002", "NRB202"]


def test_valid_but_suspicious(refuse: Refuse) -> None:
    """A payload alone in the other byte order is valid, and the refusal says what is odd."""
    refusal = refuse(bytes.fromhex("00000b01 00000008") + b"\5\0" * 8)
    assert refusal.reason.startswith(
        "nothing to repair: the file is valid, but VAL002 suspected-swapped-payload at 0x8: "
    )
    assert refusal.reason.endswith(
        "; a payload in the other byte order is not turned round, for nothing proves it"
    )
    assert refusal.hint == "compare the first values with what they should be"


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (
            "010b0000 02000000 00010002",
            "write header and elements big-endian",
        ),
        (
            "554c3d1e 02000000 01000000 02000000 02000000 01020304",
            "set the slot to 1, or the rank to the number of sizes",
        ),
    ],
)
def test_hint_of_a_rule(refuse: Refuse, data: str, hint: str) -> None:
    """A refusal does not send the user back to the command that refused."""
    assert refuse(bytes.fromhex(data)).hint == hint


def test_system_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full, or a file that cannot be read on, is no bad repair."""
    damaged, target = tmp_path / "in", tmp_path / "out"
    damaged.write_bytes(b"\1" + IDX[1:])

    def failing(count: int) -> Callable[..., Iterator[bytes]]:
        """Yield the pieces of a matrix, and fail after some."""

        def pieces(*_: object) -> Iterator[bytes]:
            yield from [IDX][:count]
            raise OSError(5, "Input/output error")

        return pieces

    for count in (0, 1):
        monkeypatch.setattr(compression, "matrix_pieces", failing(count))
        with pytest.raises(OSError, match="Input/output error") as caught:
            repair(damaged, target)
        assert caught.value.filename == str(damaged)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.skipif(not hasattr(os, "posix_spawn"), reason="the system has no limits of files")
@pytest.mark.parametrize("name", ["out", "out.gz", "out.xz"])
def test_full_disk(tmp_path: Path, name: str) -> None:
    """What the system says of the result names it, early or late; nothing is left behind."""
    damaged, target = tmp_path / "in", tmp_path / name
    size = 1 << 17
    damaged.write_bytes(b"\1\0\x08\1" + size.to_bytes(4) + random.Random(1).randbytes(size))  # noqa: S311 - any bytes
    command = [sys.executable, "-c", LIMITED, str(damaged), str(target)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - our own interpreter
    assert done.stdout == f"{target}: File too large\n"
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_repairs_answer_rules() -> None:
    """Each repair answers rules that there are, and no rule is answered twice."""
    codes = [code for each in REPAIRS for code in each.codes]
    assert len(set(codes)) == len(codes)
    assert set(codes) <= {rule.code for rule in RULES}


def test_refusal_is_an_error_like_others() -> None:
    """It can be caught as wrong usage, and sent between processes."""
    refusal = RefusalError("why", ("one", "other"), "what now")
    assert isinstance(refusal, UsageError)
    again = pickle.loads(pickle.dumps(refusal))  # noqa: S301 - our own bytes
    assert isinstance(again, RefusalError)
    assert (again.reason, again.candidates, again.hint) == ("why", ("one", "other"), "what now")
    assert str(again) == "why; could be: one; could be: other; next: what now"
