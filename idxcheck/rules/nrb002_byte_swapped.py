"""NRB002 byte-swapped

What it does
    Reports a NORB file that starts with 1E 3D 4C: it is big-endian. Lenient: a warning,
    and header and payload are read as big-endian.

Why it matters
    Lush wrote the byte order of its machine, and most other readers know only
    little-endian. They refuse the file, or take 5 for 83886080.

Example
    1E 3D 4C 55, where 55 4C 3D 1E is right for uint8.

What to do
    Load the file with strict=False and save it again. Or: idxcheck repair IN OUT.

Reference
    Clause NORB-2.3.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find a whole magic in big-endian order."""
    magic = evidence.head[:4]
    if not magic.startswith(b"\x1e\x3d\x4c") or len(magic) < 4:  # noqa: PLR2004 - a magic's bytes
        return None
    return RULE.finding(
        "the magic is big-endian, as on the machine that wrote it",
        offset=0,
        length=4,
        field="magic",
        expected=f"{magic[::-1].hex(' ').upper()} on disk (little-endian)",
        actual=magic.hex(" ").upper(),
        hint="idxcheck repair IN OUT, and see whether the values make sense",
        severity=None if evidence.strict else Severity.WARNING,
    )


RULE = Rule(
    code="NRB002",
    name="byte-swapped",
    severity=Severity.ERROR,
    summary="the NORB file is big-endian",
    clause="NORB-2.3",
    scope="norb",
    judge=judge,
    requires=("NRB001", "NRB003", "NRB004"),
)
