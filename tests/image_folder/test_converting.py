"""convert_folder: the bytes of the files, all of them or none."""

import bz2
import gzip
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from idxcheck.errors import UsageError
from idxcheck.image_folder.converting import Converted, Written, convert_folder
from idxcheck.image_folder.folders import ClassFolder
from idxcheck.image_folder.pictures import Look

Paint = Callable[..., Path]

IMAGES = bytes.fromhex("00000803 00000003 00000002 00000003 010203040506 0708090a0b0c f0f1f2f3f4f5")
LABELS = bytes.fromhex("00000801 00000003 000001")
NORB_IMAGES = bytes.fromhex(
    "554c3d1e 03000000 03000000 02000000 03000000 010203040506 0708090a0b0c f0f1f2f3f4f5"
)
NORB_LABELS = bytes.fromhex("554c3d1e 01000000 03000000 01000000 01000000 000001")
NAMES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "train-classes.txt")


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_idx(photos: Path, tmp_path: Path) -> None:
    """Images by class and name, their labels, and the names of the classes."""
    done = convert_folder(photos, tmp_path / "train-images-idx3-ubyte")
    assert contents(tmp_path) == dict(
        zip(NAMES, (IMAGES, LABELS, b"0\tcat\n1\tdog\n"), strict=True)
    )
    images, labels, classes = (str(tmp_path / name) for name in NAMES)
    assert done == Converted(
        files=(
            Written(images, "idx", "uint8", (3, 2, 3)),
            Written(labels, "idx", "uint8", (3,)),
            Written(classes, "text"),
        ),
        classes=(ClassFolder("cat", 0, f"{photos}/cat"), ClassFolder("dog", 1, f"{photos}/dog")),
        counts=(2, 1),
        passed_over=1,
        look=Look("grey", 2, 3),
    )


def test_norb(photos: Path, tmp_path: Path) -> None:
    """NORB has the same values behind its own headers."""
    convert_folder(photos, "a-images.mat")
    assert contents(tmp_path) == {
        "a-images.mat": NORB_IMAGES,
        "a-labels.mat": NORB_LABELS,
        "a-classes.txt": b"0\tcat\n1\tdog\n",
    }


def test_compressed(photos: Path, tmp_path: Path) -> None:
    """Images and labels are compressed as the name says; the text is not."""
    convert_folder(photos, "train-images.idx.gz")
    found = contents(tmp_path)
    assert sorted(found) == ["train-classes.txt", "train-images.idx.gz", "train-labels.idx.gz"]
    assert gzip.decompress(found["train-images.idx.gz"]) == IMAGES
    assert gzip.decompress(found["train-labels.idx.gz"]) == LABELS
    assert found["train-classes.txt"] == b"0\tcat\n1\tdog\n"
    convert_folder(photos, "b-images.idx.bz2")
    assert bz2.decompress(Path("b-labels.idx.bz2").read_bytes()) == LABELS


@pytest.mark.parametrize("target", ["train-images.idx.gz", "train-images.mat", "train.npz"])
def test_same_bytes(photos: Path, tmp_path: Path, target: str) -> None:
    """The same images give the same bytes, whatever the time and the place."""
    photos.rename(tmp_path / "copy")
    (tmp_path / "out").mkdir()
    convert_folder("copy", f"out/{target}")
    first = contents(tmp_path / "out")
    for path in (tmp_path / "copy").rglob("*"):
        os.utime(path, (0, 0))
    convert_folder("copy", f"out/{target}")
    assert contents(tmp_path / "out") == first


def test_npz(photos: Path) -> None:
    """One .npz file holds images, labels, and the name and label of each class."""
    done = convert_folder(photos, "all.npz")
    assert done.files == (Written("all.npz", "npz", "uint8", (3, 2, 3)),)
    with np.load("all.npz") as archive:
        assert sorted(archive) == ["class_labels", "classes", "inputs", "targets"]
        assert archive["inputs"].dtype == np.uint8
        assert archive["inputs"].tolist() == [
            [[1, 2, 3], [4, 5, 6]],
            [[7, 8, 9], [10, 11, 12]],
            [[240, 241, 242], [243, 244, 245]],
        ]
        assert (archive["targets"].dtype, archive["targets"].tolist()) == (np.uint8, [0, 0, 1])
        assert archive["classes"].tolist() == ["cat", "dog"]
        assert archive["class_labels"].tolist() == [0, 1]


def test_labels_by_number(paint: Paint, tmp_path: Path) -> None:
    """Folders called by number are the labels, and an empty one keeps its own."""
    for name in ("10", "9", "0"):
        paint(f"{name}/a.png", "L", (1, 1), 0)
    (tmp_path / "photos" / "3").mkdir()
    done = convert_folder(tmp_path / "photos", tmp_path / "images.idx")
    assert (tmp_path / "labels.idx").read_bytes() == bytes.fromhex("00000801 00000003 00090a")
    assert (tmp_path / "classes.txt").read_bytes() == b"0\t0\n3\t3\n9\t9\n10\t10\n"
    assert done.counts == (1, 0, 1, 1)


