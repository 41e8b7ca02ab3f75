"""The server side for adapters in Python: what is returned and raised becomes answers."""

import faulthandler
import json
import math
import os
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from idxcheck.conformance.readers import idxp

Serve = Callable[..., str]


class UnprintableError(Exception):
    """An exception that cannot be shown."""

    def __str__(self) -> str:
        raise RuntimeError


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Serve:
    """`serve(arguments, input, read, ...)` is what `idxp.serve` prints to standard output."""

    def call(arguments: list[str], given: str, read: Any, *others: Any, **more: Any) -> str:  # noqa: ANN401 - whatever serve takes
        monkeypatch.setattr(sys, "argv", ["adapter.py", *arguments])
        enabled: list[int] = []
        monkeypatch.setattr(faulthandler, "enable", enabled.append)
        (tmp_path / "in").write_text(given)
        saved = os.dup(0), os.dup(1)
        try:
            with (tmp_path / "in").open("rb") as one, (tmp_path / "out").open("wb") as other:
                os.dup2(one.fileno(), 0)
                os.dup2(other.fileno(), 1)
            idxp.serve(read, *others, **{"name": "lib", "version": "1", **more})
        finally:
            for number, kept in enumerate(saved):
                os.dup2(kept, number)
                os.close(kept)
        assert enabled == [2]
        return (tmp_path / "out").read_text()

    return call


def asked(*requests: dict[str, Any]) -> str:
    """Return requests as lines."""
    return "".join(
        json.dumps({"seq": seq, **each}) + "\n" for seq, each in enumerate(requests, start=1)
    )


def read_of(serve: Serve, result: object, **more: object) -> Any:  # noqa: ANN401 - JSON
    """Return the answer where `read` returns `result`, or raises it, without its number."""

    def read(path: str) -> object:
        assert path == "a.idx"
        os.write(1, b"noise")
        if isinstance(result, BaseException):
            raise result
        return result

    answer = json.loads(serve([], asked({"op": "read", "path": "a.idx"}), read, **more))
    assert answer.pop("seq") == 1
    return answer


def test_start_and_stop(serve: Serve) -> None:
    """Who it is, what it claims; after stop nothing more is read."""
    lines = serve(
        [],
        asked({"op": "start"}, {"op": "stop"}, {"op": "stop"}),
        len,
        print,
        language="Python 2",
        homepage="https://example.org",
        formats=["idx"],
        elements=("uint8",),
        highest_rank=3,
        rewrite=True,
    ).splitlines()
    assert [json.loads(line) for line in lines] == [
        {
            "seq": 1,
            "version": 1,
            "implementation": {
                "name": "lib",
                "version": "1",
                "language": "Python 2",
                "homepage": "https://example.org",
            },
            "capabilities": {
                "directions": ["read", "write", "rewrite"],
                "formats": ["idx"],
                "elements": ["uint8"],
                "highest_rank": 3,
            },
        },
        {"seq": 2, "stopped": True},
    ]
    claims = json.loads(serve([], asked({"op": "start"}), len))
    assert claims["capabilities"] == {"directions": ["read"]}
    assert claims["implementation"] == {
        "name": "lib",
        "version": "1",
        "language": "Python",
        "homepage": "",
    }


