"""PRF001 wrong-shape

What it does
    Reports a file whose shape is not that of the file it is said to be. A guess by a name
    that several data sets share is made only where the shape is theirs too.

Why it matters
    It is a part of the data set, another file of it, or something else, and what counts on
    the published sizes reads beyond its end or leaves out items.

Example
    FashionMNIST/raw/t10k-images-idx3-ubyte with 100 x 28 x 28 in place of 10000 x 28 x 28.

What to do
    Fetch the file again: idxcheck fetch fashion-mnist --part test. If it is a set
    of your own, say so: --dataset none, or a folder with another name.

Reference
    The registry: the shape of each file.
"""

from operator import eq

from idxcheck.claim import Claim, alternatives
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.sizes import describe_shape
from idxspec import Header

SHOWN = 4  # shapes that are told of those it may have


def judge(evidence: Evidence) -> Finding | None:
    """Find a shape that no claimed file has."""
    claim, header = evidence.claim, evidence.header
    if claim is None or header is None or header.shape in _shapes(claim):
        return None
    nearest = sorted(_shapes(claim), key=lambda shape: _distance(shape, header.shape))
    told = [describe_shape(shape) for shape in nearest[:SHOWN]]
    others = ["that of another file"] * (len(nearest) > SHOWN)
    problem = "its shape is another" if claim.files else "none has this name or shape"
    field, offset, length = _place(header, nearest[0])
    return RULE.finding(
        f"{claim.opening}, but {problem}",
        offset=offset,
        length=length,
        field=field,
        expected=alternatives([*told, *others]),
        actual=describe_shape(header.shape),
        hint=claim.next_step(evidence.folder),
        severity=claim.severity,
    )


def _shapes(claim: Claim) -> set[tuple[int, ...]]:
    return {file.shape for file in claim.candidates}


def _distance(shape: tuple[int, ...], found: tuple[int, ...]) -> tuple[bool, int, tuple[int, ...]]:
    """Return what orders shapes by how much they differ from the one found."""
    return len(shape) != len(found), -sum(map(eq, shape, found)), shape


def _place(header: Header, shape: tuple[int, ...]) -> tuple[str, int, int]:
    """Return field, offset and length of the first size that differs, or of all of them."""
    if len(shape) != header.rank:
        return "shape", header.shape_offset, 4 * header.rank
    axis = next(axis for axis, size in enumerate(shape) if size != header.shape[axis])
    return f"shape[{axis}]", header.shape_offset + 4 * axis, 4


RULE = Rule(
    code="PRF001",
    name="wrong-shape",
    severity=Severity.ERROR,
    summary="the shape is not that of the data set's file",
    clause=None,
    scope="data set",
    judge=judge,
    requires=("PRF005", "PRF006"),
)