def test_labels_over_255(paint: Paint, tmp_path: Path) -> None:
    """A label that no byte holds makes all of them int32, big-endian in IDX."""
    paint("256/a.png", "L", (1, 1), 0)
    paint("255/a.png", "L", (1, 1), 0)
    done = convert_folder(tmp_path / "photos", tmp_path / "a-images-idx3-ubyte")
    assert done.files[1] == Written(str(tmp_path / "a-labels-idx1-int"), "idx", "int32", (2,))
    assert (tmp_path / "a-labels-idx1-int").read_bytes() == bytes.fromhex(
        "00000c01 00000002 000000ff 00000100"
    )
    convert_folder(tmp_path / "photos", tmp_path / "a-images.mat")
    assert (tmp_path / "a-labels.mat").read_bytes() == bytes.fromhex(
        "544c3d1e 01000000 02000000 01000000 01000000 ff000000 00010000"
    )


def test_257_classes(tmp_path: Path) -> None:
    """As many classes as a byte has values are uint8, one more int32."""
    for number in range(256):
        (tmp_path / "photos" / f"c{number:03}").mkdir(parents=True)
    Image.new("L", (1, 1)).save(tmp_path / "photos" / "c255" / "a.png")
    convert_folder(tmp_path / "photos", tmp_path / "images.idx")
    assert (tmp_path / "labels.idx").read_bytes() == bytes.fromhex("00000801 00000001 ff")
    (tmp_path / "photos" / "b").mkdir()
    convert_folder(tmp_path / "photos", tmp_path / "images.idx")
    assert (tmp_path / "labels.idx").read_bytes() == bytes.fromhex("00000c01 00000001 00000100")


def test_colour(paint: Paint, tmp_path: Path) -> None:
    """Colour is a fourth axis; a name that says three is refused, and --grey makes it true."""
    paint("a/1.png", "RGB", (1, 1), bytes([255, 0, 0]))
    target = tmp_path / "images-idx3-ubyte"
    with pytest.raises(UsageError) as raised:
        convert_folder(tmp_path / "photos", target)
    assert str(raised.value) == (
        f"{target}: the images are uint8 of rank 4, and the name says otherwise; next: call it"
        f" {tmp_path}/images-idx4-ubyte, or make the images grey with --grey"
    )
    assert contents(tmp_path) == {}
    convert_folder(tmp_path / "photos", tmp_path / "images-idx4-ubyte")
    assert (tmp_path / "images-idx4-ubyte").read_bytes() == bytes.fromhex(
        "00000804 00000001 00000001 00000001 00000003 ff0000"
    )
    convert_folder(tmp_path / "photos", target, grey=True)
    assert target.read_bytes() == bytes.fromhex("00000803 00000001 00000001 00000001 4c")


def test_deep_grey(paint: Paint, tmp_path: Path) -> None:
    """16-bit grey is int32, by name and byte order."""
    paint("a/1.png", "I;16", (1, 2), bytes.fromhex("0201 ffff"))
    with pytest.raises(UsageError, match=r"call it .*/images-idx3-int$"):
        convert_folder(tmp_path / "photos", tmp_path / "images-idx3-ubyte")
    convert_folder(tmp_path / "photos", tmp_path / "images-idx3-int")
    assert (tmp_path / "images-idx3-int").read_bytes() == bytes.fromhex(
        "00000c03 00000001 00000001 00000002 00000102 0000ffff"
    )
    convert_folder(tmp_path / "photos", tmp_path / "all.npz")
    with np.load(tmp_path / "all.npz") as archive:
        assert archive["inputs"].dtype == np.int32
        assert archive["inputs"].tolist() == [[[258, 65535]]]


def test_size(photos: Path, paint: Paint) -> None:
    """Images of any size become one."""
    paint("dog/2.png", "L", (9, 9), 5)
    convert_folder(photos, "images.idx", size=(1, 2))
    assert Path("images.idx").read_bytes()[:16] == bytes.fromhex(
        "00000803 00000004 00000001 00000002"
    )
    assert Path("images.idx").read_bytes()[-2:] == bytes([5, 5])
    with pytest.raises(UsageError, match=r"not 0 x 1$"):
        convert_folder(photos, "images.idx", size=(0, 1))


def test_names_of_classes(paint: Paint, tmp_path: Path) -> None:
    """A name stays on its line: what is not printable is escaped, all else is UTF-8."""
    for name in ("[red]", "line\nend\t", "\udcffbytes", "猫 é"):
        paint(f"{name}/1.png", "L", (1, 1), 0)
    convert_folder(tmp_path / "photos", tmp_path / "images.idx")
    shown = ["[red]", r"line\x0aend\x09", "猫 é", r"\xffbytes"]
    text = (tmp_path / "classes.txt").read_text(encoding="utf-8")
    assert text == "".join(f"{label}\t{name}\n" for label, name in enumerate(shown))
    convert_folder(tmp_path / "photos", tmp_path / "all.npz")
    with np.load(tmp_path / "all.npz") as archive:
        assert archive["classes"].tolist() == shown
