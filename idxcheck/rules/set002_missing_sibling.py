"""SET002 missing-sibling

What it does
    Names the files of the same data set and part that are not in the folder: images without
    their labels, labels without their images. Said once for each part and folder.

Why it matters
    Nothing is wrong with the files there are, but what reads the data set will look for the
    others, and the checks that compare files with each other were not made.

Example
    t10k-labels-idx1-ubyte.gz of Fashion-MNIST without t10k-images-idx3-ubyte.gz.

What to do
    Fetch the others where they are wanted: idxcheck fetch fashion-mnist --part test. Where
    idxcheck-synthetic.txt says that the set is synthetic, generate it again: fetched files
    belong in another folder.

Reference
    The registry of data sets.
"""

from collections.abc import Iterable

from idxcheck.claim import fetch_command
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.names import SYNTHETIC_MARKER, stem
from idxcheck.registry import DataFile, data_set
from idxcheck.rule import Rule
from idxcheck.siblings import claimed_file, group_of, is_damaged


def judge(evidence: Evidence) -> Finding | None:
    """Find that files of the same part are not there, unless a file before this one says so."""
    file = _stands_for(evidence)
    if file is None or evidence.siblings is None:
        return None
    group, judged = group_of(file), evidence.siblings.judged
    if any(each.name < evidence.name and _stands_for(each) in group for each in judged):
        return None
    present = {claimed_file(each) for each in judged}.union(*(each.known for each in judged))
    names = {stem(name).lower() for name in evidence.siblings.names}
    missing = [
        each
        for each in group
        if each not in present and names.isdisjoint(map(str.lower, each.file_names))
    ]
    if not missing:
        return None
    hint = fetch_command(data_set(file.data_set), file.part, evidence.folder)
    if file.data_set in evidence.siblings.synthetic:
        hint = (
            f"generate the set again, {SYNTHETIC_MARKER} has the command; fetch only into"
            " another folder"
        )
    verb = "is" if len(missing) == 1 else "are"
    return RULE.finding(
        f"{_listed(each.stored_name for each in missing)} {verb} not in this folder",
        expected=_listed(each.key for each in group),
        actual=_listed(each.key for each in group if each not in missing),
        hint=hint,
    )


def _stands_for(evidence: Evidence) -> DataFile | None:
    """Return the file of a data set that an undamaged file is; a guess must have its shape."""
    file, header, claim = claimed_file(evidence), evidence.header, evidence.claim
    if file is None or header is None or claim is None or is_damaged(evidence):
        return None
    return file if claim.asserted or header.shape == file.shape else None


def _listed(names: Iterable[str]) -> str:
    *others, last = names
    return " and ".join([", ".join(others), last] if others else [last])


RULE = Rule(
    code="SET002",
    name="missing-sibling",
    severity=Severity.NOTE,
    summary="other files of the same data set and part are not there",
    clause=None,
    scope="siblings",
    judge=judge,
)
