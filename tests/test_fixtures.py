"""The committed fixtures are the generated ones, and the checker says what each promises."""

import json
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

import idxcheck
from idxcheck.vectors import Vector, files, idx_vectors, norb_vectors

FIXTURES = Path(__file__).parents[1] / "fixtures"
VECTORS = [
    *(pytest.param(FIXTURES / "idx", vector, id=vector.name) for vector in idx_vectors()),
    *(pytest.param(FIXTURES / "norb", vector, id=vector.name) for vector in norb_vectors()),
]
INT16 = [[1, -2, 258], [-32768, 32767, 3]]
INT32 = [[[1, -2, 66051]], [[-2147483648, 2147483647, 7]]]
FLOAT64 = [[0.1, -1e300, 5e-324]]
RANK4 = [[[[1, 2, 3], [4, 5, 6]]], [[[7, 8, 9], [10, 11, 12]]]]


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files below `folder`, hand-written prose left out."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name != "README.md"
    }


def test_regenerated_is_committed() -> None:
    """Every fixture is what the recipes write, and there is no other."""
    assert contents(FIXTURES) == files()


def test_the_module_writes_the_fixtures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m idxcheck.vectors DIR` writes exactly the committed files."""
    monkeypatch.setattr(sys, "argv", ["vectors", str(tmp_path / "new")])
    runpy.run_module("idxcheck.vectors", run_name="__main__")
    assert contents(tmp_path / "new") == contents(FIXTURES)


def test_the_module_wants_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder the module says how it is called."""
    monkeypatch.setattr(sys, "argv", ["vectors"])
    with pytest.raises(SystemExit, match=r"^usage: python -m idxcheck\.vectors DIR$"):
        runpy.run_module("idxcheck.vectors", run_name="__main__")


@pytest.mark.parametrize(("folder", "vector"), VECTORS)
def test_a_name_says_the_verdict(folder: Path, vector: Vector) -> None:
    """`y_` stands for no error and `n_` for one; a vector is small and has its reason."""
    assert vector.name[:2] == ("y_" if vector.rule is None else "n_")
    assert vector.name.endswith(
        {"idx": (".idx", ".idx.gz"), "norb": (".mat", ".mat.gz")}[folder.name]
    )
    assert len(vector.data) < 200
    assert vector.why


def test_the_manifest_lists_the_vectors() -> None:
    """The manifest names each file with its digest and what it must be told."""
    vectors: list[dict[str, Any]] = json.loads((FIXTURES / "manifest.json").read_bytes())["vectors"]
    by_file = {entry.pop("file"): entry for entry in vectors}
    assert len(by_file) == len(VECTORS)
    assert by_file["idx/n_empty_file.idx"] == {
        "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "verdict": "invalid",
        "rule": "TRN001",
        "remarks": [],
        "why": "no byte at all",
    }
    assert by_file["idx/y_zero_size.idx"]["verdict"] == "valid"
    assert by_file["idx/y_zero_size.idx"]["remarks"] == ["IDX103"]


@pytest.mark.parametrize(("folder", "vector"), VECTORS)
def test_the_checker_says_what_the_vector_promises(folder: Path, vector: Vector) -> None:
    """A `y_` file gets no error, an `n_` file its one; remarks come where promised."""
    (judged,) = idxcheck.check(folder / vector.name).files
    found = [(finding.code, finding.severity.value == "error") for finding in judged.findings]
    promised = [] if vector.rule is None else [(vector.rule, True)]
    assert found == [*promised, *((code, False) for code in vector.remarks)]
    assert judged.verdict.value == ("valid" if vector.rule is None else "invalid")


@pytest.mark.parametrize(
    ("file", "dtype", "values"),
    [
        ("idx/y_uint8_rank1.idx", "uint8", [1, 128, 255]),
        ("idx/y_int8_rank1.idx", "int8", [1, -128, -1]),
        ("idx/y_int16_rank2.idx", "int16", INT16),
        ("idx/y_int32_rank3.idx", "int32", INT32),
        ("idx/y_float32_rank1.idx", "float32", [1.5, -2.25, -0.0, 16777216.0]),
        ("idx/y_float64_rank2.idx", "float64", FLOAT64),
        ("idx/y_uint8_rank4.idx", "uint8", RANK4),
        ("idx/y_gzip_stored.idx.gz", "uint8", [[1, 2], [3, 4]]),
        ("norb/y_uint8_rank1.mat", "uint8", [1, 128, 255]),
        ("norb/y_int8_rank1.mat", "int8", [1, -128, -1]),
        ("norb/y_int16_rank2.mat", "int16", INT16),
        ("norb/y_int32_rank3.mat", "int32", INT32),
        ("norb/y_float32_rank1.mat", "float32", [1.5, -2.25, -0.0, 16777216.0]),
        ("norb/y_float64_rank2.mat", "float64", FLOAT64),
        ("norb/y_uint8_rank4.mat", "uint8", RANK4),
        ("norb/y_gzip_stored.mat.gz", "uint8", [[1, 2], [3, 4]]),
    ],
)
def test_a_valid_vector_loads(file: str, dtype: str, values: list[Any]) -> None:
    """The values that the vectors write with struct are the values that `load` returns."""
    array = idxcheck.load(FIXTURES / file)
    assert array.dtype == dtype
    assert array.tolist() == values


@pytest.mark.parametrize(
    ("file", "unsigned", "bits"),
    [
        (
            "idx/y_float32_nan_payload.idx",
            "uint32",
            [0x7F800001, 0xFFC12345, 0x7F800000, 0xFF800000],
        ),
        (
            "norb/y_float64_nan_payload.mat",
            "uint64",
            [0x7FF0000000000001, 0xFFF8000000012345, 0xFFF0000000000000],
        ),
    ],
)
def test_nan_bits_survive(file: str, unsigned: str, bits: list[int]) -> None:
    """Signalling and payload bits of a NaN are loaded as they stand."""
    assert idxcheck.load(FIXTURES / file).view(unsigned).tolist() == bits
