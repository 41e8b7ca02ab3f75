"""How a compressed stream can end other than well."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class StreamFault:
    """The end of a compressed stream that did not end well.

    `offset` is in the compressed bytes of the layer at fault: where the stream was cut,
    where the faulty part begins, or where the garbage behind it begins.
    """

    kind: Literal["truncated", "corrupt", "trailing", "limit"]
    offset: int
    message: str
