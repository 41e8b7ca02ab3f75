"""JSON as IDXP/1 wants it: nothing is guessed, and what is wrong is told in a few words."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from idxcheck.conformance.protocols.limits import LONGEST_MESSAGE


class BadMessage(Exception):  # noqa: N818 - a line that says nothing is no fault of ours
    """A line that is no answer; the text says what was found in it."""


def parse(line: bytes) -> dict[str, Any]:
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
        raise BadMessage(f"no object but {shown(message)}")
    return message


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise BadMessage("an object with the same member twice")
    return members


def _no_constant(token: str) -> object:
    raise BadMessage(f"{token}, which is not JSON")


def members_of(
    where: str, value: object, required: Collection[str], optional: Iterable[str] = ()
) -> dict[str, Any]:
    """Return an object that has the `required` members and no other but the `optional`."""
    if not isinstance(value, dict):
        raise BadMessage(f"{where} is {shown(value)}, expected an object")
    for name in required:
        if name not in value:
            raise BadMessage(f"the member {name} is missing in {where}")
    for name in value:
        if name not in (*required, *optional):
            raise BadMessage(f"the unknown member {shown(name)} in {where}")
    return value


def array_of(where: str, value: object) -> list[Any]:
    """Return an array."""
    if not isinstance(value, list):
        raise BadMessage(f"{where} is {shown(value)}, expected an array")
    return value


def integer_of(where: str, value: object, least: int, most: int) -> int:
    """Return an integer in this range; true is none, nor is 1.0."""
    if type(value) is not int or not least <= value <= most:
        raise BadMessage(f"{where} is {shown(value)}, expected an integer in {least}..{most}")
    return value


def text_of(where: str, value: object, *, empty: bool = True) -> str:
    """Return a string, cut, perhaps `empty`, and without the halves of characters that no output could show."""
    if not isinstance(value, str) or not (value or empty):
        wanted = "a string" if empty else "a string that is not empty"
        raise BadMessage(f"{where} is {shown(value)}, expected {wanted}")
    return value[:LONGEST_MESSAGE].encode(errors="replace").decode()


def shown_count(count: int) -> str:
    """Return a number of elements, of any size."""
    return str(count) if count < 10**24 else "more than 10^24"


def shown(value: object) -> str:
    """Return what was found in a few words."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "an array"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return ascii(value[:40] if isinstance(value, str) else value)[:42]
