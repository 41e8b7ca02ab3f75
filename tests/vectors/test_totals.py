"""What the vectors cover as a whole."""

import re
from collections import Counter
from pathlib import Path

import pytest

from idxcheck.vectors import files, flags, vectors

SPEC = Path(__file__).parents[2] / "spec"
PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
HEADING = re.compile(r"^### ((?:IDX|NORB)-\d+\.\d+) ", re.MULTILINE)
CLAUSES = [
    clause
    for page in ("idx.md", "norb.md")
    for clause in HEADING.findall((SPEC / page).read_text(encoding="utf-8"))
]
INTEGERS = ("uint8", "int8", "int16", "int32")
ELEMENTS = (*INTEGERS, "float32", "float64")


def test_how_many() -> None:
    """At least 400 vectors, 55 to 70 of 100 invalid."""
    verdicts = Counter(vector.verdict for vector in vectors())
    assert verdicts.total() >= 400
    assert 0.55 <= verdicts["invalid"] / verdicts.total() <= 0.70


def test_how_large() -> None:
    """All files together stay under 2 MB, the bytes of a matrix under 64 KiB."""
    assert sum(map(len, files().values())) < 2_000_000
    for vector in vectors():
        assert len(vector.data) <= 65536 + 4 + 4 * 255, vector.identifier
        if vector.reading is not None:
            assert len(vector.reading.payload("<")) <= 65536, vector.identifier


def test_every_clause_is_named() -> None:
    """The clauses are the headings of the two pages, and there is no other."""
    assert len(CLAUSES) == len(set(CLAUSES)) == 36
    assert {vector.clause for vector in vectors()} == set(CLAUSES)


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_clause_has_both(clause: str) -> None:
    """A file that obeys the clause, and one that does not or nearly does not."""
    verdicts = {vector.verdict for vector in vectors() if vector.clause == clause}
    assert {"valid", "invalid"} <= verdicts


@pytest.mark.parametrize("kind", ["IDX", "NORB"])
@pytest.mark.parametrize("rank", [1, 2, 3, 4, 5])
def test_every_element_type_and_rank(kind: str, rank: int) -> None:
    """There is a valid file of each, both formats."""
    elements = {
        vector.reading.element
        for vector in vectors()
        if vector.verdict == "valid"
        and vector.clause.startswith(f"{kind}-")
        and vector.reading is not None
        and len(vector.reading.shape) == rank
    }
    assert elements == set(ELEMENTS)


@pytest.mark.parametrize("kind", ["IDX", "NORB"])
def test_every_element_type_of_rank_0(kind: str) -> None:
    """A scalar is acceptable, of each element type."""
    elements = {
        vector.reading.element
        for vector in vectors()
        if vector.verdict == "acceptable"
        and vector.clause.startswith(f"{kind}-")
        and vector.reading is not None
        and vector.reading.shape == ()
    }
    assert set(ELEMENTS) <= elements


def test_names() -> None:
    """Identifiers and files are unique, in any case of letters, and plain everywhere."""
    identifiers = [vector.identifier for vector in vectors()]
    assert len(set(identifiers)) == len(identifiers)
    names = [vector.file.lower() for vector in vectors()]
    assert len(set(names)) == len(names)
    for vector in vectors():
        assert PLAIN.fullmatch(vector.shows), vector.identifier
        assert re.fullmatch(r"(-[a-z0-9-]+)?(\.[A-Za-z0-9-]+)*", vector.ending), vector.ending
        assert len(vector.file) < 100
        assert not vector.file.endswith(".expected")


def test_what_is_said() -> None:
    """Each says why it is there on one line; what readers may do either way says the reason."""
    for vector in vectors():
        assert vector.why.isprintable() and vector.why, vector.identifier  # noqa: PT018 - one text
        assert bool(vector.reason) is (vector.verdict == "acceptable"), vector.identifier
        assert (vector.reading is None) is (vector.verdict == "invalid"), vector.identifier
        assert len(set(vector.flags)) == len(vector.flags), vector.identifier


def test_no_two_files_are_the_same() -> None:
    """Each vector has bytes or a name that make a difference."""
    same = Counter((vector.data, vector.ending, vector.clause[:3]) for vector in vectors())
    assert [data for (data, _, _), count in same.items() if count > 1] == []


def test_every_flag_is_used_and_known() -> None:
    """No flag without a vector, and no vector with a flag that nothing explains."""
    used = {flag for vector in vectors() for flag in vector.flags}
    assert used == set(flags())


def test_readings_fit_their_shape() -> None:
    """As many elements as the sizes say."""
    for vector in vectors():
        if vector.reading is not None:
            count = 1
            for size in vector.reading.shape:
                count *= size
            assert len(vector.reading.values) == count, vector.identifier
