"""The element types of both formats, in one table.

IDX names an element type by one byte (clause IDX-2.2), NORB by its whole 32-bit
magic (clause NORB-2.2). The six types are the same ones.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Element:
    """One element type.

    `name` is numpy's name for it, `size` its bytes, `kind` numpy's letter (unsigned,
    signed, float). `idx_code` is byte 2 of an IDX file, `norb_magic` the NORB magic;
    each is None where the format cannot hold the type.
    """

    name: str
    size: int
    kind: Literal["u", "i", "f"]
    idx_code: int | None
    norb_magic: int | None


def make_elements() -> tuple[Element, ...]:
    """Return the six element types, in the order of their IDX codes."""
    return (
        Element("uint8", 1, "u", 0x08, 0x1E3D4C55),
        Element("int8", 1, "i", 0x09, 0x1E3D4C57),
        Element("int16", 2, "i", 0x0B, 0x1E3D4C56),
        Element("int32", 4, "i", 0x0C, 0x1E3D4C54),
        Element("float32", 4, "f", 0x0D, 0x1E3D4C51),
        Element("float64", 8, "f", 0x0E, 0x1E3D4C53),
    )


def make_long_elements() -> tuple[Element, ...]:
    """Return what the magic 1E3D4C58 (C `long`, clause NORB-2.5) can stand for."""
    return (
        Element("int64", 8, "i", None, None),
        Element("int32", 4, "i", 0x0C, 0x1E3D4C54),
    )


def make_nonstandard_magics() -> dict[int, str]:
    """Return the NORB magics that no document lists, each with what wrote it (NORB-2.5)."""
    return {
        0x1E3D4C52: "packed (Lush, signed byte / 16)",
        0x1E3D4C58: "long (EBLearn, 4 or 8 bytes by platform)",
        0x1E3D4C59: "uint32 (EBLearn)",
        0x1E3D4C5A: "uint64 (EBLearn)",
        0x1E3D4C5B: "int64 (EBLearn)",
    }


ELEMENTS = make_elements()
LONG_ELEMENTS = make_long_elements()
NONSTANDARD_MAGICS = make_nonstandard_magics()
LONG_MAGIC = 0x1E3D4C58
