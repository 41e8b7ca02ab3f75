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
        raise _misfit(_name(error), fields, values) from None


def _misfit(name: str, fields: Mapping[str, Field], values: Mapping[str, Any]) -> HeaderError:
    field, value = fields[name], values[name]
    if isinstance(value, int):
        return HeaderError(name, field.offset, field.expected, value)
    index = next(index for index, size in enumerate(value) if not _fits(field.integer, size))
    slot = index + values["rank"] if name == "padding" else index
    return HeaderError(f"{name}[{index}]", field.offset + 4 * slot, field.expected, value[index])


def _fits(integer: Any, value: int) -> bool:  # noqa: ANN401 - construct ships no types
    try:
        integer.build(value)
    except ConstructError:
        return False
    return True


def _name(error: ConstructError) -> str:
    return str(error.path).rpartition(" -> ")[2]


def _truncated(name: str, fields: Mapping[str, Field], length: int) -> HeaderError:
    field = fields[name]
    if name == "shape":
        name = f"{name}[{(length - field.offset) // 4}]"
    return HeaderError(name, length, field.expected, None)
