"""What a vector is: one small file, and everything that is to be said of it."""

import struct
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["valid", "invalid", "acceptable"]

LETTERS: dict[Verdict, str] = {"valid": "y", "invalid": "n", "acceptable": "i"}
# How struct calls each element type; a float stands as the integer of its IEEE bits.
STRUCT_CODES = {
    "uint8": "B",
    "int8": "b",
    "int16": "h",
    "int32": "i",
    "int64": "q",
    "float32": "I",
    "float64": "Q",
}
HEX_DIGITS = {"float32": 8, "float64": 16}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file: element type, shape, elements in C order.

    An element of a float type is the integer of its IEEE bits: 1.0 of float32 is 0x3F800000.
    """

    element: str
    shape: tuple[int, ...]
    values: tuple[int, ...]

    @property
    def text(self) -> str:
        """The answer of a reader: `ok int32 2 3`, then each element on a line of its own.

        Integers are decimal, floats the zero-padded hexadecimal number of their bits.
        """
        digits = HEX_DIGITS.get(self.element)
        elements = (str(each) if digits is None else f"{each:0{digits}x}" for each in self.values)
        return "\n".join([" ".join(["ok", self.element, *map(str, self.shape)]), *elements, ""])

    def payload(self, byte_order: Literal["<", ">"]) -> bytes:
        """Return the elements as bytes, `<` little-endian or `>` big-endian."""
        return struct.pack(
            f"{byte_order}{len(self.values)}{STRUCT_CODES[self.element]}", *self.values
        )


@dataclass(frozen=True, slots=True)
class Promise:
    """One finding that a checker must have on a file: the rule, and the offset in bytes.

    The offset counts in the innermost layer, but in the compressed stream where that is at
    fault; None where the finding has no place.
    """

    rule: str
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Vector:
    """One file: what it shows, its bytes, and what a reader and a checker make of it.

    `clause` is the clause it is about and `shows` what it shows, in words with hyphens; both
    together are the identifier, which never changes. A `valid` file must be read, an
    `invalid` one refused; of an `acceptable` one readers may do either, for `reason`.
    `reading` is what a reader returns that reads it, None where none may. `findings` are all
    that a strict check has to say, in the order of the rules, notes too. `flags` name the
    known faults of readers that it exposes. `ending` is the end of its name.
    """

    clause: str
    shows: str
    verdict: Verdict
    data: bytes
    why: str
    reading: Reading | None = None
    findings: tuple[Promise, ...] = ()
    flags: tuple[str, ...] = ()
    reason: str | None = None
    ending: str = ""

    @property
    def identifier(self) -> str:
        """The stable name: `IDX-4.3_uint8-one-byte-short`."""
        return f"{self.clause}_{self.shows}"

    @property
    def file(self) -> str:
        """The path of the file: `idx/n_4.3_uint8-one-byte-short.idx`."""
        kind, _, number = self.clause.partition("-")
        ending = self.ending or {"IDX": ".idx", "NORB": ".mat"}[kind]
        return f"{kind.lower()}/{LETTERS[self.verdict]}_{number}_{self.shows}{ending}"

    @property
    def expected(self) -> str | None:
        """The path of the answer beside it: its own and `.expected`; None without a reading."""
        return None if self.reading is None else f"{self.file}.expected"


def valid(  # noqa: PLR0913 - the parts of a vector
    clause: str,
    shows: str,
    data: bytes,
    reading: Reading,
    why: str,
    *findings: Promise,
    flags: tuple[str, ...] = (),
    ending: str = "",
) -> Vector:
    """Return a file that must be read; `findings` are warnings and notes."""
    return Vector(clause, shows, "valid", data, why, reading, findings, flags, None, ending)


def invalid(  # noqa: PLR0913 - the parts of a vector
    clause: str,
    shows: str,
    data: bytes,
    why: str,
    *findings: Promise,
    flags: tuple[str, ...] = (),
    ending: str = "",
) -> Vector:
    """Return a file that must be refused; one of `findings` is an error."""
    return Vector(clause, shows, "invalid", data, why, None, findings, flags, None, ending)


def acceptable(  # noqa: PLR0913 - the parts of a vector
    clause: str,
    shows: str,
    data: bytes,
    reading: Reading,
    why: str,
    *findings: Promise,
    reason: str,
    flags: tuple[str, ...] = (),
    ending: str = "",
) -> Vector:
    """Return a file that readers may read, as `reading`, or refuse; `reason` says why."""
    return Vector(clause, shows, "acceptable", data, why, reading, findings, flags, reason, ending)
