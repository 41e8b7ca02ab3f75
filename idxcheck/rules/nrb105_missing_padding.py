"""NRB105 missing-padding

What it does
    Reports a NORB file of rank 1 or 2 whose payload follows its sizes at once, without the
    unused size slots up to the third, and whose length fits exactly that way.

Why it matters
    A reader takes the first elements for the slots, and the rest is shifted and too short.

Example
    54 4C 3D 1E 01 00 00 00 03 00 00 00 and 12 bytes: three int32 behind a header of 12
    bytes, which should have 20.

What to do
    Insert 01 00 00 00 for each missing slot, two for rank 1, one for rank 2. idxcheck
    repair IN OUT inserts them.

Reference
    Clauses NORB-4.2 and NORB-4.3.
"""

import contextlib

import idxspec
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Hypothesis, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find a file that fits when the unused slots are put in."""
    head, plain = evidence.head, evidence.header
    if plain is not None and plain.file_size == evidence.length:
        return None  # it fits as it stands, for a magic of two widths perhaps both ways
    order: idxspec.ByteOrder = "big" if head.startswith(b"\x1e\x3d\x4c") else "little"
    for rank in (1, 2):
        end = 8 + 4 * rank
        ones = (1).to_bytes(4, order) * (3 - rank)
        # Slots that hold 1, or the beginning of it, are there: the file was cut elsewhere.
        if ones.startswith(head[end : end + len(ones)]):
            continue
        with contextlib.suppress(idxspec.HeaderError):
            header = idxspec.parse_norb(head[:end] + ones + head[end:], order)
            if header.rank == rank and header.file_size - len(ones) == evidence.length:
                return _finding(header, end, ones)
    return None


def _finding(header: idxspec.Header, end: int, ones: bytes) -> Finding:
    one = len(ones) == 4  # noqa: PLR2004 - the bytes of one slot
    slots = "unused size slot" if one else "two unused size slots"
    return RULE.finding(
        f"the payload follows the sizes at once, without the {slots}",
        offset=end,
        length=0,
        field="padding",
        expected=f"a header of {header.header_size} bytes",
        actual=f"one of {end} bytes, with which the length fits",
        hint=f"insert {ones.hex(' ').upper()} at {end:#x}: idxcheck repair IN OUT",
        hypotheses=(Hypothesis(f"the {slots} should be inserted at {end:#x}", end, b"", ones),),
    )


RULE = Rule(
    code="NRB105",
    name="missing-padding",
    severity=Severity.ERROR,
    summary="the unused NORB size slots are left out",
    clause="NORB-4.3",
    scope="norb",
    judge=judge,
    needs="length",
    requires=("NRB004",),
)
