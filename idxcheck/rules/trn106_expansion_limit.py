"""TRN106 expansion-limit

What it does
    Says that a limit kept the file from being judged whole: a third layer of compression, a
    decoder that needs more than 80 MiB, or more content than --max-bytes allows.

Why it matters
    A few kilobytes can ask for gigabytes of memory or hours of decoding. The file may be
    valid; nothing is claimed of what was not read.

Example
    An xz stream of 220 KB whose dictionary would take 1.5 GiB.

What to do
    Where the file is trusted, decompress it with its own tool and check the result, or raise
    --max-bytes.

Reference
    Clauses IDX-5.1 and NORB-6.1.
"""

from idxcheck.evidence import OVER_LIMIT, Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule

UNPACK = "decompress it with its own tool and check the result"


def judge(evidence: Evidence) -> Finding | None:
    """Find that a limit ended the reading."""
    fault = evidence.fault
    if fault is not None and fault.kind == "limit":
        message, offset, hint = fault.message, fault.offset, UNPACK
    elif evidence.limit is not None:
        steps = ["raise --max-bytes"] if evidence.limit.startswith(OVER_LIMIT) else []
        steps += [UNPACK] if evidence.layers else []
        message, offset, hint = evidence.limit, None, ", or ".join(steps)
    else:
        return None
    return RULE.finding(message, offset=offset, hint=hint)


RULE = Rule(
    code="TRN106",
    name="expansion-limit",
    severity=Severity.UNDETERMINED,
    summary="a limit kept the file from being judged whole",
    clause=None,
    scope="file",
    judge=judge,
)
