"""PRF006 superseded-release

What it does
    Reports a file that is an old release of what it is said to be. The first release of
    KMNIST is known by images that are black throughout in it.

Why it matters
    The authors replaced the files because they were wrong, and results on the old ones
    compare with nothing.

Example
    KMNIST's test images, fetched before 5 February 2019: image 9677 is black.

What to do
    Fetch the current release: idxcheck fetch kmnist --force.

Reference
    The registry: the old releases of each file, with what they are known by.
"""

from idxcheck.claim import describe_file, fetch_command
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.registry import DataFile, OldRelease, data_set
from idxcheck.rule import Rule
from idxcheck.sizes import counted
from idxspec import Header

SHOWN = 3  # items told by their numbers


def judge(evidence: Evidence) -> Finding | None:
    """Find the zero items of an old release."""
    claim, header = evidence.claim, evidence.header
    if claim is None or header is None:
        return None
    found = [
        (file, release)
        for file in claim.fitting(header)
        for release in file.old_releases
        if _is_of(release, evidence, header)
    ]
    if not found:
        return None
    file, release = found[0]
    first = release.zero_items[0]
    command = fetch_command(data_set(file.data_set), file.part, evidence.folder, force=True)
    return RULE.finding(
        f"{claim.opening}, but {_black(release)}, as in the {release.name}",
        offset=header.header_size + first * header.item_size,
        length=header.item_size,
        field="payload",
        expected=f"an image in item {first}",
        actual=counted(header.item_size, "zero byte"),
        hint=command if claim.asserted else _if_it_is(file, command),
        severity=claim.severity_of_another,
    )


def _is_of(release: OldRelease, evidence: Evidence, header: Header) -> bool:
    """Whether its items are zero; where they are part of a zero tail, VAL003 has said it."""
    scan, values = evidence.data_file, evidence.values
    if scan is None or values is None or not scan.zero_items.issuperset(release.zero_items):
        return False
    return (max(release.zero_items) + 1) * header.item_size <= (
        header.payload_size - values.zero_tail
    )


def _black(release: OldRelease) -> str:
    items = release.zero_items
    if len(items) == 1:
        return f"image {items[0]} is black"
    others = [f"{len(items) - SHOWN} others"] * (len(items) > SHOWN)
    *parts, last = [*map(str, items[:SHOWN]), *others]
    return f"images {', '.join(parts)} and {last} are black"


def _if_it_is(file: DataFile, command: str) -> str:
    return f"if these are {describe_file(file)}: {command}; else ignore this"


RULE = Rule(
    code="PRF006",
    name="superseded-release",
    severity=Severity.ERROR,
    summary="the file is an old release of the data set",
    clause=None,
    scope="data set",
    judge=judge,
    needs="values",
    requires=("PRF005",),
)
