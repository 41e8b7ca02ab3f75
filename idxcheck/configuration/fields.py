"""One function for each kind of value in a configuration: from TOML's form to ours.

Each takes the path of the key and its value, and raises UsageError with that path, what
was expected and what was found. Paths are written as `files[0].shape[1]`.
"""

import re
import reprlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard, TypeVar, cast

from idxcheck.attribution import sets_called
from idxcheck.claim import NO_DATA_SET
from idxcheck.configuration.model import Ignore
from idxcheck.configuration.patterns import Pattern, parse_pattern
from idxcheck.errors import UsageError
from idxcheck.expectation import ExpectedDigest
from idxcheck.findings import Severity
from idxcheck.judging import select_rules
from idxcheck.registry import Algorithm
from idxspec import ELEMENTS, LONG_ELEMENTS

T = TypeVar("T")
ANY_SIZE = "*"
LARGEST_SIZE = 2**32 - 1  # an IDX size is an unsigned 32-bit number
LARGEST_RANK = 255
INTEGERS = range(-(2**63), 2**63)  # those of TOML
DIGITS: Mapping[str, int] = {"md5": 32, "sha1": 40, "sha256": 64}  # hexadecimal ones
LONGEST_SHOWN = 80  # characters of a string that is shown in a message
LEVELS = {each.value: each for each in (Severity.ERROR, Severity.WARNING, Severity.NOTE)}
ELEMENT_NAMES = tuple(dict.fromkeys(each.name for each in (*ELEMENTS, *LONG_ELEMENTS)))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of known keys, and the path of its own key, empty for the whole file."""

    key: str
    values: Mapping[str, Any]

    def path(self, name: str) -> str:
        """Return the path of the key `name`."""
        return f"{self.key}.{name}" if self.key else name

    def get(self, name: str, read: Callable[[str, object], T]) -> T | None:
        """Return what `read` makes of the value of `name`, None where it is not given."""
        return read(self.path(name), self.values[name]) if name in self.values else None

    def need(self, name: str, read: Callable[[str, object], T]) -> T:
        """Return what `read` makes of the value of `name`, or of None."""
        return read(self.path(name), self.values.get(name))


def wrong(key: str, expected: str, found: object) -> UsageError:
    """Return the exception for a value that is not what its key takes."""
    shorten = reprlib.Repr()
    shorten.maxstring = LONGEST_SHOWN
    names = {"None": "nothing", "True": "true", "False": "false"}
    shown = shorten.repr(found)
    return UsageError(f"{key}: expected {expected}, found {names.get(shown, shown)}")


def table(key: str, value: object, known: Collection[str]) -> Table:
    """Return a table that has `known` keys alone."""
    if not isinstance(value, dict):
        raise wrong(key, "a table", value)
    found = Table(key, value)
    for name in value:
        if name not in known:
            raise UsageError(f"{found.path(name)}: no such key; expected one of {', '.join(known)}")
    return found


def array(key: str, value: object, expected: str) -> list[tuple[str, Any]]:
    """Return the elements of an array, each with its path."""
    if not isinstance(value, list):
        raise wrong(key, f"an array of {expected}", value)
    return [(f"{key}[{place}]", each) for place, each in enumerate(value)]


def text(key: str, value: object, expected: str) -> str:
    """Return a string."""
    if not isinstance(value, str):
        raise wrong(key, expected, value)
    return value


def texts(key: str, value: object, expected: str) -> list[tuple[str, str]]:
    """Return one string, or the strings of an array that is not empty, each with its path."""
    if isinstance(value, str):
        return [(key, value)]
    if not isinstance(value, list) or not value:
        raise wrong(key, f"{expected} or an array of them", value)
    return [(place, text(place, each, expected)) for place, each in array(key, value, expected)]


def truth(key: str, value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise wrong(key, "true or false", value)
    return value


def severity(key: str, value: object) -> Severity:
    """Return a severity that a finding can be given."""
    expected = "error, warning or note"
    level = LEVELS.get(text(key, value, expected))
    if level is None:
        raise wrong(key, expected, value)
    return level


def codes(key: str, value: object) -> frozenset[str]:
    """Return the codes of the rules that one selector means."""
    selector = text(key, value, "a rule's code, its name or the beginning of codes")
    try:
        return select_rules([selector], None)
    except UsageError as error:
        raise UsageError(f"{key}: {error}") from None


def selectors(key: str, value: object) -> tuple[str, ...]:
    """Return selectors of rules, each of which means one at least."""
    found = array(key, value, "rules")
    for place, each in found:
        codes(place, each)
    return tuple(each for _, each in found)


def severities(key: str, value: object) -> dict[str, Severity]:
    """Return severities by code, from a table by selectors: those of fewer rules win."""
    if not isinstance(value, dict):
        raise wrong(key, 'a table such as { IDX105 = "error" }', value)
    levels = [
        (codes(f"{key}.{name}", name), severity(f"{key}.{name}", level))
        for name, level in value.items()
    ]
    levels.sort(key=lambda each: -len(each[0]))
    return {code: level for meant, level in levels for code in sorted(meant)}


def dataset(key: str, value: object) -> str:
    """Return the name of a data set or a family of them, or NO_DATA_SET."""
    name = text(key, value, f"the name of a data set, or {NO_DATA_SET!r}")
    try:
        sets_called(name)
    except UsageError as error:
        raise UsageError(f"{key}: {error}") from None
    return name


def patterns(key: str, value: object) -> tuple[Pattern, ...]:
    """Return patterns of paths."""
    return tuple(_pattern(*each) for each in texts(key, value, "a pattern of paths"))


def _pattern(key: str, value: str) -> Pattern:
    try:
        return parse_pattern(value)
    except ValueError as error:
        raise wrong(key, str(error), value) from None


def shape(key: str, value: object) -> tuple[int | None, ...]:
    """Return a shape, None for any size."""
    expected = f"sizes such as [{ANY_SIZE!r}, 28, 28]"
    sizes = array(key, value, expected)
    if not 1 <= len(sizes) <= LARGEST_RANK:
        raise wrong(key, f"1 to {LARGEST_RANK} {expected}", value)
    return tuple(_size(*each) for each in sizes)


def _size(key: str, value: object) -> int | None:
    if value == ANY_SIZE:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_SIZE:
        raise wrong(key, f"a size from 0 to {LARGEST_SIZE}, or {ANY_SIZE!r} for any", value)
    return value


def elements(key: str, value: object) -> tuple[str, ...]:
    """Return the names of element types."""
    found = texts(key, value, "an element type")
    for place, name in found:
        if name not in ELEMENT_NAMES:
            raise wrong(place, f"one of {', '.join(ELEMENT_NAMES)}", name)
    return tuple(name for _, name in found)


def value_range(key: str, value: object) -> tuple[float, float]:
    """Return the least and the greatest value."""
    match value:
        # NaN is not less than anything, so that no range has it as a bound.
        case [least, greatest] if _is_number(least) and _is_number(greatest) and least <= greatest:
            return least, greatest
    raise wrong(key, "the least and the greatest value, such as [0, 9]", value)


def _is_number(value: object) -> TypeGuard[float]:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, float) or (whole and value in INTEGERS)


def digest(key: str, value: object) -> ExpectedDigest:
    """Return a digest, written as its algorithm, a colon and hexadecimal digits."""
    forms = ", ".join(f"{name}: and {digits}" for name, digits in DIGITS.items())
    expected = f"a digest ({forms} hexadecimal digits)"
    match = re.fullmatch(r"([a-z0-9]+):([0-9a-f]+)", text(key, value, expected).lower())
    if match is None or DIGITS.get(match[1]) != len(match[2]):
        raise wrong(key, expected, value)
    return ExpectedDigest(cast("Algorithm", match[1]), match[2])


def ignores(key: str, value: object) -> tuple[Ignore, ...]:
    """Return exceptions, each with its reason."""
    expected = 'tables such as { rule = "TRN105", reason = "..." }'
    return tuple(_ignore(*each) for each in array(key, value, expected))


def _ignore(key: str, value: object) -> Ignore:
    given = table(key, value, ("rule", "reason"))
    meant = given.need("rule", codes)
    return Ignore(given.values["rule"], meant, given.need("reason", _reason), key)


def _reason(key: str, value: object) -> str:
    expected = "why the finding is accepted"
    reason = text(key, value, expected).strip()
    if not reason:
        raise wrong(key, expected, value)
    return reason
