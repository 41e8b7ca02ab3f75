"""NRB004 nonstandard-magic

What it does
    Reports the magics 1E3D4C58 to 1E3D4C5B, which EBLearn wrote for C's long, uint32,
    uint64 and int64. Lenient: 58 is a warning where the length of the file tells whether
    a long has 8 bytes or 4.

Why it matters
    No document lists these magics and hardly any reader knows them; 58 does not even say
    how wide an element is.

Example
    58 4C 3D 1E, rank 1, size 2: a file of 28 bytes holds int32, one of 36 bytes int64.

What to do
    Save the matrix as int32 or float64. A 58 that fits loads with strict=False.

Reference
    Clause NORB-2.5.
"""

import idxspec
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule

EBLEARN_MAGICS = range(0x1E3D4C58, 0x1E3D4C5C)
LOAD = "load it with strict=False and save it as int32 or float64"


def judge(evidence: Evidence) -> Finding | None:
    """Find a magic that only EBLearn wrote."""
    order: idxspec.ByteOrder = "big" if evidence.head.startswith(b"\x1e\x3d\x4c") else "little"
    magic = int.from_bytes(evidence.head[:4], order)
    if magic not in EBLEARN_MAGICS:
        return None
    meaning = idxspec.NONSTANDARD_MAGICS[magic]
    header = evidence.header
    # More bytes than the header promises fit neither width of a long.
    readable = header is not None and evidence.seen <= header.file_size
    return RULE.finding(
        f"the magic {magic:08X} ({magic}) is {meaning}, which no document lists",
        offset=0,
        length=4,
        field="magic",
        expected="1E3D4C51, 53, 54, 55, 56 or 57",
        actual=f"{magic:08X}",
        hint=LOAD if readable else "have its writer save it as int32 or float64",
        severity=Severity.WARNING if readable and not evidence.strict else None,
    )


RULE = Rule(
    code="NRB004",
    name="nonstandard-magic",
    severity=Severity.ERROR,
    summary="the NORB magic is one that no document lists",
    clause="NORB-2.5",
    scope="norb",
    judge=judge,
)
