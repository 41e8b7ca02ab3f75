"""What a user expects of a file, by the configuration."""

from dataclasses import dataclass

from idxcheck.registry import Algorithm


@dataclass(frozen=True, slots=True)
class ExpectedDigest:
    """A digest in lower-case hexadecimal, of the file as stored, its content or its values."""

    algorithm: Algorithm
    value: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a file must be; what is None or empty is left open.

    `shape` holds the size of each axis, None for any; `elements` are numpy's names of the
    element types allowed; `range` is the least and the greatest value.
    """

    shape: tuple[int | None, ...] | None = None
    elements: tuple[str, ...] = ()
    range: tuple[float, float] | None = None
    digest: ExpectedDigest | None = None
