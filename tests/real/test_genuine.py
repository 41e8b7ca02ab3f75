"""Genuine files: no fault found, known shapes and values, and written again byte by byte."""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

import idxcheck
from idxcheck import Severity, Verdict


@dataclass(frozen=True)
class Genuine:
    """What is known of one file: where it is, what it holds, the sha256 of its content."""

    name: str
    format: str
    dtype: str
    shape: tuple[int, ...]
    sha256: str


TABLE = """\
fashion-mnist/t10k-labels-idx1-ubyte.gz idx uint8 10000
    0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34
fashion-mnist/train-labels-idx1-ubyte.gz idx uint8 60000
    bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9
mnist/t10k-images-idx3-ubyte.gz idx uint8 10000x28x28
    0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7
mnist/t10k-labels-idx1-ubyte.gz idx uint8 10000
    ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2
mnist/train-images-idx3-ubyte.gz idx uint8 60000x28x28
    ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db
mnist/train-labels-idx1-ubyte.gz idx uint8 60000
    65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5
qmnist/qmnist-test-labels-idx1-ubyte.gz idx uint8 60000
    dbc433804379831d5aa1f78549bc9a1db7266c82d319f407d05246e3e45b6753
qmnist/qmnist-test-labels-idx2-int.gz idx int32 60000x8
    92d0ccb8c25f9c6534270fb4be7e1d24a1c6d315edfc8a638bfbd31c70f362dd
qmnist/qmnist-train-labels-idx2-int.gz idx int32 60000x8
    bb1b6e1ec7b04fd5696f1ed50b5f58f8ef195118edd5c93c81783df9740b8ac5
small/double_3tensor.lushbin norb float64 4x2x3
    8b9b92b20f25c87303260e4eb0bafb8fa200ef1a4df0fd73fef0e44623962f0c
small/float_3tensor.lushbin norb float32 4x3x2
    8f3ff5657904285235cd7c86d5219681e84b4e63ac891ce2c0caacb22fada9cd
small/idx2numpy-correct.idx idx uint8 3
    c54502d51b8c024d8ab9d33c8b91c221aa8c4c6611962b94182bdb4d23d95a6e
small/int_3tensor.lushbin norb int32 3x2x4
    a0481f6b35daa3d5868f3108076166cfeb42425975051efa5d61916c9bfbe5a2
small/ubyte_3tensor.lushbin norb uint8 2x3x4
    4a7638bb34d8fdb62eb3fcd5d53086d9c7585223ea71f4d6cf035eae0cbadcf8
small/ubyte_scalar.lushbin norb uint8 1x1
    f5afe546787fea20773eb5239f00ffae1090ed1c94395c129b83718d01077328
smallnorb/smallnorb-5x01235x9x18x6x2x96x96-testing-cat.mat.gz norb int32 24300
    591ed90c090cb6724593e8de28180bd602095ee8ec82bd1a5ca30b488cd1d06e
smallnorb/smallnorb-5x46789x9x18x6x2x96x96-training-cat.mat.gz norb int32 24300
    591ed90c090cb6724593e8de28180bd602095ee8ec82bd1a5ca30b488cd1d06e
"""

FIRST_DIGIT = """\
............................
............................
............................
............................
............................
............ooooO@@o@@@O....
........ooO@@@@@@@@@@@@O....
.......o@@@@@@@@@@OOOoo.....
.......o@@@@@@@@@@..........
........O@O@@@o.o@..........
.........oo@@O..............
...........@@@o.............
...........o@@O.............
............o@@@Oo..........
.............O@@@Oo.........
..............o@@@@o........
...............oO@@@........
.................@@@O.......
..............o@@@@@o.......
............o@@@@@@@........
..........oO@@@@@@O.........
........oO@@@@@@Oo..........
......o@@@@@@@Oo............
....o@@@@@@@@o..............
....@@@@@@@o................
............................
............................
............................
"""


def rows() -> list[list[str]]:
    """Return the rows of the table: name, format, dtype, sizes, sha256."""
    words = TABLE.split()
    return [words[start : start + 5] for start in range(0, len(words), 5)]


@pytest.fixture(params=rows(), ids=lambda row: str(row[0]))
def genuine(request: pytest.FixtureRequest) -> Genuine:
    """One genuine file."""
    name, file_format, dtype, sizes, sha256 = request.param
    return Genuine(name, file_format, dtype, tuple(map(int, sizes.split("x"))), sha256)


def test_no_fault(genuine: Genuine, real_data: Path) -> None:
    """A check finds no error and no warning in a file that everybody reads."""
    report = idxcheck.check(real_data / genuine.name)
    (file,) = report.files
    assert [str(each) for each in report.findings if each.severity is not Severity.NOTE] == []
    assert file.verdict is Verdict.VALID
    assert file.digests["content"] == genuine.sha256
    if genuine.format == "idx":
        assert file.digests["values"] == genuine.sha256
    assert file.layers == (("gzip",) if genuine.name.endswith(".gz") else ())
    assert report.ok