SIGNALLING = np.frombuffer(bytes.fromhex("7fa00000 80000000"), ">f4")


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (np.array([[1, 2]], "uint8"), ["uint8", [1, 2], [1, 2]]),
        (np.array([-1, 2], ">i2"), ["int16", [2], [-1, 2]]),
        (np.array([-1, 2], "<i4"), ["int32", [2], [-1, 2]]),
        (np.array([[1, 2], [3, 4]], "int8").T, ["int8", [2, 2], [1, 3, 2, 4]]),
        (np.int64(-5), ["int64", [], [-5]]),
        (np.array([2**64 - 1], ">u8"), ["uint64", [1], [18446744073709551615]]),
        (SIGNALLING, ["float32", [2], ["7fa00000", "80000000"]]),
        (SIGNALLING.byteswap().view("<f4"), ["float32", [2], ["7fa00000", "80000000"]]),
        (np.array([1.0], ">f8"), ["float64", [1], ["3ff0000000000000"]]),
        (np.array([1.0], "f2"), ["float16", [1], [0x3C00]]),
        (np.array([True, False]), ["bool", [2], [1, 0]]),
        (np.array([None, "a"]), ["object", [2], [0, 0]]),
        (np.array([1j]), ["complex128", [1], [0]]),
        (np.array(["2020"], "M8[s]"), ["datetime64s", [1], [0]]),
        (np.zeros((0, 4), "uint8"), ["uint8", [0, 4], []]),
        (np.zeros((60000, 28, 28), "uint8"), ["uint8", [60000, 28, 28], None]),
        (("uint8", (2, 2), [[1, 2], (3, 4)]), ["uint8", [2, 2], [1, 2, 3, 4]]),
        (("uint8", [2], b"\x01\xff"), ["uint8", [2], [1, 255]]),
        (("int64", [1], [np.int64(7)]), ["int64", [1], [7]]),
        (("uint8", [], 7), ["uint8", [], [7]]),
        (("float32", [3], [1.0, 1, -0.0]), ["float32", [3], ["3f800000", "00000001", "80000000"]]),
        (("float64", [1], [math.inf]), ["float64", [1], ["7ff0000000000000"]]),
        (("float32", [1], [None]), ["float32", [1], [None]]),
        (("uint8", [3], ["1", 1.5, 1j]), ["uint8", [3], ["1", 1.5, "1j"]]),
        (("uint8", [1024, 1024], ()), ["uint8", [1024, 1024], None]),
        (None, ["nonetype", [], [0]]),
        ([1, 2], ["list", [], [0]]),
        ((1, 2, 3), ["tuple", [], [0]]),
        (type("_1", (), {})(), ["unknown", [], [0]]),
    ],
)
def test_what_is_returned(serve: Serve, result: object, expected: list[Any]) -> None:
    """Arrays by their own type, floats by their bits; what is no array by its name."""
    element, shape, values = expected
    assert read_of(serve, result) == {
        "ok": {"element": element, "shape": shape, "values": values},
    }


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ValueError("bad magic"), {"rejected": {"message": "bad magic"}}),
        (FileNotFoundError(2, "No such file"), {"rejected": {"message": "[Errno 2] No such file"}}),
        (NotImplementedError("gzip"), {"unsupported": {"reason": "gzip"}}),
        (struct.error("2 bytes"), {"leaked": {"type": "struct.error", "message": "2 bytes"}}),
        (KeyError(7), {"leaked": {"type": "KeyError", "message": "7"}}),
        (SystemExit(1), {"leaked": {"type": "SystemExit", "message": "1"}}),
        (KeyboardInterrupt(), {"leaked": {"type": "KeyboardInterrupt", "message": ""}}),
        (MemoryError("1 TiB"), {"leaked": {"type": "MemoryError", "message": "1 TiB"}}),
        (ValueError("x" * 9999), {"rejected": {"message": "x" * 2000}}),
    ],
)
def test_what_is_raised(serve: Serve, error: BaseException, expected: dict[str, Any]) -> None:
    """Declared, or leaked with the name of its type."""
    assert read_of(serve, error) == expected


def test_what_is_declared(serve: Serve) -> None:
    """The exceptions of a library; memory is always told, and so is what cannot be shown."""
    assert read_of(serve, KeyError("a"), rejects=(KeyError,)) == {"rejected": {"message": "'a'"}}
    declared = {"rejects": (Exception,), "unsupported": (KeyError,)}
    assert read_of(serve, KeyError("a"), **declared) == {"unsupported": {"reason": "'a'"}}
    no_memory = {"leaked": {"type": "MemoryError", "message": ""}}
    assert read_of(serve, MemoryError(), **declared) == no_memory
    leaked = read_of(serve, UnprintableError())["leaked"]
    assert leaked["message"] == ""
    assert leaked["type"].endswith("test_idxp.UnprintableError")


