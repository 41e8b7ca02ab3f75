"""Single edits that would make a file consistent, the likeliest first."""

from idxcheck.evidence import Evidence
from idxcheck.findings import Hypothesis


def explain_length(evidence: Evidence) -> tuple[Hypothesis, ...]:
    """Return the edits after which header and length agree."""
    return ()
