"""The lines of IDXP/1: requests to bytes, and bytes that may be anything to answers.

`idxp.schema.json` says the same for others. Nothing is guessed: a line that is not exactly as it
stands there is an answer that says nothing.
"""

import json
import math
import re
from collections.abc import Collection, Iterable
from typing import Any

from idxcheck.conformance.adapter import Capabilities, Implementation
from idxcheck.conformance.answers import (
    Answer,
    Fault,
    Leaked,
    Read,
    Rejected,
    Unsupported,
    Written,
)
from idxcheck.conformance.cases import DIRECTIONS
from idxcheck.vectors import Reading
from idxcheck.vectors.vector import HEX_DIGITS

VERSION = 1
LISTED = 524_288  # the elements of the largest array whose values must be listed
HIGHEST_RANK, LARGEST_SIZE = 255, 2**63 - 1
INTEGERS = {
    "uint8": (0, 2**8 - 1),
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
}
OTHER_INTEGERS = (-(2**63), 2**64 - 1)
ELEMENTS = (*INTEGERS, *HEX_DIGITS)
WORD = re.compile("[a-z][a-z0-9_]{0,31}")
# By the number of their hexadecimal digits.
HEX = {digits: re.compile(f"[0-9a-f]{{{digits}}}") for digits in HEX_DIGITS.values()}
KINDS = ("ok", "rejected", "unsupported", "leaked")
LONGEST_TEXT = 2000  # characters of a message that are kept


class BadMessage(Exception):  # noqa: N818 - a line that says nothing is no fault of ours
    """A line that is no answer; the text says what was found in it."""


def request(op: str, seq: int, **members: object) -> bytes:
    """Return one request as a line, with its line end."""
    return json.dumps({"op": op, "seq": seq, **members}).encode() + b"\n"


def array_members(reading: Reading) -> dict[str, object]:
    """Return a matrix as the member `array` of a request."""
    digits = HEX_DIGITS.get(reading.element)
    values = reading.values if digits is None else [f"{each:0{digits}x}" for each in reading.values]
    return {"element": reading.element, "shape": reading.shape, "values": values}


def started(line: bytes, seq: int) -> tuple[Implementation, Capabilities]:
    """Return who answered the request `start` of this number, and what is claimed.

    Raises BadMessage.
    """
    members = ("version", "implementation", "capabilities")
    message = _members("the answer to start", _addressed(line, seq), ("seq", *members))
    if _integer("version", message["version"], 0, LARGEST_SIZE) != VERSION:
        raise BadMessage(f"speaks version {message['version']} of IDXP, expected {VERSION}")
    names = ("name", "version", "language", "homepage")
    told = _members("implementation", message["implementation"], names)
    words = [_text(f"implementation.{name}", told[name], empty=name != "name") for name in names]
    return Implementation(*words), _capabilities(message["capabilities"])


def answered(line: bytes, seq: int) -> Answer:
    """Return what a line says to the request of this number; `Written(None)` for a bare `ok`.

    What says nothing is a Fault of the kind "error". Nothing is raised, whatever the bytes.
    """
    try:
        return _answer(_addressed(line, seq))
    except BadMessage as error:
        return Fault("error", str(error))


def _answer(message: dict[str, Any]) -> Answer:
    kind = next((each for each in KINDS if each in message), None)
    if kind is None:
        raise BadMessage(f"none of {', '.join(KINDS)} in the answer")
    told = _members("the answer", message, ("seq", kind))[kind]
    if kind == "ok":
        return Written(None) if told == {} else Read(_reading(told))
    if kind == "leaked":
        leak = _members(kind, told, ("type", "message"))
        type_ = _text("leaked.type", leak["type"], empty=False)
        return Leaked(type_, _text("leaked.message", leak["message"]))
    name = "message" if kind == "rejected" else "reason"
    text = _text(f"{kind}.{name}", _members(kind, told, (name,))[name])
    return Rejected(text) if kind == "rejected" else Unsupported(text)


def _addressed(line: bytes, seq: int) -> dict[str, Any]:
    message = _parse(line)
    if "seq" not in message:
        raise BadMessage("the member seq is missing in the answer")
    if _integer("seq", message["seq"], 0, LARGEST_SIZE) != seq:
        raise BadMessage(f"answered the request {message['seq']} when {seq} was asked")
    return message


