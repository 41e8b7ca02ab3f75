"""PRF004 class-counts

What it does
    Reports labels of which some class occurs more or less often than is published. MNIST's
    classes are not balanced; that is right.

Why it matters
    The labels were changed, cut together or mixed with others: part of them belongs to
    other images.

Example
    6001 shirts and 5999 coats among Fashion-MNIST's training labels, each of which there
    are 6000.

What to do
    Fetch the file again: idxcheck fetch fashion-mnist --part train.

Reference
    The registry: how often each class occurs in each file.
"""

from collections.abc import Mapping

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.registry import DataFile, data_set
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find classes that occur more or less often than in every claimed file."""
    claim, header, scan = evidence.claim, evidence.header, evidence.data_file
    if claim is None or header is None or scan is None or scan.counts is None:
        return None
    if evidence.is_verified:
        return None
    files = [(file, _differing(file, scan.counts)) for file in claim.fitting(header)]
    file, differing = min(files, key=lambda each: len(each[1]))
    if not differing:
        return None
    first = differing[0]
    label = _label(file, first)
    return RULE.finding(
        f"{claim.opening}, but {len(differing)} of {len(file.counts)} classes occur more or less"
        f" often, first class {label}",
        field="payload",
        expected=f"{file.counts[first]} of class {label}",
        actual=str(scan.counts[data_set(file.data_set).first_label + first]),
        hint=claim.next_step(evidence.folder),
        severity=claim.severity,
    )


def _differing(file: DataFile, counts: Mapping[int, int]) -> list[int]:
    """Return the numbers of the classes, from 0 on, whose counts are not the published ones."""
    first = data_set(file.data_set).first_label
    return [
        number for number, count in enumerate(file.counts) if counts.get(first + number, 0) != count
    ]


def _label(file: DataFile, number: int) -> str:
    """Return label and name of a class: `6 (Shirt)`, `6` where that is its name."""
    of = data_set(file.data_set)
    label, name = str(of.first_label + number), of.classes[number]
    return label if name == label else f"{label} ({name})"


RULE = Rule(
    code="PRF004",
    name="class-counts",
    severity=Severity.ERROR,
    summary="a class occurs more or less often than in the data set's file",
    clause=None,
    scope="data set",
    judge=judge,
    needs="values",
    requires=("PRF003",),
)
