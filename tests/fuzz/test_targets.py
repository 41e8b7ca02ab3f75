"""The fuzz targets pass what is right and see what is wrong."""

import struct
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import idxcheck

Script = Callable[[str], ModuleType]

INT16 = bytes.fromhex("00000b02 00000002 00000003 0001fffe010280007fff0003")
NAN = bytes.fromhex("514c3d1e 01000000 01000000 01000000 01000000 0100807f")
SCALAR = bytes.fromhex("554c3d1e 00000000 07")  # rank 0, in the form without size slots
LONG = bytes.fromhex("584c3d1e 01000000 01000000 01000000 01000000 fbffffffffffffff")
INPUTS = [b"", INT16, INT16[:-1], INT16 + b"\0", NAN, SCALAR, LONG, b"<html>", b"\x1f\x8b\x08"]


@pytest.mark.parametrize("data", INPUTS)
@pytest.mark.parametrize(
    ("name", "target"),
    [("check", "check_bytes"), ("load", "load_bytes"), ("round_trip", "round_trip")],
)
def test_nothing_is_found(script: Script, name: str, target: str, data: bytes) -> None:
    """Each target takes valid, damaged and foreign bytes."""
    getattr(script(f"fuzz_{name}"), target)(data)


def test_check_lets_exceptions_out(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception in a rule reaches the harness."""
    target = script("fuzz_check")
    monkeypatch.setattr(target, "check", lambda *_, **__: struct.unpack("<I", b""))
    with pytest.raises(struct.error):
        target.check_bytes(INT16)


def test_load_lets_exceptions_out(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the exceptions of idxcheck are expected."""
    target = script("fuzz_load")
    monkeypatch.setattr(target, "load", lambda *_, **__: struct.unpack("<I", b""))
    with pytest.raises(struct.error):
        target.load_bytes(INT16)


@pytest.mark.parametrize("cut", [INT16[:-1], INT16 + b"\0"])
def test_a_load_of_what_check_calls_invalid(script: Script, cut: bytes) -> None:
    """A matrix where check finds an error is a fault."""
    with pytest.raises(AssertionError, match="check finds"):
        script("fuzz_load").agreement(cut, np.zeros((2, 3), "int16"), strict=True)


def test_a_refusal_of_what_check_calls_valid(script: Script) -> None:
    """An error of load where check finds none is a fault; a limit is none."""
    target = script("fuzz_load")
    with pytest.raises(AssertionError, match="check finds no error"):
        target.agreement(INT16, idxcheck.UsageError("no"), strict=True)
    target.agreement(INT16, idxcheck.LimitError("memory"), strict=True)


@pytest.mark.parametrize(
    "whole", [[[1, -2, 258], [-32768, 32767, 4]], [[1, -2, 258]], [[1, -2], [258, -32768]]]
)
def test_other_items(script: Script, whole: list[list[int]]) -> None:
    """Items that are not numpy's slice of the whole are a fault."""
    with pytest.raises(AssertionError):
        script("fuzz_load").items(INT16, np.array(whole, "int16"), slice(1, None), strict=True)


def test_canonical_files(script: Script) -> None:
    """The files that written ones are compared with are right, bit by bit."""
    target = script("fuzz_round_trip")
    array = np.array([[1, -2, 258], [-32768, 32767, 3]], "int16")
    assert target.idx_bytes(array) == INT16
    assert target.norb_bytes(array) == bytes.fromhex(
        "564c3d1e 02000000 02000000 03000000 01000000 0100feff02010080ff7f0300"
    )
    assert target.norb_bytes(np.array([0x7F800001], "uint32").view("float32")) == NAN
    assert target.norb_bytes(np.array(7, "uint8")) == SCALAR
    assert target.norb_bytes(np.zeros([1] * 12, "uint8")) is None


def changed(*_: object, **__: object) -> Any:  # noqa: ANN401 - as load's
    """Return another matrix than any input holds."""
    return np.array([9, 9], "int16")


def test_another_file(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not the canonical one is a fault."""
    target = script("fuzz_round_trip")
    monkeypatch.setattr(target, "save", lambda stream, *_, **__: stream.write(INT16[:-1] + b"\2"))
    with pytest.raises(AssertionError, match="idx: written 00000b02"):
        target.round_trip(INT16)


def test_another_matrix(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    """A matrix that comes back with other bits is a fault."""
    target, load, calls = script("fuzz_round_trip"), idxcheck.load, [False, True]

    def load_once(data: bytes, *, strict: bool) -> Any:  # noqa: ANN401 - as load's
        return load(data, strict=strict) if calls.pop() else -load(data, strict=strict)

    monkeypatch.setattr(target, "load", load_once)
    with pytest.raises(AssertionError, match="idx: other elements"):
        target.round_trip(INT16)
