"""SET001: images, labels and tables of one part that differ in number."""

import bz2
import gzip
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.checking import check
from idxcheck.findings import Finding

InFolder = Callable[..., dict[str, list[Finding]]]

IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"


def idx(*shape: int, rest: bytes = b"") -> bytes:
    """Return a uint8 IDX file whose elements are all 1, and what follows it."""
    payload = b"\1"
    for size in shape:
        payload *= size
    return struct.pack(f">4B{len(shape)}I", 0, 0, 8, len(shape), *shape) + payload + rest


def norb(*shape: int) -> bytes:
    """Return an int32 NORB file whose elements are all 1."""
    sizes = (*shape, 1, 1)[: max(3, len(shape))]
    payload = struct.pack("<i", 1)
    for size in shape:
        payload *= size
    return struct.pack(f"<I{1 + len(sizes)}i", 0x1E3D4C54, len(shape), *sizes) + payload


def codes(found: dict[str, list[Finding]]) -> dict[str, list[tuple[str, str]]]:
    """Return code and severity of all findings by file."""
    return {
        name: [(each.code, each.severity.value) for each in findings]
        for name, findings in found.items()
    }


def test_fewer_labels_than_images(in_folder: InFolder) -> None:
    """The labels carry the one error, at the number that differs."""
    found = in_folder("mine", {IMAGES: idx(3, 2, 2), LABELS: idx(2)})
    assert codes(found) == {IMAGES: [], LABELS: [("SET001", "error")]}
    (finding,) = found[LABELS]
    assert str(finding) == (
        "SET001 count-mismatch at 0x4: 2 labels for the 3 images of train-images-idx3-ubyte;"
        " expected 3 labels; found 2 labels; next: compare both files with their source"
    )
    assert (finding.offset, finding.length, finding.field) == (4, 4, "shape[0]")
    assert finding.clause is None


def test_as_many_labels_as_images(in_folder: InFolder) -> None:
    """The same number is right, whatever the shape of the rest."""
    files = {IMAGES: idx(3, 2, 2), LABELS: idx(3), "test-images.idx": idx(2, 1)}
    assert codes(in_folder("mine", files | {"test-labels.idx": idx(2, 9)})) == {
        IMAGES: [],
        LABELS: [],
        "test-images.idx": [],
        "test-labels.idx": [],
    }


def test_other_names_and_folders(in_folder: InFolder, tmp_path: Path) -> None:
    """Only names that differ in the role word alone belong together, and only in one folder."""
    (tmp_path / "mine" / "below").mkdir(parents=True)
    (tmp_path / "mine" / "below" / LABELS).write_bytes(idx(9))
    found = in_folder("mine", {IMAGES: idx(3, 2, 2), "test-labels-idx1-ubyte": idx(2)})
    assert codes(found) == {IMAGES: [], "test-labels-idx1-ubyte": [], LABELS: []}


@pytest.mark.parametrize(
    ("images", "labels"),
    [
        ("train-images.idx3-ubyte", "train-labels-idx1-ubyte"),
        ("TRAIN-IMAGES-IDX3-UBYTE.bz2", "train-labels.idx1-ubyte"),
        ("qmnist-a-images-idx3-ubyte", "qmnist-a-labels-idx2-int"),
        ("images.idx", "labels.idx"),
        ("digits_images_2.idx", "digits_labels_2.idx"),
    ],
)
def test_names_that_belong_together(in_folder: InFolder, images: str, labels: str) -> None:
    """Both dialects, in any case, and home-made names with the role anywhere in them."""
    data = idx(2, 2, 2)
    found = in_folder(
        "mine", {images: bz2.compress(data) if "bz2" in images else data, labels: idx(3)}
    )
    assert [each.message for each in found[labels] if each.code == "SET001"] == [
        f"3 labels for the 2 images of {images}"
    ]
    assert "SET001" not in [each.code for each in found[images]]


def test_norb_names(in_folder: InFolder) -> None:
    """Of dat, cat and info each is compared with the images, or else with the first."""
    files = {"my-cat.mat": norb(3), "my-dat.mat": norb(3, 2, 2), "my-info.mat": norb(1, 4)}
    found = in_folder("all", files)
    assert codes(found) == {
        "my-cat.mat": [],
        "my-dat.mat": [],
        "my-info.mat": [("SET001", "error")],
    }
    (finding,) = found["my-info.mat"]
    assert finding.message == "1 row for the 3 images of my-dat.mat"
    assert (finding.offset, finding.actual) == (8, "1 row")
    del files["my-dat.mat"]
    (finding,) = in_folder("tables", files)["my-info.mat"]
    assert finding.message == "1 row for the 3 labels of my-cat.mat"


def test_norb_names_that_say_something_else(in_folder: InFolder) -> None:
    """Pictures of cats and a dog are no set, nor is what has not the rank of its role."""
    files = {"cat.mat": norb(3), "dog.mat": norb(2, 2, 2), "info.mat": norb(4, 2)}
    assert codes(in_folder("pets", files)) == {"cat.mat": [], "dog.mat": [], "info.mat": []}
    files = {"my-cat.mat": norb(3, 2, 2), "my-dat.mat": norb(5, 2, 2), "my-info.mat": norb(4)}
    assert codes(in_folder("mine", files)) == {name: [] for name in files}
    files["my-cat.mat"] = norb(3)
    assert codes(in_folder("mine", files)) == {
        "my-cat.mat": [("SET001", "error")],
        "my-dat.mat": [],
        "my-info.mat": [],
    }


