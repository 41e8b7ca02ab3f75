"""From what a Python function returns or raises to an answer."""

import struct
from typing import Any, NoReturn

import numpy as np
import pytest

from idxcheck.conformance.answers import Answer, Fault, Leaked, Read, Rejected, Unsupported
from idxcheck.conformance.functions.answering import Exceptions, answer_of, array_of, read_answer
from idxcheck.errors import LimitError
from idxcheck.vectors import Reading

DECLARED = (ValueError, OSError)


def raised(error: BaseException, rejects: Exceptions = DECLARED) -> Answer:
    """Return the answer of a function that raises `error`."""

    def function() -> NoReturn:
        raise error

    return answer_of(function, rejects)


class OwnError(ValueError):
    """A subclass of what is declared."""


class MuteError(Exception):
    """Its str() fails by raising what it was given."""

    def __str__(self) -> str:
        raise self.args[0]


def test_an_answer_passes() -> None:
    """What is answered without an exception is the answer."""
    assert answer_of(lambda: Rejected("no"), DECLARED) == Rejected("no")


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (ValueError("bad magic"), Rejected("bad magic")),
        (OwnError("bad magic"), Rejected("bad magic")),
        (FileNotFoundError("gone"), Rejected("gone")),
        (KeyError(7), Leaked("KeyError", "7")),
        (struct.error("short"), Leaked("struct.error", "short")),
        (AssertionError(), Leaked("AssertionError", "")),
        (SystemExit(1), Leaked("SystemExit", "1")),
        (GeneratorExit(), Leaked("GeneratorExit", "")),
        (NotImplementedError("rank 4"), Unsupported("rank 4")),
        (LimitError("rank 65"), Unsupported("rank 65")),
        (
            ExceptionGroup("two", [ValueError(), OSError()]),
            Leaked("ExceptionGroup", "two (2 sub-exceptions)"),
        ),
        (ValueError("x" * 5000), Rejected("x" * 4096)),
    ],
    ids=lambda each: type(each).__name__,
)
def test_exceptions(error: BaseException, answer: Answer) -> None:
    """Declared ones refuse, two say what is not supported, all others leak."""
    assert raised(error) == answer


@pytest.mark.parametrize("second", [KeyError, SystemExit, GeneratorExit])
def test_an_exception_without_text(second: type[BaseException]) -> None:
    """An exception that cannot be printed is told by what printing it raises."""
    answer = raised(MuteError(second))
    assert isinstance(answer, Leaked)
    assert answer.type.endswith(".MuteError")
    assert answer.message == f"an exception whose str() raises {second.__name__}"
    assert raised(MuteError(second), MuteError) == Rejected(answer.message)
    with pytest.raises(KeyboardInterrupt):
        raised(MuteError(KeyboardInterrupt))


def test_groups_can_be_declared() -> None:
    """Who raises groups declares them."""
    answer = raised(ExceptionGroup("two", [ValueError()]), (ExceptionGroup,))
    assert answer == Rejected("two (1 sub-exception)")


def test_everything_declared() -> None:
    """Running out of memory is no refusal, also for who declares every exception."""
    assert raised(MemoryError("full"), (Exception,)) == Leaked("MemoryError", "full")
    assert raised(KeyError(7), (Exception,)) == Rejected("7")


def test_an_interrupt_passes() -> None:
    """Who presses Ctrl-C stops the run."""
    with pytest.raises(KeyboardInterrupt):
        raised(KeyboardInterrupt(), (BaseException,))


class Tensor:
    """What is no array, but can make one."""

    def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray[Any, Any]:
        return np.array([[1.0]], np.float32)