def test_shape_and_type(genuine: Genuine, real_data: Path) -> None:
    """Header and array say what is known of the file."""
    path = real_data / genuine.name
    header = idxcheck.info(path)
    assert (header.format, header.element.name) == (genuine.format, genuine.dtype)
    assert header.shape == genuine.shape
    array = idxcheck.load(path)
    assert (array.dtype, array.shape) == (np.dtype(genuine.dtype), genuine.shape)
    assert array.dtype.isnative


def test_written_again(genuine: Genuine, real_data: Path, tmp_path: Path) -> None:
    """save(load(f)) gives the bytes of the decompressed file."""
    array = idxcheck.load(real_data / genuine.name)
    name = Path(genuine.name.removesuffix(".gz")).name
    idxcheck.save(tmp_path / name, array)
    assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == genuine.sha256
    stream = io.BytesIO()
    idxcheck.save(stream, array, "idx" if genuine.format == "idx" else "norb")
    assert hashlib.sha256(stream.getbuffer()).hexdigest() == genuine.sha256


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("mnist/train-labels-idx1-ubyte.gz", "05000401090201030104030503060107"),
        ("mnist/t10k-labels-idx1-ubyte.gz", "07020100040104090509000609000105"),
        ("qmnist/qmnist-test-labels-idx1-ubyte.gz", "07020100040104090509000609000105"),
        ("fashion-mnist/train-labels-idx1-ubyte.gz", "09000003000207020505000905050709"),
        ("fashion-mnist/t10k-labels-idx1-ubyte.gz", "09020101060104060507040507030401"),
    ],
)
def test_first_labels(name: str, labels: str, real_data: Path) -> None:
    """The first sixteen labels, read whole and as items."""
    assert idxcheck.load(real_data / name)[:16].tobytes().hex() == labels
    assert idxcheck.load(real_data / name, items=slice(16)).tobytes().hex() == labels


def test_first_digit(real_data: Path) -> None:
    """MNIST's first picture is a five."""
    path = real_data / "mnist" / "train-images-idx3-ubyte.gz"
    (picture,) = idxcheck.load(path, items=slice(1))
    shades = np.select([picture == 0, picture < 64, picture < 128], [".", "o", "O"], "@")
    assert "".join("".join(row) + "\n" for row in shades.tolist()) == FIRST_DIGIT


def test_items_of_more_than_one_byte(real_data: Path) -> None:
    """QMNIST's rows, big-endian, and smallNORB's categories, little-endian."""
    rows = idxcheck.load(real_data / "qmnist" / "qmnist-test-labels-idx2-int.gz")
    assert rows[:2].tolist() == [
        [7, 4, 2578, 69, 37, 279260, 0, 0],
        [2, 4, 2359, 55, 32, 253328, 0, 0],
    ]
    name = "smallnorb-5x01235x9x18x6x2x96x96-testing-cat.mat.gz"
    categories = idxcheck.load(real_data / "smallnorb" / name)
    assert categories.tolist() == [0, 1, 2, 3, 4] * 4860


def test_tensors_of_every_type(real_data: Path) -> None:
    """The small NORB tensors that Lush wrote."""
    small = real_data / "small"
    assert idxcheck.load(small / "int_3tensor.lushbin")[0].tolist() == [
        [-20002, 40004, -80008, 160016],
        [-200000002, 400000004, -800000008, 1600000016],
    ]
    assert idxcheck.load(small / "ubyte_3tensor.lushbin")[1].tolist() == [
        [17, 29, 41, 53],
        [20, 32, 44, 56],
        [23, 35, 47, 59],
    ]
    floats = idxcheck.load(small / "float_3tensor.lushbin")[0]
    expected = np.array([[4.2, 5.9], [5.7, 7.4], [7.2, 8.9]], np.float32)
    assert floats.tolist() == expected.tolist()
    doubles = idxcheck.load(small / "double_3tensor.lushbin")[0]
    assert doubles.round(9).tolist() == [[0.8, 5.39, -2.413], [2.3, 6.89, -0.913]]
    assert idxcheck.load(small / "ubyte_scalar.lushbin").tolist() == [[12]]
    assert idxcheck.load(small / "idx2numpy-correct.idx").tolist() == [10, 11, 12]


@pytest.mark.parametrize(
    ("name", "items"), [("t10k-images-idx3-ubyte.gz", 5091), ("t10k-labels-idx1-ubyte.gz", 4282)]
)
def test_items_of_a_stream_cut_in_half(name: str, items: int, real_data: Path) -> None:
    """What the first half of the stored bytes holds can be had, and not one item more."""
    stored = (real_data / "mnist" / name).read_bytes()
    half, whole = stored[: len(stored) // 2], idxcheck.load(stored)
    survivors = idxcheck.load(half, items=slice(items))
    assert survivors.tobytes() == whole[:items].tobytes()
    with pytest.raises(idxcheck.FormatError) as caught:
        idxcheck.load(half, items=slice(items + 1))
    assert caught.value.finding.code == "TRN101"
    assert caught.value.finding.offset == len(half)
