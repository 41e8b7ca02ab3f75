"""Files that break a rule by themselves: the smallest vector of each, or what none can be."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from idxcheck.synth.violations.model import Expected, Violation
from idxcheck.vectors import Vector, vectors
from idxcheck.vectors.wrapping import gzip_member

OF_NAMES = ("TRN105", "NAM001", "NAM002")  # rules that the name of the file breaks
LOOP = "loop.idx"
LAYERS = "layers.idx.gz"


def by_itself() -> tuple[Violation, ...]:
    """Return the violations of the rules TRN, IDX, NRB, VAL and NAM.

    Of the vectors on which a rule finds something it is the one with the fewest findings, of
    these a valid one, of these the smallest that is harmless to a reader that trusts its header.
    """
    # Only IDX104 has company: alone, the size it is about would ask for 2 GiB of payload.
    chosen: dict[str, Vector] = {}
    for vector in sorted(vectors(), key=_preference):
        for promise in vector.findings:
            chosen.setdefault(promise.rule, vector)
    others = (_of_vector(rule, vector) for rule, vector in chosen.items())
    return (_unreadable(), _three_layers(), *others)


def _preference(vector: Vector) -> tuple[int, bool, bool, int]:
    """Return what orders vectors, those to be taken first."""
    huge = "huge-claim" in vector.flags
    return len(vector.findings), vector.verdict != "valid", huge, len(vector.data)


def _of_vector(rule: str, vector: Vector) -> Violation:
    name = PurePosixPath(vector.file).name
    return Violation(
        rule,
        lambda: {name: vector.data},
        tuple(Expected(name, each.rule, each.offset) for each in vector.findings),
        named=rule in OF_NAMES,
    )


def _unreadable() -> Violation:
    """Return a link to itself: what leads nowhere could come to exist."""
    return Violation("TRN107", dict, (Expected(LOOP, "TRN107"),), links=(LOOP,))


def _three_layers() -> Violation:
    def make() -> Mapping[str, bytes]:
        matrix = bytes.fromhex("00000801 00000001 01")
        return {LAYERS: gzip_member(gzip_member(gzip_member(matrix)))}

    return Violation("TRN106", make, (Expected(LAYERS, "TRN106", 0),))
