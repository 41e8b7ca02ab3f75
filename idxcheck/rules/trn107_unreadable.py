"""TRN107 unreadable

What it does
    Says that a file could not be read: it is missing, permission is denied, or the device
    reported an error. Nothing is claimed of its bytes.

Why it matters
    A file that was not judged must not pass for a valid one.

Example
    train-images-idx3-ubyte: No such file or directory

What to do
    Correct the path or the permissions; copy the file from a device that fails.

Reference
    The error message of the operating system.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find that nothing could be read."""
    if evidence.unreadable is None:
        return None
    return RULE.finding(
        f"the file could not be read: {evidence.unreadable}",
        hint="check the path, its permissions and the device",
    )


RULE = Rule(
    code="TRN107",
    name="unreadable",
    severity=Severity.UNDETERMINED,
    summary="the file could not be read",
    clause=None,
    scope="file",
    judge=judge,
)
