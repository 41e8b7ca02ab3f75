"""The lines of IDXP/1: requests to bytes, and bytes that may be anything to answers.

`idxp.schema.json` says the same for others. Nothing is guessed: a line that is not exactly as it
stands there is an answer that says nothing.
"""

import json
import math
import re
from dataclasses import fields
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
from idxcheck.conformance.protocols.limits import (
    HIGHEST_RANK,
    INTEGERS,
    LISTED,
    OTHER_INTEGERS,
    WORD,
)
from idxcheck.conformance.protocols.strict_json import (
    BadMessage,
    array_of,
    integer_of,
    members_of,
    parse,
    shown,
    shown_count,
    text_of,
)
from idxcheck.vectors import Reading
from idxcheck.vectors.vector import HEX_DIGITS

VERSION = 1
LARGEST_SIZE = 2**63 - 1
ELEMENTS = (*INTEGERS, *HEX_DIGITS)
# By the number of their hexadecimal digits.
HEX = {digits: re.compile(f"[0-9a-f]{{{digits}}}") for digits in HEX_DIGITS.values()}
KINDS = ("ok", "rejected", "unsupported", "leaked")
Introduction = tuple[Implementation, Capabilities]


def request(op: str, seq: int, **members: object) -> bytes:
    """Return one request as a line, with its line end."""
    return json.dumps({"op": op, "seq": seq, **members}).encode() + b"\n"


def array_members(reading: Reading) -> dict[str, object]:
    """Return a matrix as the member `array` of a request."""
    digits = HEX_DIGITS.get(reading.element)
    values = reading.values if digits is None else [f"{each:0{digits}x}" for each in reading.values]
    return {"element": reading.element, "shape": reading.shape, "values": values}


def started(line: bytes, seq: int) -> Introduction:
    """Return who answered the request `start` of this number, and what is claimed.

    Raises BadMessage.
    """
    members = ("version", "implementation", "capabilities")
    message = members_of("the answer to start", _addressed(line, seq), ("seq", *members))
    if integer_of("version", message["version"], 0, LARGEST_SIZE) != VERSION:
        raise BadMessage(f"speaks version {message['version']} of IDXP, expected {VERSION}")
    names = ("name", "version", "language", "homepage")
    told = members_of("implementation", message["implementation"], names)
    words = [text_of(f"implementation.{name}", told[name], empty=name != "name") for name in names]
    return Implementation(*words), _capabilities(message["capabilities"])


def changes(first: Introduction, now: Introduction) -> str:
    """Return in words what an implementation says of itself `now` in place of what it said `first`.

    "" where it says the same.
    """
    return "; ".join(
        f"{field.name.replace('_', ' ')} {_said(new)} (at first {_said(old)})"
        for before, after in ((first[0], now[0]), (first[1], now[1]))
        for field in fields(before)
        if (old := getattr(before, field.name)) != (new := getattr(after, field.name))
    )


def _said(claim: str | int | tuple[str, ...] | None) -> str:
    if claim in (None, ""):
        return "not said"
    return ", ".join(claim) if isinstance(claim, tuple) else shown(claim)


def stopped(output: bytes, seq: int) -> None:
    """Take all that came behind the request `stop` of this number, up to the end.

    Raises BadMessage where that is not its answer, in one line.
    """
    line, _, more = output.partition(b"\n")
    if not output:
        raise BadMessage("ended without an answer to stop")
    if more:
        raise BadMessage("printed more than one line for an answer")
    message = members_of("the answer to stop", _addressed(line, seq), ("seq", "stopped"))
    if message["stopped"] is not True:
        raise BadMessage(f"stopped is {shown(message['stopped'])}, expected true")


def answered(line: bytes, seq: int) -> Answer:
    """Return what a line says to the request of this number; `Written(None)` for a bare `ok`.

    What says nothing is a Fault of the kind "error", `accepted` where it is an "ok". Nothing is
    raised, whatever the bytes.
    """
    message: dict[str, Any] = {}
    try:
        message = _addressed(line, seq)
        return _answer(message)
    except BadMessage as error:
        said = [kind for kind in KINDS if kind in message]
        return Fault("error", str(error), accepted=said == ["ok"])


