"""From construct's errors to HeaderError: the one place where construct is run."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from construct import ConstructError, StreamError

from idxspec.header import HeaderError


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a header: its offset, its integer on disk, and what may stand in it."""

    offset: int
    integer: Any  # a construct integer; construct ships no types
    expected: str


def cut(schema: Any, fields: Mapping[str, Field], data: bytes, **parameters: int) -> Any:  # noqa: ANN401 - construct ships no types
    """Parse `data` by `schema`; raise HeaderError at the first byte that does not fit."""
    try:
        return schema.parse_stream(io.BytesIO(data), **parameters)
    except StreamError as error:
        raise _truncated(_name(error), fields, len(data)) from None
    except ConstructError as error:
        name = _name(error)
        field = fields[name]
        actual = field.integer.parse(data[field.offset :])
        raise HeaderError(name, field.offset, field.expected, actual) from None


def assemble(
    schema: Any,  # noqa: ANN401 - construct ships no types
    fields: Mapping[str, Field],
    values: Mapping[str, Any],
    **parameters: int,
) -> bytes:
    """Build `values` by `schema`; raise HeaderError for a value its field cannot hold."""
    try:
        return bytes(schema.build(values, **parameters))
    except ConstructError as error:
        name = _name(error)
        field = fields[name]
        actual = _misfit(field.integer, values[name])
        raise HeaderError(name, field.offset, field.expected, actual) from None


def _misfit(integer: Any, value: int | list[int]) -> int:  # noqa: ANN401 - construct ships no types
    """Return the value that `integer` cannot hold; the count where each of a list fits."""
    if isinstance(value, int):
        return value
    for each in value:
        try:
            integer.build(each)
        except ConstructError:
            return each
    return len(value)


def _name(error: ConstructError) -> str:
    return str(error.path).rpartition(" -> ")[2]


def _truncated(name: str, fields: Mapping[str, Field], length: int) -> HeaderError:
    field = fields[name]
    if name == "shape":
        name = f"{name}[{(length - field.offset) // 4}]"
    return HeaderError(name, length, field.expected, None)
