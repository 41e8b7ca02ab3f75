"""`idxcheck convert FOLDER OUT` where FOLDER holds images: lines, statuses, refusals."""

import builtins
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

Command = Callable[..., Any]


@pytest.fixture
def photos(folder: Path) -> Path:
    """A folder of two classes: two grey images of 2 x 3 and one, and a file that is none."""
    home = folder / "photos"
    for name in ("cat/1.png", "cat/2.png", "dog/1.png"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (3, 2), 7).save(home / name)
    (home / "cat" / "Thumbs.db").write_bytes(b"no image")
    return home


def test_a_line_for_each_file(idxcheck: Command, photos: Path) -> None:
    """The lines tell what was found and written, and a check of it is clean."""
    done = idxcheck("convert", "photos", "out-images-idx3-ubyte.gz")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "photos: 3 images, 2 classes, 1 passed over -> out-images-idx3-ubyte.gz: gzip > IDX"
        " uint8 3 x 2 x 3\n"
        "photos: their labels -> out-labels-idx1-ubyte.gz: gzip > IDX uint8 3\n"
        "photos: names of the classes -> out-classes.txt: text\n"
    )
    done = idxcheck("check", "out-images-idx3-ubyte.gz", "out-labels-idx1-ubyte.gz")
    assert done.status == 0
    assert "2 judged: 2 valid, 0 invalid, 0 undetermined" in done.out
    assert (photos.parent / "out-classes.txt").read_text(encoding="utf-8") == "0\tcat\n1\tdog\n"


def test_npz(idxcheck: Command, photos: Path) -> None:
    """An .npz file has one line; a single image and class are counted as such."""
    done = idxcheck("convert", str(photos), "all.npz")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        f"{photos}: 3 images, 2 classes, 1 passed over -> all.npz: npz uint8 3 x 2 x 3\n"
    )
    (photos / "dog").rename(photos.parent / "dogs")
    for name in ("2.png", "Thumbs.db"):
        (photos / "cat" / name).unlink()
    done = idxcheck("convert", "photos", "all.npz", "--force")
    assert done.out == "photos: 1 image, 1 class, 0 passed over -> all.npz: npz uint8 1 x 2 x 3\n"


@pytest.mark.parametrize("flag", ["-q", "--quiet"])
def test_quiet(idxcheck: Command, photos: Path, flag: str) -> None:
    """With -q nothing is printed."""
    assert photos.is_dir()
    done = idxcheck("convert", "photos", "images.mat", flag)
    assert (done.status, done.out, done.err) == (0, "", "")


def test_notes(idxcheck: Command, photos: Path, folder: Path) -> None:
    """Classes without an image, and colour in a matrix file, are noted."""
    for name in ("a", "b", "c", "d"):
        (photos / name).mkdir()
    out = idxcheck("convert", "photos", "images.idx").out
    assert out.splitlines()[3:] == ["note: without an image: a, b, c, d"]
    (photos / "e").mkdir()
    (photos / "f").mkdir()
    out = idxcheck("convert", "photos", "images.idx", "--force").out
    assert out.splitlines()[3:] == ["note: without an image: a, b, c, d and 2 more"]
    Image.new("RGB", (1, 1)).save(folder / "1.png")
    (folder / "colour" / "x").mkdir(parents=True)
    (folder / "1.png").rename(folder / "colour" / "x" / "1.png")
    out = idxcheck("convert", "colour", "colour-images.idx").out
    assert out.splitlines()[3:] == [
        "note: colour has rank 4, and many readers stop at 3; --grey writes rank 3"
    ]
    assert len(idxcheck("convert", "colour", "colour.npz").out.splitlines()) == 1
    assert len(idxcheck("convert", "colour", "g-images.idx", "--grey").out.splitlines()) == 3


def test_existing_files(idxcheck: Command, photos: Path, folder: Path) -> None:
    """Any of the files that exists is left alone, but for --force."""
    assert photos.is_dir()
    (folder / "classes.txt").write_bytes(b"mine")
    done = idxcheck("convert", "photos", "images.idx")
    assert (done.status, done.out) == (2, "")
    assert done.err == "Error: classes.txt exists; --force replaces it\n"
    assert not (folder / "images.idx").exists()
    done = idxcheck("convert", "photos", "images.idx", "--force")
    assert (done.status, (folder / "classes.txt").read_bytes()) == (0, b"0\tcat\n1\tdog\n")


def test_differing_images(idxcheck: Command, photos: Path, folder: Path) -> None:
    """Images of two sizes or kinds are status 1 with the options that help, and they do."""
    Image.new("RGB", (4, 4), (7, 7, 7)).save(photos / "dog" / "2.png")
    done = idxcheck("convert", "photos", "images.idx")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "Error: photos/dog/2.png is RGB 4 x 4 (height x width), photos/cat/1.png is grey 2 x 3;"
        " next: make all grey with --grey and make all one size with --size 2x3\n"
    )
    assert not (folder / "images.idx").exists()
    done = idxcheck("convert", "photos", "images.idx", "--grey", "--size", "1x2", "-q")
    assert (done.status, done.err) == (0, "")
    assert (folder / "images.idx").read_bytes() == bytes.fromhex(
        "00000803 00000004 00000001 00000002 0707 0707 0707 0707"
    )


