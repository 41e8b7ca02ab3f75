"""From what a Python function returns or raises to an answer."""

from collections.abc import Callable
from typing import Any

import numpy as np

from idxcheck.conformance.answers import (
    Answer,
    Fault,
    Leaked,
    Read,
    Rejected,
    Unsupported,
)
from idxcheck.errors import LimitError
from idxcheck.vectors import Reading

Exceptions = type[BaseException] | tuple[type[BaseException], ...]
MOST_ELEMENTS = 1 << 20
"""No file asked about holds as many: of an array of more, the shape is wrong already."""
LONGEST_MESSAGE = 4096  # characters
FLAT_RANK = 32  # the highest that `flat` takes


def answer_of(function: Callable[[], Answer], rejects: Exceptions) -> Answer:
    """Return what `function` answers, or what the exception that it raises says.

    Running out of memory is Leaked, whatever is declared. LimitError and NotImplementedError
    are Unsupported, those of `rejects` Rejected, all others Leaked, SystemExit too.
    KeyboardInterrupt passes through.
    """
    try:
        return function()
    except KeyboardInterrupt:
        raise
    except MemoryError as error:
        return Leaked("MemoryError", _message(error))
    except (LimitError, NotImplementedError) as error:
        return Unsupported(_message(error))
    except rejects as error:
        return Rejected(_message(error))
    except BaseException as error:  # noqa: BLE001 - whatever a reader raises is its answer
        return Leaked(_name(type(error)), _message(error))


def read_answer(result: object) -> Answer:
    """Return what is in `result`, anything that numpy.asarray takes, as an answer.

    Byte order does not matter. Raises MemoryError.
    """
    kind = type(result).__name__
    try:
        array = np.asarray(result)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the conversion raises
        return Fault("error", f"read() returned {kind}, no array: {_message(error)}", accepted=True)
    if array.dtype.kind in "biufc":
        return Read(_reading(array))
    what = f"an array of {array.dtype.name}" if isinstance(result, np.ndarray) else kind
    return Fault("error", f"read() returned {what}, no array of numbers", accepted=True)


def array_of(reading: Reading) -> np.ndarray[Any, Any]:
    """Return `reading` as an array, native-endian and writable.

    Raises ValueError where numpy has no array of so high a rank.
    """
    native = np.dtype(reading.element)
    array = np.frombuffer(reading.payload("<"), native.newbyteorder("<"))
    return array.astype(native).reshape(reading.shape)


def _reading(array: np.ndarray[Any, Any]) -> Reading:
    if array.size <= MOST_ELEMENTS:
        first = array.reshape(-1)
    else:  # not reshaped: a view that repeats a few elements would take all memory
        first = np.asarray(array.flat[:MOST_ELEMENTS] if array.ndim <= FLAT_RANK else [])
    native = first.astype(first.dtype.newbyteorder("="))
    if native.dtype.kind in "fc":  # by their bits; types of more than 8 bytes have no integer
        size = native.dtype.itemsize
        native = native.view(f"u{size}") if size in (2, 4, 8) else native[:0].view("u1")
    return Reading(array.dtype.name, array.shape, tuple(int(each) for each in native.tolist()))


def _name(kind: type[BaseException]) -> str:
    """Return the name of an exception as Python prints it: `KeyError`, `struct.error`."""
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def _message(error: BaseException) -> str:
    try:
        return str(error)[:LONGEST_MESSAGE]
    except KeyboardInterrupt:
        raise
    except BaseException as second:  # noqa: BLE001 - str() of a reader's own exception
        return f"an exception whose str() raises {type(second).__name__}"
