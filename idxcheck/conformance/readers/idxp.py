"""The adapter's side of idxcheck's conformance protocols, in one file without dependencies.

Lay it beside an adapter, on Python 3.8 or later:

    import idxp, somelib

    idxp.serve(somelib.read, name="somelib", version=somelib.__version__)

Called without arguments the adapter speaks IDXP/1, JSON lines on standard input and output.
Called with FILE, or with `--write FILE` and a matrix on standard input, it answers one question
with the one-shot text. What the library prints goes to standard error, once `serve` is called;
one that prints while it is imported is best imported under
`contextlib.redirect_stdout(sys.stderr)`, not by `read`, whose growth of memory is watched.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import math
import operator
import os
import struct
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

VERSION = 1
LISTED = 524288  # the elements of the largest array whose values are listed
# How struct calls the signed integers of so many bytes; upper-case, the unsigned.
CODES = {1: "b", 2: "h", 4: "i", 8: "q"}
FLOATS = {"float32": (8, ">f"), "float64": (16, ">d")}  # hexadecimal digits, and struct's word
STORED = {"uint8": "B", "int8": "b", "int16": "h", "int32": "i", "float32": "I", "float64": "Q"}


class Array(NamedTuple):
    """A matrix where there is no numpy: `values` flat in C order, floats as integers, by bits."""

    element: str
    shape: tuple[int, ...]
    values: tuple[int, ...]


class Subject(NamedTuple):
    """What is served: the two functions, what their exceptions mean, and what is said of them."""

    read: Callable[[str], Any]
    write: Callable[[str, Any], Any] | None
    rejects: tuple[type[BaseException], ...]
    unsupported: tuple[type[BaseException], ...]
    introduction: dict[str, Any]


def serve(  # noqa: PLR0913 - what is to be said of a library
    read: Callable[[str], Any],
    write: Callable[[str, Any], Any] | None = None,
    *,
    name: str,
    version: str,
    language: str = "Python",
    homepage: str = "",
    rejects: tuple[type[BaseException], ...] = (ValueError, OSError),
    unsupported: tuple[type[BaseException], ...] = (NotImplementedError,),
    formats: Iterable[str] | None = None,
    elements: Iterable[str] | None = None,
    highest_rank: int | None = None,
    rewrite: bool = False,
) -> None:
    """Answer the questions of idxcheck until it says stop, or the one on the command line.

    `read(path)` returns a numpy array, of any byte order, or `(element, shape, values)`:
    `values` nested or flat in C order, floats as Python floats or as the integers of their
    IEEE bits. `write(path, array)` is given a numpy array, native-endian and writable, or an
    `Array` where numpy is not installed. With `rewrite` it is also given what `read` returned.

    `rejects` are the exceptions by which the library refuses a file as it declares to,
    `unsupported` those by which it says that it does not take a valid one; all others are
    leaked. `formats` ("idx", "norb"), `elements` and `highest_rank` are claims: to say
    unsupported to what they hold is a failure. None claims nothing.
    """
    subject = Subject(
        read,
        write,
        rejects,
        unsupported,
        introduction(
            {"name": name, "version": version, "language": language, "homepage": homepage},
            [("read", True), ("write", write is not None), ("rewrite", rewrite)],
            {"formats": formats, "elements": elements, "highest_rank": highest_rank},
        ),
    )
    arguments = sys.argv[1:]
    wrong = len(arguments) - (arguments[:1] == ["--write"])
    if arguments and wrong != 1:
        sys.stderr.write("error: expected no argument, FILE, or --write FILE\n")
        sys.exit(2)
    requests, answers = private_channels()
    with requests, answers:
        if arguments:
            answer_once(subject, arguments, requests, answers)
        else:
            converse(subject, requests, answers)


def introduction(
    implementation: dict[str, str],
    directions: list[tuple[str, bool]],
    claims: dict[str, Any],
) -> dict[str, Any]:
    """Return the answer to start, without its number."""
    capabilities: dict[str, Any] = {"directions": [name for name, able in directions if able]}
    for name, claim in claims.items():
        if claim is not None:
            capabilities[name] = claim if isinstance(claim, int) else list(claim)
    return {
        "version": VERSION,
        "implementation": implementation,
        "capabilities": capabilities,
    }


def private_channels() -> tuple[BinaryIO, BinaryIO]:
    """Take standard input and output away from the library, whatever language it is written in.

    It reads nothing, and what it prints goes to standard error.
    """
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout.flush()  # what was printed before goes there, too
    faulthandler.enable(2)  # where it crashes is seen on standard error
    return requests, answers


def converse(subject: Subject, requests: Iterable[bytes], answers: BinaryIO) -> None:
    """Speak IDXP/1 until the request stop, or the end."""
    for line in requests:
        request = json.loads(line)
        answer = {"seq": request["seq"], **_reply(subject, request)}
        # What JSON does not have goes as a text, which is no element.
        answers.write(json.dumps(answer, default=repr).encode() + b"\n")
        answers.flush()
        if request["op"] == "stop":
            return


def _reply(subject: Subject, request: dict[str, Any]) -> dict[str, Any]:
    op = request["op"]
    if op == "start":
        return subject.introduction
    if op == "stop":
        return {"stopped": True}
    if op == "read":
        return _read(subject, request["path"])
    if op == "rewrite":
        return _attempt(
            subject, lambda: _writer(subject)(request["to"], subject.read(request["path"]))
        )
    return _write(subject, request["path"], request["array"])


def _read(subject: Subject, path: str) -> dict[str, Any]:
    results: list[Any] = []
    answer = _attempt(subject, lambda: results.append(subject.read(path)))
    return {"ok": listed(results[0])} if results else answer


def _write(subject: Subject, path: str, array: dict[str, Any]) -> dict[str, Any]:
    values = tuple(int(each, 16) if isinstance(each, str) else each for each in array["values"])
    try:
        given = _array(Array(array["element"], tuple(array["shape"]), values))
    except ValueError as error:  # more dimensions than numpy has
        return {"unsupported": {"reason": _message(error)}}
    return _attempt(subject, lambda: _writer(subject)(path, given))


def _writer(subject: Subject) -> Callable[[str, Any], Any]:
    if subject.write is None:
        raise NotImplementedError("this adapter has no writer")
    return subject.write


def _array(array: Array) -> Any:  # noqa: ANN401 - numpy need not be there
    try:
        import numpy as np  # noqa: PLC0415 - it need not be there
    except ImportError:
        return array
    data = struct.pack(f"={len(array.values)}{STORED[array.element]}", *array.values)
    return np.frombuffer(data, array.element).reshape(array.shape).copy()


def _attempt(subject: Subject, action: Callable[[], Any]) -> dict[str, Any]:
    """Return the answer that an exception of `action` is, or a bare ok."""
    try:
        action()
    except MemoryError as error:  # numpy's is one, of another name in each version
        return {"leaked": {"type": "MemoryError", "message": _message(error)}}
    except subject.unsupported as error:
        return {"unsupported": {"reason": _message(error)}}
    except subject.rejects as error:
        return {"rejected": {"message": _message(error)}}
    except BaseException as error:  # noqa: BLE001 - SystemExit, too, is what the library does
        with contextlib.suppress(Exception):  # an exception may be one that cannot be shown
            traceback.print_exc()
        return {"leaked": {"type": _type_name(type(error)), "message": _message(error)}}
    return {"ok": {}}


def _type_name(kind: type) -> str:
    module = kind.__module__
    return kind.__qualname__ if module == "builtins" else f"{module}.{kind.__qualname__}"


def _message(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except Exception:  # noqa: BLE001 - whatever the library's own exceptions do
        return ""


def listed(result: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a library returns
    """Return what was read as the members element, shape and values of an answer.

    The values of an array of more than 524,288 elements are None. What is no array is one
    element of a type of its own name: no file holds such a thing.
    """
    if isinstance(result, tuple) and len(result) == 3 and isinstance(result[0], str):  # noqa: PLR2004 - (element, shape, values)
        element, shape = result[0], [operator.index(size) for size in result[1]]
        values = None if math.prod(shape) > LISTED else list(_flat(result[2]))
    elif all(hasattr(result, name) for name in ("dtype", "shape", "tobytes")):
        element, shape = _word(result.dtype.name), list(result.shape)
        values = None if math.prod(shape) > LISTED else _integers(result, math.prod(shape))
    else:
        return {"element": _word(type(result).__name__), "shape": [], "values": [0]}
    if values is not None and element in FLOATS:
        values = [_bits(each, *FLOATS[element]) for each in values]
    return {"element": element, "shape": shape, "values": values}


def _integers(array: Any, count: int) -> list[Any]:  # noqa: ANN401 - whatever looks like numpy's
    dtype = array.dtype
    code = CODES.get(dtype.itemsize)
    if code is None or dtype.kind not in "biuf":
        return [0] * count  # its type is wrong already
    if dtype.kind != "i":  # a float is taken as the integer of its bits
        code = code.upper()
    order = dtype.byteorder if dtype.byteorder in "<>" else "="
    return list(struct.unpack(f"{order}{count}{code}", array.tobytes()))


def _flat(values: Any) -> Iterator[Any]:  # noqa: ANN401 - lists of lists of anything
    if isinstance(values, (str, float, int)) or not hasattr(values, "__iter__"):
        yield values.item() if hasattr(values, "item") else values
    else:
        for each in values:
            yield from _flat(each)


def _bits(value: Any, digits: int, code: str) -> Any:  # noqa: ANN401 - the runner judges the rest
    if isinstance(value, float):
        return struct.pack(code, value).hex()
    return f"{value:0{digits}x}" if isinstance(value, int) else value


def _word(name: str) -> str:
    """Return a name of a type as a word of the protocol."""
    word = "".join(each for each in name.lower() if each in "abcdefghijklmnopqrstuvwxyz0123456789_")
    return (word.lstrip("0123456789_") or "unknown")[:32]


def answer_once(
    subject: Subject, arguments: list[str], requests: BinaryIO, answers: BinaryIO
) -> None:
    """Answer one question with the one-shot text."""
    if len(arguments) == 1:
        answer = _read(subject, arguments[0])
    else:
        head, _, rest = requests.read().decode().partition("\n")
        element, *sizes = head.split()[1:]
        values = [each if element in FLOATS else int(each) for each in rest.split()]
        array = {"element": element, "shape": [int(size) for size in sizes], "values": values}
        answer = _write(subject, arguments[1], array)
    answers.write(_text(answer).encode("utf-8", "replace"))


def _text(answer: dict[str, Any]) -> str:
    [(kind, told)] = answer.items()
    if kind != "ok" or not told:
        return " ".join([kind, *" ".join(told.values()).split()]) + "\n"
    head = " ".join(["ok", told["element"], *map(str, told["shape"])])
    return "\n".join([head, *map(str, told["values"] or []), ""])