ARRAYS: list[tuple[object, Reading]] = [
    (np.array([[1, 2, 3]], "<i4"), Reading("int32", (1, 3), (1, 2, 3))),
    (np.array([[1, 2, 3]], ">i4"), Reading("int32", (1, 3), (1, 2, 3))),
    (np.array([-1, 127], np.int8), Reading("int8", (2,), (-1, 127))),
    (np.array([[1, 2], [3, 4]], np.uint8).T, Reading("uint8", (2, 2), (1, 3, 2, 4))),
    (np.array([1.0], ">f4"), Reading("float32", (1,), (0x3F800000,))),
    (
        np.frombuffer(bytes.fromhex("7fa00001 80000000"), ">f4"),
        Reading("float32", (2,), (0x7FA00001, 0x80000000)),
    ),
    (np.array([1.0], "<f8"), Reading("float64", (1,), (0x3FF0000000000000,))),
    (np.array([1.0], np.float16), Reading("float16", (1,), (0x3C00,))),
    (np.array([True, False]), Reading("bool", (2,), (1, 0))),
    (np.array([1j], np.complex128), Reading("complex128", (1,), ())),
    (np.zeros((0, 3), np.int16), Reading("int16", (0, 3), ())),
    (np.ones((1,) * 64, np.uint8), Reading("uint8", (1,) * 64, (1,))),
    (np.uint8(7), Reading("uint8", (), (7,))),
    ([[1, 2], [3, 4]], Reading("int64", (2, 2), (1, 2, 3, 4))),
    (Tensor(), Reading("float32", (1, 1), (0x3F800000,))),
]


@pytest.mark.parametrize(("result", "reading"), ARRAYS, ids=lambda each: type(each).__name__)
def test_arrays(result: object, reading: Reading) -> None:
    """Whatever numpy takes is read: element type, shape, elements; floats by their bits."""
    answer = read_answer(result)
    assert answer == Read(reading)
    assert all(type(each) is int for each in reading.values)


@pytest.mark.parametrize(("rank", "count"), [(3, 1 << 20), (33, 0)])
def test_an_array_without_end(rank: int, count: int) -> None:
    """Of one that claims more than any file holds the shape is told, and no memory taken."""
    shape = (1 << 40, 1 << 10, *(1,) * (rank - 2))
    endless = np.broadcast_to(np.array(7, np.uint8), shape)
    answer = read_answer(endless)
    assert isinstance(answer, Read)
    assert answer.reading == Reading("uint8", shape, (7,) * count)


class Ragged:
    """Numpy cannot make an array of it."""

    def __array__(self, dtype: object = None, copy: object = None) -> NoReturn:
        raise TypeError("got unsupported ScalarType BFloat16")


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (None, "read() returned NoneType, no array of numbers"),
        ({"data": [1]}, "read() returned dict, no array of numbers"),
        ("text", "read() returned str, no array of numbers"),
        (b"bytes", "read() returned bytes, no array of numbers"),
        (np.array([None]), "read() returned an array of object, no array of numbers"),
        (np.array(["a"]), "read() returned an array of str32, no array of numbers"),
        (np.zeros(1, "i4,i4"), "read() returned an array of void64, no array of numbers"),
        (
            Ragged(),
            "read() returned Ragged, no array: got unsupported ScalarType BFloat16",
        ),
    ],
    ids=["none", "dict", "str", "bytes", "object", "text", "structured", "raises"],
)
def test_no_arrays(result: object, message: str) -> None:
    """What holds no numbers says nothing."""
    assert read_answer(result) == Fault("error", message, accepted=True)


def test_ragged_lists() -> None:
    """Lists of different lengths are no array."""
    answer = read_answer([[1], [2, 3]])
    assert isinstance(answer, Fault)
    assert answer.message.startswith("read() returned list, no array: ")


class Greedy:
    """There is no memory for its array."""

    def __array__(self, dtype: object = None, copy: object = None) -> NoReturn:
        raise MemoryError("8 TiB")


def test_no_memory_for_the_array() -> None:
    """It is the reader's doing."""
    assert answer_of(lambda: read_answer(Greedy()), DECLARED) == Leaked("MemoryError", "8 TiB")


def test_the_array_of_a_reading() -> None:
    """It is native-endian, can be written to, and has the bits of the reading."""
    array = array_of(Reading("float32", (1, 2), (0x3F800000, 0x7FA00001)))
    assert array.dtype == np.dtype(np.float32)
    assert array.dtype.isnative
    assert array.flags.writeable
    assert array.shape == (1, 2)
    assert array.view(np.uint32).tolist() == [[0x3F800000, 0x7FA00001]]
    assert array_of(Reading("int16", (2,), (-2, 300))).tolist() == [-2, 300]


def test_no_array_of_rank_65() -> None:
    """Numpy has none."""
    with pytest.raises(ValueError, match="64"):
        array_of(Reading("uint8", (1,) * 65, (1,)))
