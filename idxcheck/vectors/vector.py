"""What a vector is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vector:
    """One file: its name, its bytes, and what a checker has to say about it.

    A name starts with `y_` (valid) or `n_` (wrong in one way). `rule` is the code of the
    one error of an `n_` file and None for a `y_` file. `remarks` are the codes of the
    warnings and notes that come with it because they are the point of the file.
    """

    name: str
    data: bytes
    why: str
    rule: str | None = None
    remarks: tuple[str, ...] = ()
