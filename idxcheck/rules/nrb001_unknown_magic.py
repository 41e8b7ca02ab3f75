"""NRB001 unknown-magic

What it does
    Reports a NORB magic, 1E3D4C and one more byte, that names no element type. Where one
    byte would make the file fit its length, the finding says which.

Why it matters
    The magic alone says how wide an element is: nothing behind it can be read.

Example
    65 4C 3D 1E, the number 507333733, in place of 55 4C 3D 1E, 507333717, for uint8.

What to do
    Fetch the file again. Where its writer is known, set the magic of what it wrote.

Reference
    Clauses NORB-2.1 and NORB-2.2.
"""

import contextlib
from collections.abc import Iterator

import idxspec
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Hypothesis, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find a magic that is none of the family."""
    error = evidence.content.error
    if error is None or error.field != "magic" or error.actual is None:
        return None
    if error.actual in idxspec.NONSTANDARD_MAGICS:
        return None
    return RULE.finding(
        f"the magic {error.actual:08X} ({error.actual}) names no element type",
        offset=0,
        length=4,
        field="magic",
        expected=error.expected,
        actual=f"{error.actual:08X}",
        hint="fetch the file again, or set the magic of what its writer wrote",
        hypotheses=tuple(_fitting(evidence)),
    )


def _fitting(evidence: Evidence) -> Iterator[Hypothesis]:
    """Yield the magics with which header and length agree."""
    order: idxspec.ByteOrder = "big" if evidence.head.startswith(b"\x1e\x3d\x4c") else "little"
    for element in idxspec.ELEMENTS:
        magic = element.norb_magic or 0
        new = magic.to_bytes(4, order)
        with contextlib.suppress(idxspec.HeaderError):
            header = idxspec.parse_norb(new + evidence.head[4:], order, evidence.length)
            if header.file_size == evidence.length:
                text = f"the magic should be {magic:08X} ({element.name}): the length fits"
                yield Hypothesis(text, 0, evidence.head[:4], new)


RULE = Rule(
    code="NRB001",
    name="unknown-magic",
    severity=Severity.ERROR,
    summary="the NORB magic names no element type",
    clause="NORB-2.1",
    scope="norb",
    judge=judge,
)
