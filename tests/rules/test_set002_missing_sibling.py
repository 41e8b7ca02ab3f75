"""SET002: files of the same data set and part that are not there."""

import struct
from itertools import product
from pathlib import Path

import pytest

from idxcheck.checking import check

STEM = "smallnorb-5x01235x9x18x6x2x96x96-testing-"
DAT, CAT, INFO = f"{STEM}dat.mat", f"{STEM}cat.mat", f"{STEM}info.mat"
MISSING_DAT = (
    "SET002 missing-sibling: smallnorb-5x01235x9x18x6x2x96x96-testing-dat.mat.gz is not in this"
    " folder; expected smallnorb/test-dat, smallnorb/test-cat and smallnorb/test-info;"
    " found smallnorb/test-cat and smallnorb/test-info; next: idxcheck fetch smallnorb --part test"
)


def genuine() -> dict[str, bytes]:
    """Return smallNORB's test labels and table, made from their definition."""
    factors = product((0, 1, 2, 3, 5), range(9), range(0, 36, 2), range(6), range(5))
    table = b"".join(struct.pack("<4i", *row[:4]) for row in factors)
    labels = struct.pack("<5i", 0, 1, 2, 3, 4) * 4860
    return {
        CAT: struct.pack("<I4i", 0x1E3D4C54, 1, 24300, 1, 1) + labels,
        INFO: struct.pack("<I4i", 0x1E3D4C54, 2, 24300, 4, 1) + table,
    }


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders of the tests are named as they stand in the working directory."""
    monkeypatch.chdir(tmp_path)


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    """Write `files` into `folder`, and return its name in the working directory."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder.relative_to(Path.cwd())


def notes(target: Path, dataset: str | None = None) -> list[tuple[str, str]]:
    """Return the file's name and the text of each SET002 below `target`."""
    report = check(target, dataset=dataset)
    return [
        (Path(file.path).name, str(each))
        for file in report.files
        for each in file.findings
        if each.code == "SET002"
    ]


def idx(*shape: int) -> bytes:
    """Return a uint8 IDX file whose elements are all 1."""
    count = 1
    for size in shape:
        count *= size
    return struct.pack(f">4B{len(shape)}I", 0, 0, 8, len(shape), *shape) + b"\1" * count


def test_a_missing_file(tmp_path: Path) -> None:
    """One note a part, with its first file, and nothing else is found."""
    folder = fill(tmp_path / "smallnorb", genuine())
    report = check(folder)
    assert [(str(each), each.severity.value) for each in report.findings] == [(MISSING_DAT, "note")]
    assert [each.code for each in report.files[0].findings] == ["SET002"]
    assert report.files[0].path.endswith(CAT)
    assert report.ok


def test_beside_a_marker(tmp_path: Path) -> None:
    """Published files are not to come beside synthetic ones, even where these are exact."""
    folder = fill(tmp_path / "smallnorb", genuine())
    marker = folder / "idxcheck-synthetic.txt"
    marker.write_text("norb: idxcheck gen norb --full\n", encoding="utf-8")
    assert notes(folder) == [(CAT, MISSING_DAT)]
    marker.write_text("smallnorb: idxcheck gen smallnorb --full\n", encoding="utf-8")
    ((name, text),) = notes(folder)
    assert (name, text.partition("; next: ")[2]) == (
        CAT,
        (
            "generate the set again, idxcheck-synthetic.txt has the command; fetch only into"
            " another folder"
        ),
    )


@pytest.mark.parametrize("name", [DAT, f"{DAT}.gz", f"{DAT.upper()}.XZ", f"{DAT}.bz2"])
def test_a_file_that_is_there(tmp_path: Path, name: str) -> None:
    """A file under one of its names is there, though it is not judged, nor any good."""
    folder = fill(tmp_path / "smallnorb", genuine() | {name: b"not looked at"})
    assert notes(folder / CAT) == []
    assert notes(folder) == []


def test_one_file_alone(tmp_path: Path) -> None:
    """A single file that is judged looks at its folder all the same."""
    folder = fill(tmp_path / "smallnorb", genuine())
    assert notes(folder / INFO) == [(INFO, MISSING_DAT)]
    (folder / CAT).unlink()
    ((_, text),) = notes(folder / INFO)
    assert f"{STEM}dat.mat.gz and {STEM}cat.mat.gz are not in this folder; " in text
    assert "; found smallnorb/test-info; " in text


