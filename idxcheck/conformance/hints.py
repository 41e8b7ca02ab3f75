"""What to do about failures that come in masses and are no faults, in sentences."""

from collections.abc import Iterator

from idxcheck.conformance.cases import STREAM_MAGICS
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result

BEYOND_NUMPY = "beyond-numpy"
NO_NORB = "every NORB file is refused: choose --scope idx, or answer unsupported"
NO_STREAMS = (
    "every compressed file is refused: answer unsupported where the library takes no compression"
)
NUMPY = "numpy stops at rank 64 and at its sizes: raise NotImplementedError (say unsupported) there"
IMAGES = bytes.fromhex("00000803")  # the magic of the plain file that is none of MNIST's size
OTHER_IMAGES = "the plain file is of 2 x 3 x 4: one that takes 28 x 28 alone needs --scope mnist"


def hints(report: ConformanceReport) -> Iterator[str]:
    """Yield what the failures that are not known have in common, and what to do then.

    Of a run that was stopped nothing is said but of the plain file that it refused.
    """
    if report.stopped:
        if report.scope != "mnist" and any(map(_is_other_images, report.smoke)):
            yield OTHER_IMAGES
        return
    valid = [
        each for each in report.results if each.verdict == "valid" and each.case.startswith("read ")
    ]
    plain = [each for each in valid if not _is_compressed(each)]
    idx, norb = ([each for each in plain if each.clause.startswith(k)] for k in ("IDX", "NORB"))
    if norb and all(map(_is_refused, norb)):
        yield NO_NORB
    streams = [each for each in valid if _is_compressed(each)]
    if streams and all(map(_is_refused, streams)):
        yield NO_STREAMS
    if any(_all_beyond_numpy(list(filter(_is_refused, each))) for each in (idx, norb)):
        yield NUMPY


def _is_other_images(step: Result) -> bool:
    """Whether a step was refused, and is about images that are not of 28 x 28."""
    refused = step.outcome in (Outcome.FALSE_REJECT, Outcome.UNSUPPORTED)
    return refused and (step.data or b"").startswith(IMAGES)


def _all_beyond_numpy(refused: list[Result]) -> bool:
    return bool(refused) and all(BEYOND_NUMPY in each.flags for each in refused)


def _is_refused(result: Result) -> bool:
    return result.outcome is Outcome.FALSE_REJECT and result.known is None


def _is_compressed(result: Result) -> bool:
    return (result.data or b"").startswith(STREAM_MAGICS)
