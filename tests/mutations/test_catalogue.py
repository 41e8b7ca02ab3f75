"""Each mutation trips exactly the rule it declares, on every file it can be made of."""

import re
from pathlib import Path

import pytest

import idxcheck
from idxcheck import Severity
from idxcheck.mutations import MUTATIONS, Mutation, mutation

RULES = [
    *["TRN001", "TRN002", "TRN003", "TRN004", "TRN005"],
    *["TRN101", "TRN102", "TRN103", "TRN104", "TRN105", "TRN201", "TRN202"],
    *["IDX001", "IDX002", "IDX003", "IDX101", "IDX102", "IDX201", "IDX202"],
    *["NRB001", "NRB002", "NRB003", "NRB004", "NRB101", "NRB102", "NRB103", "NRB104"],
    *["NRB105", "NRB201", "NRB202"],
]


def errors(data: bytes, ending: str, folder: Path) -> list[str]:
    """Return the codes of the errors found in `data`, under a name that ends so."""
    path = folder / f"matrix{ending}"
    if ending:
        path.write_bytes(data)
    findings = idxcheck.check(path if ending else data).findings
    return [each.code for each in findings if each.severity is Severity.ERROR]


@pytest.mark.parametrize("each", MUTATIONS, ids=lambda each: each.name)
def test_exactly_the_rule(each: Mutation, bases: tuple[bytes, ...], tmp_path: Path) -> None:
    """Of every base the mutation makes nothing, or a file whose only error is its rule."""
    for form in each.formats:
        first = 0x00 if form == "idx" else 0x4C  # byte 1
        results = [each.apply(base) for base in bases if base[1] == first]
        damaged = [result for result in results if result is not None]
        assert damaged
        for data in damaged:
            assert errors(data, each.ending, tmp_path) == [each.rule]


def test_the_bases_are_valid(bases: tuple[bytes, ...], tmp_path: Path) -> None:
    """Without a mutation no base has an error."""
    assert len(bases) == 62
    for data in bases:
        assert errors(data, "", tmp_path) == []


def test_other_formats_are_left_alone(bases: tuple[bytes, ...]) -> None:
    """A mutation of one format makes nothing of the other's files."""
    for each in MUTATIONS:
        assert each.formats in (("idx",), ("norb",), ("idx", "norb"))
        others = [base for base in bases if (base[1] == 0) is ("idx" not in each.formats)]
        if len(each.formats) == 1:
            assert [base for base in others if each.apply(base) is not None] == []


def test_every_error_of_the_bytes_has_one() -> None:
    """All rules that bytes alone, or bytes and a name, can break are there."""
    assert sorted({each.rule for each in MUTATIONS}) == sorted(RULES)


def test_names() -> None:
    """The names are unique, words with hyphens, and begin with the format where there is one."""
    names = [each.name for each in MUTATIONS]
    assert len(set(names)) == len(names) == 125
    for each in MUTATIONS:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each.name)
        if len(each.formats) == 1:
            assert each.name.startswith(f"{each.formats[0]}-")


def test_endings() -> None:
    """Only what the name denies asks for a name."""
    assert {each.name: each.ending for each in MUTATIONS if each.ending} == {
        "idx-gzip-under-raw-name": ".idx",
        "idx-raw-under-gzip-name": ".idx.gz",
        "norb-gzip-under-raw-name": ".mat",
        "norb-raw-under-gzip-name": ".mat.gz",
    }
    assert {each.rule for each in MUTATIONS if each.ending} == {"TRN105"}


def test_one_by_name() -> None:
    """A mutation is found by its name; a name that is none is a KeyError that says so."""
    assert mutation("idx-type-0a").rule == "IDX002"
    with pytest.raises(KeyError, match="no mutation is called 'idx-type-0b'; MUTATIONS lists them"):
        mutation("idx-type-0b")


def test_the_same_again(bases: tuple[bytes, ...]) -> None:
    """An edit depends on nothing but the bytes."""
    for each in MUTATIONS:
        assert each.apply(bases[8]) == each.apply(bytes(bytearray(bases[8])))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"\0\0\x08",
        b"\0\0\x08\0\x05",  # rank 0
        b"\0\0\x0a\1\0\0\0\1\5",  # no type
        b"\0\0\x08\1\0\0\0\2\5",  # cut
        b"\0\0\x08\2\0\0\0\1",  # cut in its sizes
        b"\x55\x4c\x3d\x1e",
        bytes.fromhex("504C3D1E 01000000 01000000 01000000 01000000 05"),  # no magic
        bytes.fromhex("554C3D1E 00000000 01000000 01000000 01000000 05"),  # rank 0
        bytes.fromhex("554C3D1E 04000000 01000000 01000000 01000000 05"),  # cut in its sizes
        bytes.fromhex("554C3D1E 01000000 01000000 01000000 02000000 05"),  # padding
        bytes.fromhex("554C3D1E 01000000 00000000 01000000 01000000"),  # size 0
        bytes.fromhex("1F8B0800 00000000 00FF"),
    ],
)
def test_invalid_files_are_left_alone(data: bytes) -> None:
    """Nothing is made of what is no valid, uncompressed file; and nothing is raised."""
    assert [each.name for each in MUTATIONS if each.apply(data) is not None] == []