def test_the_first_undamaged_file_says_it(tmp_path: Path) -> None:
    """A file that is an error itself does not carry the note, but it is there."""
    files = genuine()
    folder = fill(tmp_path / "smallnorb", files | {CAT: files[CAT][:-1]})
    assert notes(folder) == [(INFO, MISSING_DAT)]


def test_files_known_by_their_digests(tmp_path: Path) -> None:
    """They are named, and there, whatever they are called; both parts have these labels."""
    files = genuine()
    folder = fill(tmp_path / "a", {"x.bin": files[INFO], "y.bin": files[CAT]})
    assert notes(folder) == [("x.bin", MISSING_DAT)]
    assert notes(fill(tmp_path / "b", {"y.bin": files[CAT]})) == []
    ((name, text),) = notes(fill(tmp_path / "c", {CAT: files[CAT]}))
    assert (name, "; found smallnorb/test-cat; " in text) == (CAT, True)


def test_a_name_that_only_one_set_has(tmp_path: Path) -> None:
    """It is enough where the shape fits, and the set is not asserted by it."""
    name = "emnist-letters-test-labels-idx1-ubyte"
    labels = struct.pack(">4BI", 0, 0, 8, 1, 20800) + bytes(
        label for label in range(1, 27) for _ in range(800)
    )
    report = check(fill(tmp_path / "a", {name: labels}))
    assert [str(each) for each in report.findings] == [
        (
            "SET002 missing-sibling: emnist-letters-test-images-idx3-ubyte.gz is not in this folder;"
            " expected emnist-letters/test-images and emnist-letters/test-labels;"
            " found emnist-letters/test-labels; next: idxcheck fetch emnist-letters --part test"
        )
    ]
    assert notes(fill(tmp_path / "b", {name: idx(20799)})) == []
    assert [code for code, _ in notes(fill(tmp_path / "emnist", {name: idx(20799)}))] == [name]


def test_names_that_several_sets_have(tmp_path: Path) -> None:
    """MNIST's names say nothing of what else should be there, with its shapes or others."""
    files = {"t10k-labels-idx1-ubyte": idx(10000), "train-labels-idx1-ubyte": idx(3)}
    assert notes(fill(tmp_path / "mine", files)) == []


def test_parts_are_told_apart(tmp_path: Path) -> None:
    """Each part has its note; of QMNIST's xnist no other file is asked for."""
    files = {"qmnist-train-images-idx3-ubyte": idx(2, 28, 28), "xnist-labels-idx2-int": idx(2, 8)}
    folder = fill(tmp_path / "mine", files)
    assert notes(folder, "none") == []
    assert notes(folder, "qmnist") == [
        (
            "qmnist-train-images-idx3-ubyte",
            (
                "SET002 missing-sibling: qmnist-train-labels-idx2-int.gz is not in this folder;"
                " expected qmnist/train-images and qmnist/train-info; found qmnist/train-images;"
                " next: idxcheck fetch qmnist --part train"
            ),
        ),
        (
            "xnist-labels-idx2-int",
            (
                "SET002 missing-sibling: xnist-images-idx3-ubyte.xz is not in this folder;"
                " expected qmnist/xnist-images and qmnist/xnist-info; found qmnist/xnist-info;"
                " next: idxcheck fetch qmnist"
            ),
        ),
    ]


def test_numbered_files(tmp_path: Path) -> None:
    """Of NORB's 36 files only those with the same number are asked for."""
    name = "norb-5x46789x9x18x6x2x108x108-training-03-cat.mat"
    data = struct.pack("<I5i", 0x1E3D4C54, 1, 1, 1, 1, 5)
    ((_, text),) = notes(fill(tmp_path / "norb", {name: data}))
    assert text.startswith(
        "SET002 missing-sibling: norb-5x46789x9x18x6x2x108x108-training-03-dat.mat.gz and"
        " norb-5x46789x9x18x6x2x108x108-training-03-info.mat.gz are not in this folder;"
    )


def test_a_file_that_is_none_of_the_set(tmp_path: Path) -> None:
    """What is said to be of a data set but none of its files asks for no others."""
    assert notes(fill(tmp_path / "mine", {"x.idx": idx(3)}), "mnist") == []