def _parse(line: bytes) -> dict[str, Any]:
    """Return the object that a line is."""
    try:
        message = json.loads(
            line.decode(), object_pairs_hook=_without_twins, parse_constant=_no_constant
        )
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise BadMessage(f"no line of JSON: {ascii(line[:60])[1:]}") from None
    except RecursionError:
        raise BadMessage("JSON nested too deeply") from None
    except ValueError:  # more digits than Python turns into a number
        raise BadMessage("a number of thousands of digits") from None
    if not isinstance(message, dict):
        raise BadMessage(f"no object but {_shown(message)}")
    return message


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise BadMessage("an object with the same member twice")
    return members


def _no_constant(token: str) -> object:
    raise BadMessage(f"{token}, which is not JSON")


def _reading(told: object) -> Reading:
    array = _members("ok", told, ("element", "shape", "values"))
    element = array["element"]
    if not isinstance(element, str) or WORD.fullmatch(element) is None:
        raise BadMessage(f"ok.element is {_shown(element)}, expected a word such as uint8")
    shape = tuple(
        _integer("a size of ok.shape", size, 0, LARGEST_SIZE)
        for size in _list("ok.shape", array["shape"])
    )
    if len(shape) > HIGHEST_RANK:
        raise BadMessage(f"ok.shape has {len(shape)} sizes, expected {HIGHEST_RANK} at most")
    count = math.prod(shape)
    if array["values"] is None and count > LISTED:
        return Reading(element, shape, ())
    values = _list("ok.values", array["values"])
    if len(values) != count:
        raise BadMessage(f"ok.values has {len(values)} elements, expected {_number(count)}")
    return Reading(element, shape, _elements(element, values))


def _elements(element: str, values: list[Any]) -> tuple[int, ...]:
    digits = HEX_DIGITS.get(element)
    if digits is None:
        least, most = INTEGERS.get(element, OTHER_INTEGERS)
        return tuple(_integer(f"an element of {element}", each, least, most) for each in values)
    for each in values:
        if not isinstance(each, str) or HEX[digits].fullmatch(each) is None:
            raise BadMessage(
                f"an element of {element} is {_shown(each)},"
                f" expected {digits} lower-case hexadecimal digits in quotes"
            )
    return tuple(int(each, 16) for each in values)


def _capabilities(told: object) -> Capabilities:
    optional = ("directions", "formats", "elements", "highest_rank")
    claims = _members("capabilities", told, (), optional)
    directions = _choice("directions", claims, DIRECTIONS)
    rank = "highest_rank"
    return Capabilities(
        directions=("read",)
        if directions is None
        else tuple(each for each in DIRECTIONS if each in directions),
        formats=_choice("formats", claims, ("idx", "norb")),
        elements=_choice("elements", claims, ELEMENTS),
        highest_rank=_integer(f"capabilities.{rank}", claims[rank], 0, HIGHEST_RANK)
        if rank in claims
        else None,
    )


def _choice(name: str, claims: dict[str, Any], known: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the words of a list of capabilities, None where there is no such list."""
    if name not in claims:
        return None
    words = _list(f"capabilities.{name}", claims[name])
    for each in words:
        if each not in known or words.count(each) > 1:
            raise BadMessage(
                f"capabilities.{name} has {_shown(each)}, expected each of"
                f" {', '.join(known)} at most once"
            )
    if not words:
        raise BadMessage(f"capabilities.{name} is empty; leave it out to claim nothing")
    return tuple(words)


def _members(
    where: str, value: object, required: Collection[str], optional: Iterable[str] = ()
) -> dict[str, Any]:
    """Return an object that has the `required` members and no other but the `optional`."""
    if not isinstance(value, dict):
        raise BadMessage(f"{where} is {_shown(value)}, expected an object")
    for name in required:
        if name not in value:
            raise BadMessage(f"the member {name} is missing in {where}")
    for name in value:
        if name not in (*required, *optional):
            raise BadMessage(f"the unknown member {_shown(name)} in {where}")
    return value


def _list(where: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise BadMessage(f"{where} is {_shown(value)}, expected an array")
    return value


def _integer(where: str, value: object, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise BadMessage(f"{where} is {_shown(value)}, expected an integer in {least}..{most}")
    return value


def _text(where: str, value: object, *, empty: bool = True) -> str:
    """Return a string, cut, and without the halves of characters that no output could show."""
    if not isinstance(value, str) or not (value or empty):
        wanted = "a string" if empty else "a string that is not empty"
        raise BadMessage(f"{where} is {_shown(value)}, expected {wanted}")
    return value[:LONGEST_TEXT].encode(errors="replace").decode()


def _number(count: int) -> str:
    return str(count) if count < 10**24 else "more than 10^24"


def _shown(value: object) -> str:
    """Return what was found in a few words."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "an array"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return ascii(value[:40] if isinstance(value, str) else value)[:42]
