"""What an implementation claims to know, and so is asked."""

from idxcheck.conformance.adapter import Capabilities
from idxcheck.conformance.cases import Direction
from idxcheck.vectors import Vector


def directions_claimed(capabilities: Capabilities) -> tuple[Direction, ...]:
    """Return what can be asked; who reads and writes is asked for the round trip too."""
    claimed = set(capabilities.directions)
    if {"read", "write"} <= claimed:
        claimed.add("round-trip")
    order: tuple[Direction, ...] = ("read", "write", "round-trip", "rewrite")
    return tuple(each for each in order if each in claimed)


def not_claimed(capabilities: Capabilities, vector: Vector) -> str:
    """Return what of `vector` is not claimed: "NORB", "float64", "rank over 3"; "" for nothing.

    A file that no reader may read is of no element type and of no rank: it is for all.
    """
    kind = vector.clause.partition("-")[0]
    if capabilities.formats is not None and kind.lower() not in capabilities.formats:
        return kind
    if vector.reading is None:
        return ""
    element, rank = vector.reading.element, len(vector.reading.shape)
    if capabilities.elements is not None and element not in capabilities.elements:
        return element
    if capabilities.highest_rank is not None and rank > capabilities.highest_rank:
        return f"rank over {capabilities.highest_rank}"
    return ""


def told(capabilities: Capabilities) -> str:
    """Return what is claimed in words: "read, write; NORB; uint8, int32; rank up to 3"."""
    claimed = [", ".join(capabilities.directions) or "no direction"]
    if capabilities.formats is not None:
        claimed.append(", ".join(capabilities.formats).upper() or "no format")
    if capabilities.elements is not None:
        claimed.append(", ".join(capabilities.elements) or "no element type")
    if capabilities.highest_rank is not None:
        claimed.append(f"rank up to {capabilities.highest_rank}")
    return "; ".join(claimed)
