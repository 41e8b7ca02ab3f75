"""Each of 255 other values in each byte of six published headers, and what is due of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest

from idxcheck.evidence import Evidence
from idxcheck.findings import FileReport, Finding, Verdict
from idxcheck.judging import judge, verdict_of
from idxcheck.source.recognition import recognise
from idxspec import Header


class Outcome(NamedTuple):
    """What the rules that judge a file by itself say of it, and its header."""

    findings: tuple[Finding, ...]
    verdict: Verdict
    header: Header | None


if TYPE_CHECKING:
    from tests.completeness.conftest import Judged, Subject
    from tests.completeness.headers.conftest import Due, Found

    Subjects = Mapping[str, Subject]
    Outcomes = Callable[[str], Mapping[tuple[int, int], Outcome]]

TITLES = (
    *("MNIST images", "MNIST labels", "QMNIST labels"),
    *("smallNORB dat", "smallNORB cat", "smallNORB info"),
)
EVERY_HEADER = pytest.mark.parametrize("title", TITLES)
# One change of each kind, typed in: header, place, new value, what is due.
TYPED = [
    ("MNIST images", 0, 0x01, [("IDX001", 0)]),
    ("MNIST images", 1, 0xFF, [("IDX001", 0)]),
    ("MNIST images", 2, 0x00, [("IDX002", 2)]),
    ("MNIST images", 2, 0x0A, [("IDX002", 2)]),
    ("MNIST images", 2, 0x09, []),
    ("MNIST images", 2, 0x0B, [("IDX201", 47040016)]),
    ("MNIST images", 3, 0x00, [("IDX102", 3)]),
    ("MNIST images", 3, 0x01, [("IDX202", 60008)]),
    ("MNIST images", 3, 0x04, [("IDX103", 16), ("IDX105", 3), ("IDX202", 20)]),
    ("MNIST images", 3, 0xFF, [("IDX103", 16), ("IDX105", 3), ("IDX202", 1024)]),
    ("MNIST images", 4, 0x80, [("IDX104", 4), ("IDX201", 47040016)]),
    ("MNIST images", 7, 0x61, [("IDX201", 47040016)]),
    ("MNIST images", 7, 0x5F, [("IDX202", 47039232)]),
    ("MNIST images", 15, 0x00, [("IDX103", 12), ("IDX202", 16)]),
    ("MNIST labels", 2, 0x0D, [("IDX201", 60008)]),
    ("MNIST labels", 3, 0x02, [("IDX201", 60008)]),
    ("MNIST labels", 6, 0x00, [("IDX202", 104)]),
    ("QMNIST labels", 2, 0x0D, []),
    ("QMNIST labels", 2, 0x08, [("IDX202", 480012)]),
    ("QMNIST labels", 2, 0x0E, [("IDX201", 1920012)]),
    ("QMNIST labels", 11, 0x00, [("IDX103", 8), ("IDX202", 12)]),
    ("smallNORB dat", 0, 0x57, [("NRB005", 0)]),
    ("smallNORB dat", 0, 0x50, [("NRB001", 0)]),
    ("smallNORB dat", 0, 0x52, [("NRB003", 0)]),
    ("smallNORB dat", 0, 0x58, [("NRB004", 0)]),
    ("smallNORB dat", 0, 0x56, [("NRB201", 447897624)]),
    ("smallNORB dat", 1, 0x4D, [("TRN005", 0)]),
    ("smallNORB dat", 4, 0x00, [("NRB102", 4)]),
    ("smallNORB dat", 4, 0x03, [("NRB202", 4665620)]),
    ("smallNORB dat", 4, 0x02, [("NRB104", 16)]),
    ("smallNORB dat", 4, 0x05, [("NRB103", 24)]),
    ("smallNORB dat", 4, 0x09, [("NRB103", 24), ("NRB106", 4)]),
    ("smallNORB dat", 7, 0x80, [("NRB102", 4)]),
    ("smallNORB dat", 11, 0x80, [("NRB103", 8)]),
    ("smallNORB dat", 12, 0x01, [("NRB202", 223948824)]),
    ("smallNORB cat", 0, 0x51, []),
    ("smallNORB cat", 4, 0x02, []),
    ("smallNORB cat", 4, 0x03, []),
    ("smallNORB cat", 12, 0x00, [("NRB104", 12)]),
    ("smallNORB cat", 19, 0xFF, [("NRB104", 16)]),
    ("smallNORB info", 4, 0x03, []),
    ("smallNORB info", 4, 0x01, [("NRB104", 12)]),
    ("smallNORB info", 12, 0x05, [("NRB201", 388820)]),
    ("smallNORB info", 12, 0x03, [("NRB202", 291620)]),
]


def changed(head: bytes, place: int, value: int) -> bytes:
    """Return `head` with another byte at `place`."""
    return head[:place] + bytes([value]) + head[place + 1 :]


def outcome(head: bytes, length: int) -> Outcome:
    """Judge a file of that beginning and length as `check(path, header_only=True)` does.

    Opening 25,500 files and looking round in their folder would take most of the time.
    """
    content = recognise(head, length)
    evidence = Evidence("", head=head, seen=len(head), length=length, content=content)
    judgement = judge(evidence)
    verdict = verdict_of(evidence, judgement.findings, judgement)
    return Outcome(judgement.findings, verdict, content.header)


@pytest.fixture(scope="session")
def outcomes(subjects: Subjects) -> Outcomes:
    """`outcomes(title)`: what comes of each change of the header, by place and value."""

    @cache
    def judge_all(title: str) -> Mapping[tuple[int, int], Outcome]:
        subject = subjects[title]
        return {
            (place, value): outcome(changed(subject.head, place, value), subject.length)
            for place, old in enumerate(subject.header)
            for value in range(256)
            if value != old
        }

    return judge_all


@pytest.mark.parametrize(("title", "place", "value", "expected"), TYPED)
def test_typed(  # noqa: PLR0913, PLR0917 - a row of the table, and what judges it
    title: str,
    place: int,
    value: int,
    expected: list[tuple[str, int]],
    subjects: Subjects,
    judged: Judged,
    due: Due,
    found: Found,
) -> None:
    """What the check says is what was typed in here, and what the words of the clauses give."""
    head, length = changed(subjects[title].head, place, value), subjects[title].length
    assert found(judged(head, length).findings) == tuple(expected)
    assert due(head, length) == tuple(expected)


@EVERY_HEADER
def test_unchanged(title: str, subjects: Subjects, judged: Judged, due: Due, found: Found) -> None:
    """The stand-ins are sound, and their fields make up the header."""
    subject = subjects[title]
    assert due(subject.head, subject.length) == ()
    assert found(judged(subject.head, subject.length).findings) == ()
    assert sum(length for _, length in subject.fields) == len(subject.header)


@pytest.mark.slow
@EVERY_HEADER
def test_every_value(  # noqa: PLR0913, PLR0917 - fixtures
    title: str,
    subjects: Subjects,
    outcomes: Outcomes,
    due: Due,
    found: Found,
    remarks: set[str],
) -> None:
    """Each change has exactly the findings that are due, at their offsets, and the verdict."""
    subject = subjects[title]
    reports = outcomes(title)
    assert len(reports) == 255 * len(subject.header)
    for (place, value), report in reports.items():
        expected = due(changed(subject.head, place, value), subject.length)
        assert (place, value, found(report.findings)) == (place, value, expected)
        valid = all(code in remarks for code, _ in expected)
        assert (place, value, report.verdict.value == "valid") == (place, value, valid)


@pytest.mark.slow
@EVERY_HEADER
def test_the_whole_check(
    title: str, subjects: Subjects, outcomes: Outcomes, judged: Judged
) -> None:
    """A check of a file on disk says the same: of every 17th change, and of the valid ones."""
    subject = subjects[title]
    for (place, value), each in outcomes(title).items():
        if (place + value) % 17 == 0 or each.verdict is Verdict.VALID:
            report = judged(changed(subject.head, place, value), subject.length)
            assert (place, value, report.findings) == (place, value, each.findings)
            assert (place, value, report.verdict) == (place, value, each.verdict)
            assert (place, value, report.header) == (place, value, each.header)


def rows_of(subject: Subject, reports: Mapping[tuple[int, int], Outcome]) -> Iterator[str]:
    """Yield the rows of the table of counts: one a field."""
    start = 0
    for field, length in subject.fields:
        errors = Counter(
            "valid"
            if report.verdict.value == "valid"
            else " ".join(each.code for each in report.findings if each.severity.value == "error")
            for (place, _), report in reports.items()
            if start <= place < start + length
        )
        last = start + length - 1
        places = f"{start}" if length == 1 else f"{start}-{last}"
        said = ", ".join(f"{code} {count}" for code, count in sorted(errors.items()))
        yield f"| {subject.title} | {places} | {field} | {said} |\n"
        start += length


@pytest.mark.slow
def test_the_table_of_counts(
    subjects: Subjects, outcomes: Outcomes, printed: Callable[[str], str]
) -> None:
    """docs/completeness.md counts what the changes of each field give."""
    head = (
        "| header | bytes | field | errors, and how many changes give them |\n|---|---|---|---|\n"
    )
    assert sum(len(outcomes(title)) for title in TITLES) == 25_500
    table = head + "".join(
        row for title in TITLES for row in rows_of(subjects[title], outcomes(title))
    )
    assert printed("bytes") == table, f"the table should be:\n{table}"


@pytest.mark.slow
def test_the_table_of_the_invisible(
    subjects: Subjects, outcomes: Outcomes, judged: Judged, printed: Callable[[str], str]
) -> None:
    """docs/completeness.md lists each change that makes a valid file, and who sees it."""
    rows = []
    for title in TITLES:
        subject = subjects[title]
        for (place, value), report in outcomes(title).items():
            if report.verdict.value != "valid":
                continue
            assert report.header is not None
            head = changed(subject.head, place, value)
            names = (None, "none"), (subject.name, None), (subject.name, subject.data_set)
            seen = [
                codes(judged(head, subject.length, *given))
                - codes(judged(subject.head, subject.length, *given))
                for given in names
            ]
            words = " x ".join(map(str, report.header.shape))
            why = "the slot is a 1" if "x 1" in words else "as many bytes an element"
            rows.append(
                f"| {title} | {place} | `{subject.header[place]:02X}` | `{value:02X}` |"
                f" {report.header.element.name} {words} | {why} | {' | '.join(map(listed, seen))} |\n"
            )
    assert len(rows) == 9
    table = (
        "| header | byte | from | to | read as | why | by itself | by its name | with `--dataset` |\n"
        "|---|---|---|---|---|---|---|---|---|\n" + "".join(rows)
    )
    assert printed("invisible") == table, f"the table should be:\n{table}"


def codes(report: FileReport) -> set[str]:
    """Return each rule that found something, with the severity."""
    return {f"{each.code} ({each.severity.value})" for each in report.findings}


def listed(codes: set[str]) -> str:
    """Return codes in order, or a dash."""
    return ", ".join(sorted(codes)) or "-"
