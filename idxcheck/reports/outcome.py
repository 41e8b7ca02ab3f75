"""What a report comes down to: the exit status and the totals, the same for every format."""

from idxcheck.findings import ContentWord, FileReport, Report, Severity, Verdict

SUCCESS = 0  # all that was asked for was checked, and nothing was found
FINDINGS = 1  # something was found
USAGE = 2  # the command cannot be carried out as it was given
BUG = 3  # idxcheck itself failed
UNCHECKED = 4  # something could not be checked
INTERRUPTED = 130  # what shells report of a command ended by Ctrl-C


def exit_status(report: Report) -> int:
    """Return the exit status: a bug beats what could not be checked, and that a finding."""
    if any(file.internal_error is not None for file in report.files):
        return BUG
    if any(unchecked(file) for file in report.files):
        return UNCHECKED
    return FINDINGS if report.failed else SUCCESS


def unchecked(file: FileReport) -> bool:
    """Whether something that was asked for could not be checked.

    The verdict on a compressed file needs its length; where the header alone was asked
    for, that it stays open is no failure.
    """
    if any(finding.severity is Severity.UNDETERMINED for finding in file.findings):
        return True
    if file.internal_error is not None:
        return True
    return file.verdict is Verdict.UNDETERMINED and not file.header_only


def is_verified(file: FileReport) -> bool:
    """Whether a valid file has the published digest of what it is said to be."""
    return file.verdict is Verdict.VALID and file.content is ContentWord.VERIFIED


def totals(report: Report) -> dict[str, int]:
    """Return how many files were judged, with each verdict, verified, and passed over."""
    verdicts = [file.verdict for file in report.files]
    return {
        "judged": len(verdicts),
        **{verdict.value: verdicts.count(verdict) for verdict in Verdict},
        "verified": sum(map(is_verified, report.files)),
        "passed_over": len(report.passed_over),
    }
