"""The committed fixtures are the generated ones, and idxcheck does with each what it promises."""

from pathlib import Path

import pytest

import idxcheck
from idxcheck.vectors import Vector, files, vectors

FIXTURES = Path(__file__).parents[2] / "fixtures"
UNSIGNED = {"float32": "uint32", "float64": "uint64"}  # to see the bits of floats
READ_THROUGH = {"TRN104", "TRN105"}  # faults of the wrapping, which `load` reads through


def in_wrapping_alone(vector: Vector) -> bool:
    """Whether the matrix is right, and only its wrapping or its name is not."""
    return {promise.rule for promise in vector.findings} <= READ_THROUGH


def marked(*verdicts: str) -> pytest.MarkDecorator:
    """Run a test on every vector of these verdicts."""
    chosen = [each for each in vectors() if each.verdict in verdicts]
    return pytest.mark.parametrize("vector", chosen, ids=lambda each: each.identifier)


def answer(path: Path) -> tuple[str, tuple[int, ...], list[int]]:
    """Read an answer: element type, shape, and the elements, floats as their bits."""
    head, *elements = path.read_text(encoding="ascii").splitlines()
    word, element, *sizes = head.split(" ")
    assert word == "ok"
    base = 16 if element.startswith("float") else 10
    return element, tuple(map(int, sizes)), [int(each, base) for each in elements]


def assert_reads(vector: Vector, *, strict: bool) -> None:
    """Assert that `load` returns what the committed answer says, bit by bit."""
    element, shape, elements = answer(FIXTURES / f"{vector.file}.expected")
    array = idxcheck.load(FIXTURES / vector.file, strict=strict)
    assert (array.dtype.name, array.shape) == (element, shape)
    assert array.view(UNSIGNED.get(element, element)).reshape(-1).tolist() == elements


def test_regenerated_is_committed() -> None:
    """Every fixture is what the recipes write, and there is no other."""
    committed = {
        file.relative_to(FIXTURES).as_posix(): file.read_bytes()
        for file in FIXTURES.rglob("*")
        if file.is_file() and file != FIXTURES / "README.md"
    }
    generated = files()
    assert sorted(committed) == sorted(generated)
    assert [path for path, data in generated.items() if committed[path] != data] == []


@marked("valid", "invalid", "acceptable")
def test_a_strict_check(vector: Vector) -> None:
    """It has exactly the promised findings, each at its offset, and the promised verdict."""
    (judged,) = idxcheck.check(FIXTURES / vector.file).files
    found = [(finding.code, finding.offset) for finding in judged.findings]
    assert found == [(promise.rule, promise.offset) for promise in vector.findings]
    errors = [each for each in judged.findings if each.severity is idxcheck.Severity.ERROR]
    # A file that readers may refuse for its wrapper alone may have nothing to be said of it.
    valid = vector.verdict == "valid" or not vector.findings
    assert bool(errors) is not valid
    assert judged.verdict is (idxcheck.Verdict.VALID if valid else idxcheck.Verdict.INVALID)


@marked("acceptable")
def test_a_lenient_check(vector: Vector) -> None:
    """What readers may read is valid where the check is lenient, but for its wrapping."""
    (judged,) = idxcheck.check(FIXTURES / vector.file, strict=False).files
    valid = not in_wrapping_alone(vector) or not vector.findings
    assert judged.verdict is (idxcheck.Verdict.VALID if valid else idxcheck.Verdict.INVALID)


@marked("valid")
def test_a_valid_vector_loads(vector: Vector) -> None:
    """Element type, shape and every bit; what numpy cannot hold is its limit, and said so."""
    if "beyond-numpy" in vector.flags:
        with pytest.raises(idxcheck.LimitError, match="numpy"):
            idxcheck.load(FIXTURES / vector.file)
    else:
        assert_reads(vector, strict=True)


@marked("acceptable")
def test_an_acceptable_vector_loads_leniently(vector: Vector) -> None:
    """The lenient reading returns what is promised; the strict one only what is in a wrapping."""
    if in_wrapping_alone(vector):
        assert_reads(vector, strict=True)
    else:
        with pytest.raises(idxcheck.FormatError):
            idxcheck.load(FIXTURES / vector.file)
    assert_reads(vector, strict=False)


@marked("invalid")
def test_an_invalid_vector_is_refused(vector: Vector) -> None:
    """`load` refuses it."""
    with pytest.raises(idxcheck.FormatError):
        idxcheck.load(FIXTURES / vector.file)
