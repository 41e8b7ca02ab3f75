"""The answers of an adapter that answers one question in plain text."""

import math
import re
import struct
from collections.abc import Callable
from dataclasses import replace

from idxcheck.conformance.answers import Answer, Fault, Leaked, Read, Rejected, Unsupported, Written
from idxcheck.conformance.protocols.limits import (
    HIGHEST_RANK,
    INTEGERS,
    LISTED,
    LONGEST_MESSAGE,
    OTHER_INTEGERS,
    WORD,
)
from idxcheck.vectors import Reading
from idxcheck.vectors.vector import HEX_DIGITS

SHOWN = 40
# By the number of their hexadecimal digits, how struct calls the integers of so many bits.
CODES = {8: "I", 16: "Q"}
WORDS = (b"ok", b"rejected", b"unsupported", b"leaked")


def read_answer(output: bytes) -> Answer:
    """Return the answer to "read this file" from everything that the adapter printed.

    An answer that is not understood is a Fault of the kind `error`, `accepted` where it begins
    with `ok`; none at all is a `crash`.
    """
    answer = _answer(output, _reading)
    if isinstance(answer, Fault) and re.match(rb"ok(?!\S)", output):
        return replace(answer, accepted=True)
    return answer


def write_answer(output: bytes) -> Answer:
    """Return the answer to "write this file"; `Written(None)` for `ok`: nobody has looked yet."""
    return _answer(output, _writing)


def _answer(output: bytes, ok: Callable[[bytes], Answer]) -> Answer:
    try:
        text = output.decode("utf-8")
    except UnicodeDecodeError as error:
        return _error(f"the answer is no UTF-8 at byte {error.start}", output[error.start :])
    if not output.strip():
        return Fault("crash", "ended with status 0, but printed no answer")
    word = output.split(None, 1)[0]
    if not output.startswith(word) or word not in WORDS:
        return _error("the answer must begin with ok, rejected, unsupported or leaked", output)
    return ok(output) if word == b"ok" else _refusal(text)


def _refusal(text: str) -> Answer:
    word, *rest = text.split(None, 1)
    message = "".join(rest).strip()
    # A message may have lines; one that begins as an answer does is a second answer.
    if again := re.search(r"\n(ok|rejected|unsupported|leaked)(?!\S)", text):
        return _error(f"more than one answer, {word} and {again[1]}", text.encode())
    if word == "rejected":
        return Rejected(message[:LONGEST_MESSAGE])
    if word == "unsupported":
        return Unsupported(message[:LONGEST_MESSAGE])
    if not message:
        return _error("leaked must be followed by the type of the exception", text.encode())
    kind, *rest = message.split(None, 1)
    return Leaked(kind[:LONGEST_MESSAGE], "".join(rest)[:LONGEST_MESSAGE])


def _writing(output: bytes) -> Answer:
    if output.strip() == b"ok":
        return Written(None)
    return _error("ok must stand alone", output)


def _reading(output: bytes) -> Answer:
    first, _, body = output.partition(b"\n")
    words = first.split(None, HIGHEST_RANK + 2)[1:]
    element = words[0].decode() if words else ""
    if not WORD.fullmatch(element):
        return _error("ok must be followed by an element type such as uint8", first)
    shape = _shape(words[1:])
    if isinstance(shape, Fault):
        return shape
    count = math.prod(shape)
    if count > LISTED:  # its shape is wrong already: the elements may be left out
        return Read(Reading(element, shape, ()))
    elements = body.split(None, count)
    if len(elements) < count:
        return _error(f"the shape has {count} elements, only {len(elements)} follow", first)
    if len(elements) > count:
        return _error(f"more follows after {count} elements", elements[-1])
    values = (_floats if element in HEX_DIGITS else _integers)(element, body)
    return values if isinstance(values, Fault) else Read(Reading(element, shape, values))


def _shape(sizes: list[bytes]) -> tuple[int, ...] | Fault:
    if len(sizes) > HIGHEST_RANK:
        return Fault("error", f"the shape has more than {HIGHEST_RANK} sizes")
    for size in sizes:
        if not re.fullmatch(rb"0|[1-9][0-9]{0,19}", size):
            return _error("a size of the shape must be a decimal number", size)
    return tuple(map(int, sizes))


def _floats(element: str, body: bytes) -> tuple[int, ...] | Fault:
    digits = HEX_DIGITS[element]
    one = rb"[0-9a-f]{%d}" % digits
    if wrong := _first_wrong(one, body):
        return _error(f"an element of {element} must be {digits} digits of 0-9 and a-f", wrong)
    packed = bytes.fromhex(body.decode())
    return struct.unpack(f">{2 * len(packed) // digits}{CODES[digits]}", packed)


def _integers(element: str, body: bytes) -> tuple[int, ...] | Fault:
    # At most 20 characters, which is what a 64-bit integer can have.
    if wrong := _first_wrong(rb"(?:0|[1-9][0-9]{0,19}|-[1-9][0-9]{0,18})", body):
        return _error(f"an element of {element} must be a decimal number", wrong)
    values = tuple(map(int, body.split()))
    low, high = INTEGERS.get(element, OTHER_INTEGERS)
    if values and not low <= min(values) <= max(values) <= high:
        outside = next(each for each in values if not low <= each <= high)
        return _error(f"an element of {element} is out of its range", str(outside).encode())
    return values


def _first_wrong(one: bytes, body: bytes) -> bytes | None:
    """Return the first of the words in `body` that is not `one`."""
    # Possessive: takes no memory and does not go back, whatever the body.
    if re.fullmatch(rb"\s*+(?:%b(?:\s++|\Z))*+" % one, body):
        return None
    return next(each for each in body.split() if not re.fullmatch(one, each))


def _error(what: str, found: bytes) -> Fault:
    shown = repr(found[:SHOWN].rstrip())[1:]
    return Fault("error", f"{what}; found {shown}{'...' if len(found) > SHOWN else ''}")
