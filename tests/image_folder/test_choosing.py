"""Which folders are taken for images, which for a known data set."""

from pathlib import Path

import pytest

from idxcheck.image_folder.choosing import holds_images

TRAIN = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte")
TEST = ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")


@pytest.mark.parametrize(
    ("names", "images"),
    [
        (("photos/cat/1.png",), True),
        (("photos/cat/no-suffix",), True),
        (("photos/1.png",), True),  # there, what is wrong is told
        (("mnist/0/1.png",), True),
        (("mnist/readme.txt", "mnist/.git/config"), False),  # which files are missing is told
        (("photos/train-images-idx3-ubyte",), False),
        (("photos/train-images-idx3-ubyte", "photos/cat/1.JPG"), True),  # converted before
        (tuple(f"photos/{name}" for name in (*TRAIN, *TEST, "docs/preview.png")), False),
        (tuple(f"photos/MNIST/raw/{name}" for name in (*TRAIN, *TEST)), False),
    ],
)
def test_what_a_folder_holds(tmp_path: Path, names: tuple[str, ...], *, images: bool) -> None:
    """Files of a set make a set; images in sub-folders, or sub-folders alone, images."""
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    folder = tmp_path / names[0].partition("/")[0]
    assert holds_images(str(folder)) is images