def test_copies_are_one_member(in_folder: InFolder) -> None:
    """A packed copy is not compared with the raw one, and each is with the images."""
    files = {IMAGES: idx(3, 2, 2), f"{IMAGES}.gz": gzip.compress(idx(3, 2, 2))}
    labels = {LABELS: idx(3), f"{LABELS}.gz": gzip.compress(idx(2))}
    assert codes(in_folder("mine", files | labels)) == {
        IMAGES: [],
        f"{IMAGES}.gz": [],
        LABELS: [],
        f"{LABELS}.gz": [("SET001", "error")],
    }
    alone = {IMAGES: idx(3, 2, 2), f"{IMAGES}.gz": gzip.compress(idx(2, 2, 2))}
    assert codes(in_folder("alone", alone)) == {IMAGES: [], f"{IMAGES}.gz": []}


def test_two_files_of_one_role(in_folder: InFolder) -> None:
    """Names with a dash and with a dot may be those of two sets: each is with the labels."""
    files = {IMAGES: idx(3, 2, 2), IMAGES.replace("-idx", ".idx"): idx(2, 2, 2)}
    assert codes(in_folder("mine", files)) == {name: [] for name in files}


def test_a_damaged_sibling_is_not_compared_with(in_folder: InFolder) -> None:
    """Images that are cut are their own error, and not that of the labels."""
    found = in_folder("mine", {IMAGES: idx(3, 2, 2)[:-1], LABELS: idx(2)})
    assert codes(found) == {IMAGES: [("IDX201", "error")], LABELS: []}
    found = in_folder("mine", {IMAGES: idx(3, 2, 2), LABELS: idx(2)[:-1]})
    assert codes(found) == {IMAGES: [], LABELS: [("IDX201", "error")]}


def test_the_lenient_reading(in_folder: InFolder) -> None:
    """Trailing bytes are ignored then, and the numbers compared; a scalar has none."""
    files = {IMAGES: idx(3, 2, 2, rest=b"x"), LABELS: idx(2)}
    assert codes(in_folder("mine", files))[LABELS] == []
    assert codes(in_folder("mine", files, strict=False)) == {
        IMAGES: [("IDX202", "warning")],
        LABELS: [("SET001", "error")],
    }
    files = {IMAGES: idx(3, 2, 2), LABELS: idx()}
    assert "SET001" not in [each.code for each in in_folder("a", files, strict=False)[LABELS]]


def test_the_header_alone(in_folder: InFolder, tmp_path: Path) -> None:
    """Raw files are compared by their headers; nobody knows whether a packed one is whole."""
    in_folder("mine", {IMAGES: idx(3, 2, 2), LABELS: idx(2)})
    report = check(tmp_path / "mine", header_only=True)
    assert [each.code for each in report.findings] == ["SET001"]
    (tmp_path / "mine" / LABELS).unlink()
    # Longer than what is read ahead of the header.
    (tmp_path / "mine" / f"{LABELS}.gz").write_bytes(gzip.compress(idx(9999)))
    report = check(tmp_path / "mine", header_only=True)
    assert report.findings == ()
    reasons = {each.code: each.reason for each in report.files[1].rules_skipped}
    assert reasons["SET001"] == "the length of the content is not known"


def test_no_folder() -> None:
    """Bytes have no siblings, and the report says so."""
    (file,) = check(idx(2)).files
    assert {each.code: each.reason for each in file.rules_skipped}["SET001"] == "it has no folder"


def test_an_asserted_shape_comes_first(in_folder: InFolder) -> None:
    """In a folder of MNIST, what has not its shape is PRF001's business alone."""
    images, labels = "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"
    files = {images: idx(3, 28, 28), labels: idx(2)}
    assert codes(in_folder("mnist", files)) == {
        images: [("PRF001", "error")],
        labels: [("PRF001", "error")],
    }
    found = in_folder("mnist", files, dataset="none")
    assert codes(found) == {images: [], labels: [("SET001", "error")]}
    found = in_folder("mnist", {images: idx(3, 28, 28), labels: idx(10000)})
    assert "SET001" not in [code for code, _ in codes(found)[labels]]


def test_beside_a_file_that_is_right(in_folder: InFolder) -> None:
    """An asserted shape comes first for the file that has another, too."""
    stem = "smallnorb-5x01235x9x18x6x2x96x96-testing-"
    cat = struct.pack("<I4i", 0x1E3D4C54, 1, 24300, 1, 1)
    cat += struct.pack("<5i", 0, 1, 2, 3, 4) * 4860
    files = {f"{stem}cat.mat": cat, f"{stem}info.mat": norb(3, 4)}
    assert codes(in_folder("smallnorb", files)) == {
        f"{stem}cat.mat": [],
        f"{stem}info.mat": [("PRF001", "error")],
    }


def test_a_guessed_shape_does_not(in_folder: InFolder) -> None:
    """Where the name alone guesses a data set, the numbers must fit all the same."""
    images, labels = "qmnist-test-images-idx3-ubyte", "qmnist-test-labels-idx1-ubyte"
    found = in_folder("mine", {images: idx(3, 28, 28), labels: idx(2)})
    assert codes(found) == {
        images: [("PRF001", "note")],
        labels: [("PRF001", "note"), ("SET001", "error")],
    }


def test_no_items(in_folder: InFolder) -> None:
    """0 is a number too."""
    found = in_folder("mine", {IMAGES: idx(1, 2, 2), LABELS: idx(0)})
    assert codes(found) == {IMAGES: [], LABELS: [("IDX103", "warning"), ("SET001", "error")]}
    assert found[LABELS][1].message == "0 labels for the 1 image of train-images-idx3-ubyte"
