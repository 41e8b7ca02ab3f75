"""SET001 count-mismatch

What it does
    Compares the numbers of items in the images, labels and tables of one part: files of one
    folder whose names differ in the role word alone (images and labels, or dat, cat and
    info). The finding stands with the file that differs from the images.

Why it matters
    Readers that stop at the shorter file, or read on in the longer one, pair pictures with
    labels that are not theirs, and say nothing.

Example
    train-labels-idx1-ubyte holds 59999 labels beside 60000 images in
    train-images-idx3-ubyte.

What to do
    Compare both files with their source: one was cut when it was made, or belongs to
    another part or version.

Reference
    None; a file that is said to be of a known data set is judged by PRF001.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.names import base_name
from idxcheck.registry import Role
from idxcheck.rule import Rule
from idxcheck.siblings import contradicts_claim, namesakes
from idxcheck.sizes import counted

ITEMS: dict[Role, str] = {"images": "image", "labels": "label", "info": "row"}


def judge(evidence: Evidence) -> Finding | None:
    """Find another number of items than the images have, or the first file where none are."""
    files = namesakes(evidence)
    own = next((each for each in files if each.evidence.name == evidence.name), None)
    if own is None:
        return None
    reference = files[0].evidence
    if contradicts_claim(evidence) or contradicts_claim(reference):
        return None  # PRF001 says so
    count, wanted = own.header.shape[0], files[0].header.shape[0]
    if count == wanted or own.role == files[0].role:
        return None  # two files of one role are copies, or belong to two sets
    found, noun = counted(count, ITEMS[own.role]), ITEMS[files[0].role]
    return RULE.finding(
        f"{found} for the {counted(wanted, noun)} of {base_name(reference.name)}",
        offset=own.header.shape_offset,
        length=4,
        field="shape[0]",
        expected=counted(wanted, ITEMS[own.role]),
        actual=found,
        hint="compare both files with their source",
    )


RULE = Rule(
    code="SET001",
    name="count-mismatch",
    severity=Severity.ERROR,
    summary="images, labels or tables of one part differ in number",
    clause=None,
    scope="siblings",
    judge=judge,
    needs="length",
)