def test_damaged_image(idxcheck: Command, photos: Path) -> None:
    """A file that is no image but is called one is status 1."""
    (photos / "cat" / "3.jpg").write_bytes(b"<html>")
    done = idxcheck("convert", "photos", "images.idx")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "Error: photos/cat/3.jpg: pillow finds no image in it, whatever its suffix says; next:"
        " write it again, as PNG say, or take it out of the folder\n"
    )


def test_unreadable_class(idxcheck: Command, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An image that the system refuses is status 4, and named."""
    opened = builtins.open

    def refuse(name: object, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as open has it
        if str(name).endswith("1.png"):
            raise PermissionError(13, "Permission denied", str(name))
        return opened(name, *arguments, **options)  # type: ignore[call-overload] # as it was called

    assert photos.is_dir()
    monkeypatch.setattr(builtins, "open", refuse)
    done = idxcheck("convert", "photos", "images.idx")
    assert (done.status, done.err) == (4, "Error: photos/cat/1.png: Permission denied\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("photos", "train.idx"), "train.idx: nothing in the name says images, for which the lab"),
        (("photos", "images.npy"), "images and labels become IDX, NORB (.mat) or one .npz file, n"),
        (("photos", "-"), "the name '-' tells no format; "),
        (("photos/cat", "images.idx"), "photos/cat has no sub-folder; "),
        (("photos", "a.npz", "--lenient"), "--lenient reads a file; "),
        (
            ("photos", "a.npz", "--dataset", "mnist", "--grey"),
            "--size and --grey change images, not a known data set",
        ),
        (("good.idx", "a.npz", "--grey"), "--size and --grey change the images in a folder; IN is"),
        (("good.idx", "a.npz", "--size", "1x1"), "--size and --grey change the images in a folder"),
        (("photos", "a.npz", "--size", "0x5"), "an image has from 1 to 89478485 pixels, not 0 x 5"),
    ],
)
def test_wrong_usage(
    idxcheck: Command, photos: Path, arguments: tuple[str, ...], message: str
) -> None:
    """What makes no sense is status 2, and nothing is written."""
    done = idxcheck("convert", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"Error: {message}")
    assert not (photos.parent / arguments[1]).exists()


@pytest.mark.parametrize("size", ["28", "28x", "x28", "-1x2", "28×28", "2x3x4", ""])  # noqa: RUF001 - a sign that is no x
def test_sizes(idxcheck: Command, photos: Path, size: str) -> None:
    """A size is two whole numbers with an x between them."""
    assert photos.is_dir()
    done = idxcheck("convert", "photos", "a.npz", "--size", size)
    assert done.status == 2
    assert done.err.endswith(f"{size!r} is no height and width such as 28x28\n")


def test_known_data_set(idxcheck: Command, photos: Path) -> None:
    """--dataset says that a folder holds a set, also where images are in it."""
    assert photos.is_dir()
    done = idxcheck("convert", "photos", "a.npz", "--dataset", "mnist")
    assert (done.status, done.err[:24]) == (4, "Error: missing in photos")


def test_without_pillow(idxcheck: Command, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pillow, what to install is said."""
    assert photos.is_dir()
    for name in [name for name in sys.modules if name.split(".")[0] == "PIL"]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.startswith("idxcheck.image_folder.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "PIL", None)
    done = idxcheck("convert", "photos", "images.idx")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "Error: converting images needs pillow; next: pip install 'idxcheck[images]'\n"
    )


def test_hostile_names(idxcheck: Command, photos: Path) -> None:
    """Control characters and bytes that are no text are shown as escapes everywhere."""
    hostile = "\x1b[31m\n\udcff[red]"
    photos.rename(photos.parent / hostile)
    shown = r"\x1b[31m\x0a\xff[red]"
    out = idxcheck("convert", hostile, "images.idx").out
    assert out.startswith(f"{shown}: 3 images, 2 classes, 1 passed over -> images.idx: IDX ")
    done = idxcheck("convert", hostile, f"{hostile}.idx")
    assert done.err.startswith(f"Error: {shown}.idx: nothing in the name says images")
    (photos.parent / hostile / hostile).mkdir()
    out = idxcheck("convert", hostile, "images.idx", "--force").out
    assert out.splitlines()[3] == f"note: without an image: {shown}"


def test_help(idxcheck: Command) -> None:
    """The help tells of images, their options, and what is written beside them."""
    out = idxcheck("convert", "--help").out
    assert all(each in out for each in ("--size HxW", "--grey", "sub-folder a class", "idx1-ubyte"))
