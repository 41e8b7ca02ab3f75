"""SET003 instance-overlap

What it does
    Compares the instances, the single toys, in smallNORB's training and test tables. The
    finding stands with the table that holds an instance of the other part.

Why it matters
    The parts are made of different toys, so that the test asks whether a class was learned
    and not a toy. With a toy in both of them the result is too good.

Example
    A training table with rows of instance 3 beside the test table, which has it by right.

What to do
    Fetch both tables again; if the parts were mixed on purpose, the set is no smallNORB.

Reference
    The registry of data sets.
"""

from collections.abc import Iterable

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.names import base_name
from idxcheck.registry import DataFile, data_set
from idxcheck.rule import Rule
from idxcheck.siblings import claimed_file, factor_rows, is_another, sound_sibling


def judge(evidence: Evidence) -> Finding | None:
    """Find instances of the other part in this part's table that are in the other table too."""
    file, header, claim = claimed_file(evidence), evidence.header, evidence.claim
    other = None if file is None else _table_of_other_part(file)
    beside = None if other is None else sound_sibling(evidence, other)
    if file is None or header is None or claim is None or other is None or beside is None:
        return None
    column = [each.name for each in file.columns].index("instance")
    instances = [row[column] for row in factor_rows(evidence)]
    shared = {row[column] for row in factor_rows(beside)}.intersection(instances)
    foreign = shared.difference(file.columns[column].values())
    mixed = shared.difference(other.columns[column].values())  # the other's fault
    if not foreign or (mixed and file.part == "train") or is_another(evidence, file):
        return None
    which = ", ".join(map(str, sorted(foreign)))
    row = next(row for row, instance in enumerate(instances) if instance in foreign)
    return RULE.finding(
        f"instance{'s' * (len(foreign) > 1)} {which} of {base_name(beside.name)} in this table too",
        offset=header.header_size + row * header.item_size,
        length=header.element.size,
        field="payload",
        expected=_instances(file.columns[column].values()),
        actual=_instances(sorted(set(instances))),
        hint=claim.next_step(evidence.folder),
        severity=claim.severity,
    )


def _table_of_other_part(file: DataFile) -> DataFile | None:
    """Return the other part's table, where `file` is one of a data set of all combinations."""
    whole = data_set(file.data_set)
    if file.role != "info" or not whole.every_combination_once:
        return None
    return next(each for each in whole.files if each.role == "info" and each.part != file.part)


def _instances(numbers: Iterable[int]) -> str:
    return f"instances {', '.join(map(str, numbers))}"


RULE = Rule(
    code="SET003",
    name="instance-overlap",
    severity=Severity.ERROR,
    summary="training and test table share an instance",
    clause=None,
    scope="siblings",
    judge=judge,
    needs="values",
)
