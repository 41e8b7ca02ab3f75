"""SCH001 unexpected-shape

What it does
    Reports a file whose shape is not the one that the configuration expects of it.

Why it matters
    The file is sound, but it is not the data that the next step was written for: images of
    another size, labels where images should be, another number of axes.

Example
    The configuration says shape = ["*", 28, 28], and the header says 60000 x 32 x 32.

What to do
    Look whether this is the file that was meant. If it is, correct the configuration.

Reference
    The key `shape` in docs/configuration.md.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.sizes import describe_shape
from idxspec import Header

RANK_PLACES = {"idx": (3, 1), "norb": (4, 4)}  # offset and length in bytes


def judge(evidence: Evidence) -> Finding | None:
    """Find a rank or a size that is not as expected."""
    header, expectation = evidence.header, evidence.expectation
    if header is None or expectation is None or expectation.shape is None:
        return None
    shape = expectation.shape
    pairs = list(zip(shape, header.shape, strict=False))
    wrong = [axis for axis, (size, actual) in enumerate(pairs) if size not in (None, actual)]
    if len(shape) == header.rank and not wrong:
        return None
    message, field, offset, length = _fault(header, shape, wrong)
    return RULE.finding(
        message,
        offset=offset,
        length=length,
        field=field,
        expected=" x ".join("*" if size is None else str(size) for size in shape),
        actual=describe_shape(header.shape),
        hint="look whether this is the file that was meant; if so, correct the configuration",
    )


def _fault(
    header: Header, shape: tuple[int | None, ...], wrong: list[int]
) -> tuple[str, str, int, int]:
    if len(shape) != header.rank:
        return f"rank {header.rank} in place of {len(shape)}", "rank", *RANK_PLACES[header.format]
    axis = wrong[0]
    message = f"size {axis} is {header.shape[axis]} in place of {shape[axis]}"
    return message, f"shape[{axis}]", header.shape_offset + 4 * axis, 4


RULE = Rule(
    code="SCH001",
    name="unexpected-shape",
    severity=Severity.ERROR,
    summary="the shape is not the one that was expected",
    clause=None,
    scope="expectation",
    judge=judge,
)
