"""What the reports for machines say alike: of a finding, and of a file that was not judged."""

from idxcheck.findings import FileReport, Finding, Report, Severity
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import totals, unchecked

GRAVITY = [Severity.ERROR, Severity.UNDETERMINED, Severity.WARNING, Severity.NOTE]
LEFT_OPEN = "the selected rules leave it open"


def details(finding: Finding) -> list[str]:
    """Return what `finding` says, printable: what is wrong, sizes, likely causes, the next step."""
    lines = [finding.message]
    if finding.expected is not None:
        lines.append(f"expected {finding.expected}")
    if finding.actual is not None:
        lines.append(f"found {finding.actual}")
    for number, hypothesis in enumerate(finding.hypotheses):
        lines.append(f"{'or' if number else 'likely'}: {hypothesis.text}")
    if finding.hint is not None:
        lines.append(f"next: {finding.hint}")
    return [escape(line) for line in lines]


def placed_details(finding: Finding) -> list[str]:
    """Return `details` with the place in front, for readers that know lines and no bytes."""
    first, *others = details(finding)
    place = "" if finding.offset is None else f"{finding.offset:#x}: "
    kind = "undetermined: " if finding.severity is Severity.UNDETERMINED else ""
    return [f"{place}{kind}{first}", *others]


def unjudged(file: FileReport) -> str | None:
    """Return why `file` could not be judged where no finding says it."""
    if file.internal_error is not None:
        return f"idxcheck itself failed: {escape(file.internal_error)}"
    told = any(finding.severity is Severity.UNDETERMINED for finding in file.findings)
    return LEFT_OPEN if unchecked(file) and not told else None


def totals_line(report: Report) -> str:
    """Return the totals: `5 judged, 3 valid, 1 invalid, 1 undetermined, 2 passed over`."""
    counts = totals(report).items()
    return ", ".join(f"{count} {word.replace('_', ' ')}" for word, count in counts)