def _answer(message: dict[str, Any]) -> Answer:
    kind = next((each for each in KINDS if each in message), None)
    if kind is None:
        raise BadMessage(f"none of {', '.join(KINDS)} in the answer")
    told = members_of("the answer", message, ("seq", kind))[kind]
    if kind == "ok":
        return Written(None) if told == {} else Read(_reading(told))
    if kind == "leaked":
        leak = members_of(kind, told, ("type", "message"))
        type_ = text_of("leaked.type", leak["type"], empty=False)
        return Leaked(type_, text_of("leaked.message", leak["message"]))
    name = "message" if kind == "rejected" else "reason"
    text = text_of(f"{kind}.{name}", members_of(kind, told, (name,))[name])
    return Rejected(text) if kind == "rejected" else Unsupported(text)


def _addressed(line: bytes, seq: int) -> dict[str, Any]:
    message = parse(line)
    if "seq" not in message:
        raise BadMessage("the member seq is missing in the answer")
    if integer_of("seq", message["seq"], 0, LARGEST_SIZE) != seq:
        raise BadMessage(f"answered the request {message['seq']} when {seq} was asked")
    return message


def _reading(told: object) -> Reading:
    array = members_of("ok", told, ("element", "shape", "values"))
    element = array["element"]
    if not isinstance(element, str) or WORD.fullmatch(element) is None:
        raise BadMessage(f"ok.element is {shown(element)}, expected a word such as uint8")
    shape = tuple(
        integer_of("a size of ok.shape", size, 0, LARGEST_SIZE)
        for size in array_of("ok.shape", array["shape"])
    )
    if len(shape) > HIGHEST_RANK:
        raise BadMessage(f"ok.shape has {len(shape)} sizes, expected {HIGHEST_RANK} at most")
    count = math.prod(shape)
    if array["values"] is None and count > LISTED:
        return Reading(element, shape, ())
    values = array_of("ok.values", array["values"])
    if len(values) != count:
        raise BadMessage(f"ok.values has {len(values)} elements, expected {shown_count(count)}")
    return Reading(element, shape, _elements(element, values))


def _elements(element: str, values: list[Any]) -> tuple[int, ...]:
    digits = HEX_DIGITS.get(element)
    if digits is None:
        least, most = INTEGERS.get(element, OTHER_INTEGERS)
        return tuple(integer_of(f"an element of {element}", each, least, most) for each in values)
    for each in values:
        if not isinstance(each, str) or HEX[digits].fullmatch(each) is None:
            raise BadMessage(
                f"an element of {element} is {shown(each)},"
                f" expected {digits} lower-case hexadecimal digits in quotes"
            )
    return tuple(int(each, 16) for each in values)


def _capabilities(told: object) -> Capabilities:
    optional = ("directions", "formats", "elements", "highest_rank")
    claims = members_of("capabilities", told, (), optional)
    directions = _choice("directions", claims, DIRECTIONS)
    rank = "highest_rank"
    return Capabilities(
        directions=("read",)
        if directions is None
        else tuple(each for each in DIRECTIONS if each in directions),
        formats=_choice("formats", claims, ("idx", "norb")),
        elements=_choice("elements", claims, ELEMENTS),
        highest_rank=integer_of(f"capabilities.{rank}", claims[rank], 0, HIGHEST_RANK)
        if rank in claims
        else None,
    )


def _choice(name: str, claims: dict[str, Any], known: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the words of a list of capabilities, None where there is no such list."""
    if name not in claims:
        return None
    words = array_of(f"capabilities.{name}", claims[name])
    for each in words:
        if each not in known or words.count(each) > 1:
            raise BadMessage(
                f"capabilities.{name} has {shown(each)}, expected each of"
                f" {', '.join(known)} at most once"
            )
    if not words:
        raise BadMessage(f"capabilities.{name} is empty; leave it out to claim nothing")
    return tuple(words)
