"""SET004 factor-coverage

What it does
    Puts smallNORB's categories and table of factors of one part together and looks whether
    each combination of category, instance, elevation, azimuth and lighting is there once.

Why it matters
    The set is made that way. Where both files are good by themselves and a combination is
    missing, their rows are not in the same order, or rows were changed: every picture found
    by its factors may be another.

Example
    Two rows of the table changed places: one view of a car is there twice, another never.

What to do
    Fetch both files again; if they were made anew, compare the order of their rows.

Reference
    The registry of data sets.
"""

from collections import Counter
from itertools import product

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.registry import DataFile, DataSet, data_set
from idxcheck.rule import Rule
from idxcheck.siblings import claimed_file, factor_rows, group_of, sound_sibling
from idxcheck.sizes import counted


def judge(evidence: Evidence) -> Finding | None:
    """Find combinations of category and factors that do not occur exactly once."""
    header, claim, file = evidence.header, evidence.claim, _table_to_judge(evidence)
    if header is None or claim is None or file is None:
        return None
    whole = data_set(file.data_set)
    categories = range(whole.first_label, whole.first_label + len(whole.classes))
    wanted = set(product(categories, *(column.values() for column in file.columns)))
    pairs = zip(_labels(evidence, file), _rows(evidence, file), strict=False)
    rows = [label + factors for label, factors in pairs]
    counts = Counter(rows)
    missing = wanted.difference(counts)
    if not rows or not missing or counts.keys() - wanted:  # of odd values PRF003 tells
        return None
    repeated = sum(count > 1 for count in counts.values())
    first = {each: row for row, each in reversed([*enumerate(rows)])}
    row = next(row for row, each in enumerate(rows) if first[each] < row)
    return RULE.finding(
        f"{counted(len(missing), 'combination')} missing, {repeated} there more than once",
        offset=header.header_size + row * header.item_size,
        length=header.item_size,
        field="payload",
        expected=f"each of {counted(len(wanted), 'combination')} once",
        actual=f"no {_words(min(missing), whole, file)};"
        f" row {row} repeats row {first[rows[row]]}: {_words(rows[row], whole, file)}",
        hint=claim.next_step(evidence.folder),
        severity=claim.severity,
    )


def _table_to_judge(evidence: Evidence) -> DataFile | None:
    """Return the factor table that a file is blamed for; None where it is not to blame.

    That is the table itself, or where this is verified by its digest the categories.
    """
    file = claimed_file(evidence)
    if file is None or not data_set(file.data_set).every_combination_once:
        return None
    if file.role == "info":
        return None if file in evidence.known else file
    table = next((each for each in group_of(file) if each.role == "info"), None)
    beside = None if table is None else sound_sibling(evidence, table)
    verified = beside is not None and table in beside.known
    return table if file.role == "labels" and verified else None


def _rows(evidence: Evidence, file: DataFile) -> list[tuple[int, ...]]:
    """Return the rows of `file`, which stands for `evidence` or beside it."""
    if claimed_file(evidence) == file:
        return factor_rows(evidence)
    beside = sound_sibling(evidence, file)
    return [] if beside is None else factor_rows(beside)


def _labels(evidence: Evidence, file: DataFile) -> list[tuple[int, ...]]:
    """Return the categories of a table; none where they are not as many as published.

    PRF004 tells of these: the table is not to blame.
    """
    labels = next(each for each in group_of(file) if each.role == "labels")
    found = _rows(evidence, labels)
    counts = Counter(found)
    return found if sorted(counts.values()) == sorted(labels.counts) else []


def _words(combination: tuple[int, ...], whole: DataSet, file: DataFile) -> str:
    """Return a combination in words: `car, instance 3, elevation 0, azimuth 2, lighting 1`."""
    category, *factors = combination
    named = zip(file.columns, factors, strict=True)
    name = whole.classes[category - whole.first_label]
    return ", ".join([name, *(f"{column.name} {factor}" for column, factor in named)])


RULE = Rule(
    code="SET004",
    name="factor-coverage",
    severity=Severity.ERROR,
    summary="category and factors do not cover each combination once",
    clause=None,
    scope="siblings",
    judge=judge,
    needs="values",
    requires=("SET003", "PRF001", "PRF003", "PRF005"),
)
