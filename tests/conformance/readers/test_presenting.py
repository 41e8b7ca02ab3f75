"""How adapters present a file to loaders of MNIST, and undo what these document."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from idxcheck.conformance.readers import presenting

LABELS = bytes.fromhex("00000801 00000002 05FF")
IMAGES = bytes.fromhex("00000803 00000002 00000001 00000003 010203040506")


@pytest.fixture(name="case")
def path_of_a_case(tmp_path: Path) -> Path:
    """Where the file in question lies."""
    return tmp_path / "case.idx"


@pytest.mark.parametrize(
    ("data", "labels", "sizes", "count"),
    [
        (LABELS, True, (2,), 2),
        (IMAGES, False, (2, 1, 3), 2),
        (b"", False, (), 1),
        (b"\0\0\x08\x01\0\0\0", True, (), 1),
        (b"\0\0\x08\x03\0\0\0\x07\0", False, (7,), 7),
        (b"<html>..", False, (0x6C3E2E2E,), 0x6C3E2E2E),
    ],
)
def test_header(case: Path, data: bytes, labels: bool, sizes: tuple[int, ...], count: int) -> None:  # noqa: FBT001 - an expectation
    """What it claims, as far as it goes; only rank 1 are labels."""
    case.write_bytes(data)
    assert presenting.holds_labels(str(case)) is labels
    assert presenting.sizes(str(case)) == sizes
    assert presenting.count(str(case)) == count


@pytest.mark.parametrize(
    ("data", "compressed"),
    [
        (b"\x1f\x8b\x08\0", True),
        (b"\xfd7zXZ\0", True),
        (b"BZh9", True),
        (LABELS, False),
        (b"", False),
    ],
)
def test_compressed(case: Path, data: bytes, compressed: bool) -> None:  # noqa: FBT001 - an expectation
    """It is known by the first bytes."""
    case.write_bytes(data)
    assert presenting.is_compressed(str(case)) is compressed


def test_labels_get_images(case: Path) -> None:
    """The folder holds the file as it is, and as many images of zeros; then it is gone."""
    case.write_bytes(LABELS)
    with presenting.data_set(str(case), side=2) as folder:
        assert folder.parent == case.parent
        assert {each.name: each.read_bytes() for each in folder.iterdir()} == {
            "t10k-images-idx3-ubyte": bytes.fromhex("00000803 00000002 00000002 00000002")
            + bytes(8),
            "t10k-labels-idx1-ubyte": LABELS,
        }
    assert list(case.parent.iterdir()) == [case]


def test_images_get_labels_and_a_training_part(case: Path) -> None:
    """The other three files are there too, where they are wanted."""
    case.write_bytes(IMAGES)
    with presenting.data_set(str(case), side=1, train=True) as folder:
        assert {each.name: each.read_bytes() for each in folder.iterdir()} == {
            "t10k-images-idx3-ubyte": IMAGES,
            "t10k-labels-idx1-ubyte": bytes.fromhex("00000801 00000002 0000"),
            "train-images-idx3-ubyte": bytes.fromhex("00000803 00000001 00000001 00000001 00"),
            "train-labels-idx1-ubyte": bytes.fromhex("00000801 00000001 00"),
        }


def test_zipped(case: Path) -> None:
    """The files are gzip streams, and called so."""
    case.write_bytes(IMAGES)
    with presenting.data_set(str(case), zipped=True) as folder:
        assert gzip.decompress((folder / "t10k-images-idx3-ubyte.gz").read_bytes()) == IMAGES
        assert len(list(folder.iterdir())) == 2


def test_no_more_than_65536_are_made(case: Path) -> None:
    """A claim of 2^32 - 1 images costs no more memory than that."""
    case.write_bytes(bytes.fromhex("00000803 FFFFFFFF 00000001 00000001"))
    with presenting.data_set(str(case)) as folder:
        assert (folder / "t10k-labels-idx1-ubyte").stat().st_size == 65544


def test_narrow() -> None:
    """Whole numbers from 0 to 255 become bytes; nothing else does."""
    assert presenting.narrow([0.0, 255.0]).dtype == np.uint8
    assert presenting.narrow([0, 200]).tolist() == [0, 200]
    assert presenting.narrow(np.array([256])).dtype == np.int64
    assert presenting.narrow(np.array([-1])).tolist() == [-1]
    assert presenting.narrow(np.array([0.5])).tolist() == [0.5]


def test_rows_again(case: Path) -> None:
    """A row for each image becomes the rows that the header says, where they fit."""
    case.write_bytes(IMAGES)
    assert presenting.rows_again([[1, 2, 3], [4, 5, 6]], str(case)).tolist() == [
        [[1, 2, 3]],
        [[4, 5, 6]],
    ]
    assert presenting.rows_again([[1, 2], [3, 4]], str(case)).tolist() == [[1, 2], [3, 4]]
    assert presenting.rows_again([[1, 2, 3], [4]], str(case)).tolist() == [1, 2, 3, 4]
    assert presenting.rows_again([], str(case)).shape == (0, 1, 3)


def test_rows_of_a_cut_header(case: Path) -> None:
    """What is not said is not guessed."""
    case.write_bytes(IMAGES[:12])
    assert presenting.rows_again([[1, 2, 3]], str(case)).tolist() == [[1, 2, 3]]