def test_writing(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given a native, writable array, or without numpy the elements."""
    given: list[Any] = []

    def write(path: str, array: object) -> None:
        given.extend([path, array])

    matrix = {"element": "float32", "shape": [2, 1], "values": ["7fa00000", "00000001"]}
    request = asked({"op": "write", "path": "a.idx", "array": matrix})
    assert serve([], request, len, write) == '{"seq": 1, "ok": {}}\n'
    path, array = given
    assert path == "a.idx"
    assert array.dtype == np.dtype("float32")
    assert array.flags.writeable
    assert array.astype(">f4").tobytes().hex() == "7fa0000000000001"
    assert array.shape == (2, 1)
    monkeypatch.setitem(sys.modules, "numpy", cast("Any", None))
    assert serve([], request, len, write) == '{"seq": 1, "ok": {}}\n'
    assert given[3] == idxp.Array("float32", (2, 1), (0x7FA00000, 1))


def test_writing_that_cannot_be(serve: Serve) -> None:
    """More dimensions than numpy has, and an adapter without a writer, are unsupported."""
    matrix = {"element": "uint8", "shape": [1] * 65, "values": [7]}
    told = json.loads(serve([], asked({"op": "write", "path": "a", "array": matrix}), len, print))
    assert "64" in told["unsupported"]["reason"]
    told = json.loads(serve([], asked({"op": "rewrite", "path": "a", "to": "b"}), len))
    assert told["unsupported"]["reason"] == "this adapter has no writer"


def test_rewriting(serve: Serve) -> None:
    """The writer is given just what the reader returned."""
    result, given = object(), []

    def write(path: str, array: object) -> None:
        given.append((path, array))

    request = asked({"op": "rewrite", "path": "a.idx", "to": "b.idx"})
    assert serve([], request, lambda _: result, write, rewrite=True) == '{"seq": 1, "ok": {}}\n'
    assert given == [("b.idx", result)]


def test_one_shot(serve: Serve) -> None:
    """With a file on the command line it answers in text, once."""
    array = np.array([[1.0], [-2.0]], ">f4")
    assert serve(["a.idx"], "", lambda _: array) == "ok float32 2 1\n3f800000\nc0000000\n"
    assert serve(["a.idx"], "", lambda _: np.array(-3, "int16")) == "ok int16\n-3\n"
    big = np.zeros((60000, 28, 28), "uint8")
    assert serve(["a.idx"], "", lambda _: big) == "ok uint8 60000 28 28\n"

    def refuse(_: str) -> None:
        raise ValueError("two\nlines\ud800")

    assert serve(["a.idx"], "", refuse) == "rejected two lines?\n"
    assert serve(["a.idx"], "", refuse, rejects=()) == "leaked ValueError two lines?\n"


def test_one_shot_writing(serve: Serve) -> None:
    """The matrix comes on standard input."""
    given: list[Any] = []

    def write(path: str, array: object) -> None:
        given.extend([path, array])

    assert serve(["--write", "a.idx"], "ok float64 1\n3ff0000000000000\n", len, write) == "ok\n"
    assert serve(["--write", "b.idx"], "ok int8 2 1\n-1 2", len, write) == "ok\n"
    assert [given[0], given[2]] == ["a.idx", "b.idx"]
    assert given[1].dtype.name == "float64"
    assert given[1].tolist() == [1.0]
    assert given[3].tolist() == [[-1], [2]]


@pytest.mark.parametrize("arguments", [["--write"], ["a", "b"], ["--write", "a", "b"]])
def test_a_wrong_call(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other arguments are refused with status 2."""
    monkeypatch.setattr(sys, "argv", ["adapter.py", *arguments])
    with pytest.raises(SystemExit) as caught:
        idxp.serve(len, name="lib", version="1")
    assert caught.value.code == 2
    assert capsys.readouterr().err == "error: expected no argument, FILE, or --write FILE\n"
