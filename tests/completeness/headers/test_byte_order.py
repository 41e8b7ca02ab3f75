"""Every field of six published headers turned round or exchanged with the next, and one off."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, combinations, pairwise
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.completeness.conftest import Judged, Subject
    from tests.completeness.headers.conftest import Due, Found

    Subjects = Mapping[str, Subject]

TITLES = (
    *("MNIST images", "MNIST labels", "QMNIST labels"),
    *("smallNORB dat", "smallNORB cat", "smallNORB info"),
)
EVERY_HEADER = pytest.mark.parametrize("title", TITLES)
# The header as it comes out, whose it was, the errors in the order of their codes.
TYPED = [
    ("03080000 60EA0000 1C000000 1C000000", "MNIST images", "IDX003"),  # all words turned
    ("00000803 60EA0000 1C000000 1C000000", "MNIST images", "IDX003"),  # the sizes turned
    ("00000803 60EA0000 0000001C 0000001C", "MNIST images", "IDX201"),  # one size turned
    ("03080000 0000EA60 0000001C 0000001C", "MNIST images", "IDX003"),  # the magic turned
    ("00000308 0000EA60 0000001C 0000001C", "MNIST images", "IDX002"),  # rank before type
    ("08000003 0000EA60 0000001C 0000001C", "MNIST images", "TRN005"),
    ("00080003 0000EA60 0000001C 0000001C", "MNIST images", "TRN005"),
    ("00000803 0000001C 0000EA60 0000001C", "MNIST images", ""),  # sizes exchanged: invisible
    ("01080000 60EA0000", "MNIST labels", "IDX003"),
    ("00000801 60EA0000", "MNIST labels", "IDX003"),
    ("00000801 EA600000", "MNIST labels", "IDX201"),  # its halves exchanged
    ("00000C02 60EA0000 08000000", "QMNIST labels", "IDX003"),
    ("00000C02 00000008 0000EA60", "QMNIST labels", ""),
    ("1E3D4C55 00000004 00005EEC 00000002 00000060 00000060", "smallNORB dat", "NRB002"),
    ("1E3D4C55 04000000 EC5E0000 02000000 60000000 60000000", "smallNORB dat", "NRB002 NRB102"),
    ("554C3D1E 00000004 EC5E0000 02000000 60000000 60000000", "smallNORB dat", "NRB102"),
    ("554C3D1E 04000000 00005EEC 02000000 60000000 60000000", "smallNORB dat", "NRB103"),
    ("554C3D1E 04000000 00005EEC 00000002 00000060 00000060", "smallNORB dat", "NRB103"),
    ("554C3D1E 04000000 EC5E0000 00000002 60000000 60000000", "smallNORB dat", "NRB201"),
    ("4C551E3D 04000000 EC5E0000 02000000 60000000 60000000", "smallNORB dat", "TRN005"),
    ("554C3D1E 04000000 02000000 EC5E0000 60000000 60000000", "smallNORB dat", ""),
    ("1E3D4C54 00000001 00005EEC 00000001 00000001", "smallNORB cat", "NRB002"),
    ("544C3D1E 01000000 01000000 EC5E0000 01000000", "smallNORB cat", "NRB104"),
    ("544C3D1E 02000000 EC5E0000 01000000 04000000", "smallNORB info", "NRB104"),
    ("544C3D1E 02000000 EC5E0000 04000000 00000001", "smallNORB info", "NRB104"),
]


def words_turned(header: bytes) -> Iterator[bytes]:
    """Yield the header with every set of its 4-byte words turned round."""
    words = [header[start : start + 4] for start in range(0, len(header), 4)]
    for count in range(1, len(words) + 1):
        for chosen in combinations(range(len(words)), count):
            yield b"".join(
                word[::-1] if place in chosen else word for place, word in enumerate(words)
            )


def fields_turned(subject: Subject) -> Iterator[bytes]:
    """Yield the header with each field turned round, or its halves, or two bytes of it."""
    starts = accumulate((length for _, length in subject.fields), initial=0)
    for start, (_, length) in zip(starts, subject.fields, strict=False):
        header, end = subject.header, start + length
        field = header[start:end]
        yield header[:start] + field[::-1] + header[end:]
        yield header[:start] + field[length // 2 :] + field[: length // 2] + header[end:]
        for place in range(start, end - 1):
            yield header[:place] + header[place : place + 2][::-1] + header[place + 2 :]


def fields_exchanged(subject: Subject) -> Iterator[bytes]:
    """Yield the header with each field exchanged with the next one."""
    starts = [*accumulate((length for _, length in subject.fields), initial=0)]
    for (start, middle), (_, end) in pairwise(pairwise(starts)):
        header = subject.header
        yield header[:start] + header[middle:end] + header[start:middle] + header[end:]


def sizes_one_off(subject: Subject) -> Iterator[bytes]:
    """Yield the header with each size, and what stands in an unused slot, one off."""
    order, first = (">", 4) if subject.header[0] == 0 else ("<", 8)
    for start in range(first, len(subject.header), 4):
        (size,) = struct.unpack_from(f"{order}l", subject.header, start)
        for step in (1, -1):
            word = struct.pack(f"{order}l", size + step)
            yield subject.header[:start] + word + subject.header[start + 4 :]


@pytest.mark.parametrize(("header", "title", "expected"), TYPED)
def test_typed(  # noqa: PLR0913, PLR0917 - a row of the table, and what judges it
    header: str, title: str, expected: str, subjects: Subjects, judged: Judged, due: Due
) -> None:
    """The errors are those typed in, and those that the words of the clauses give."""
    subject = subjects[title]
    changed = bytes.fromhex(header)
    head = changed + subject.head[len(changed) :]
    report = judged(head, subject.length)
    found = [each.code for each in report.findings if each.severity.value == "error"]
    assert sorted(found) == expected.split()
    assert [code for code, _ in due(head, subject.length) if code[:4] != "IDX1"] == expected.split()


@EVERY_HEADER
@pytest.mark.parametrize("edits", [fields_turned, fields_exchanged, sizes_one_off])
def test_every_field(  # noqa: PLR0913, PLR0917 - fixtures
    title: str,
    edits: Callable[[Subject], Iterator[bytes]],
    subjects: Subjects,
    judged: Judged,
    due: Due,
    found: Found,
) -> None:
    """Each change has the findings that are due, at their offsets."""
    subject = subjects[title]
    for header in edits(subject):
        head = header + subject.head[len(header) :]
        assert (header, found(judged(head, subject.length).findings)) == (
            header,
            due(head, subject.length),
        )


@EVERY_HEADER
def test_every_set_of_words(
    title: str, subjects: Subjects, judged: Judged, due: Due, found: Found
) -> None:
    """Whichever words are turned round, the findings are those that are due, with an error."""
    subject = subjects[title]
    for header in words_turned(subject.header):
        head = header + subject.head[len(header) :]
        report = judged(head, subject.length)
        assert (header, found(report.findings)) == (header, due(head, subject.length))
        assert (header, report.verdict.value) == (header, "invalid")


def test_the_table_of_exchanges(
    subjects: Subjects, judged: Judged, printed: Callable[[str], str]
) -> None:
    """docs/completeness.md lists each exchange of fields that makes another valid file."""
    rows = []
    for title in TITLES:
        subject = subjects[title]
        edits = [*fields_turned(subject), *fields_exchanged(subject), *sizes_one_off(subject)]
        for header in dict.fromkeys(edits):
            head = header + subject.head[len(header) :]
            report = judged(head, subject.length)
            if header == subject.header or report.verdict.value != "valid":
                continue
            assert report.header is not None
            asserted = judged(head, subject.length, subject.name, subject.data_set)
            codes = [each.code for each in asserted.findings if each.severity.value == "error"]
            words = " x ".join(map(str, report.header.shape))
            rows.append(f"| {title} | {words} | {', '.join(codes)} |\n")
    table = "| header | read as | with `--dataset` |\n|---|---|---|\n" + "".join(rows)
    assert printed("exchanges") == table, f"the table should be:\n{table}"
