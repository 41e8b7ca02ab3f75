"""What a matrix is filled with: values typed in, and that chunks leave no trace."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from idxcheck.errors import UsageError
from idxcheck.synth import fills, pictures
from idxcheck.synth.choices import FILLS, Fill
from idxcheck.synth.fills import check_fill, filled, scaled
from idxcheck.synth.words import words

TYPES = ["uint8", "int8", "int16", "int32", "float32", "float64"]
MAXIMA = [255, 127, 32767, 2147483647, 1.0, 1.0]


def values(fill: Fill, dtype: str, *shape: int, seed: int = 0) -> NDArray[np.generic]:
    """Return a whole matrix."""
    chunks = list(filled(fill, np.dtype(dtype), shape, seed))
    assert {each.dtype for each in chunks} == {np.dtype(dtype)}
    return np.concatenate(chunks).reshape(shape)


@pytest.mark.parametrize("dtype", TYPES)
def test_zeros(dtype: str) -> None:
    """Each element is zero."""
    assert values("zeros", dtype, 2, 3).tolist() == [[0, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [
        ("uint8", [0, 1, 127, 128, 255, 0, 1]),
        ("int8", [0, 1, 127, -128, -1, 0, 1]),
        ("int16", [0, 1, 127, 128, 255, 256, 257]),
        ("float32", [0.0, 1.0, 127.0, 128.0, 255.0, 256.0, 257.0]),
    ],
)
def test_ramp(dtype: str, expected: list[float]) -> None:
    """An element is its number in C order, modulo the range of the type."""
    ramp = values("ramp", dtype, 10, 30).ravel()
    assert ramp[[0, 1, 127, 128, 255, 256, 257]].tolist() == expected


def test_long_ramps() -> None:
    """A 16-bit ramp starts over after 65536; float32 rounds from 2^24 on."""
    assert values("ramp", "int16", 65538)[[32767, 32768, 65535, 65536]].tolist() == [
        *(32767, -32768, -1, 0)
    ]
    last = next(chunk for chunk in filled("ramp", np.dtype("float32"), (2**17 + 3,), 0))
    assert last[-1] == 2.0**17 - 1
    makes = fills._ramp(np.dtype("float32"), 2**24, 4)  # noqa: SLF001 - nothing else reaches so far
    assert makes.tolist() == [16777216.0, 16777216.0, 16777218.0, 16777220.0]


@pytest.mark.parametrize(("dtype", "high"), list(zip(TYPES, MAXIMA, strict=True)))
def test_checker(dtype: str, high: float) -> None:
    """Zero and the maximum take turns along the last two axes, each matrix alike."""
    one = [[0, high, 0], [high, 0, high]]
    assert values("checker", dtype, 2, 2, 3).tolist() == [one, one]
    assert values("checker", dtype, 3).tolist() == [0, high, 0]
    assert values("checker", dtype, 3, 1).tolist() == [[0], [high], [0]]


def test_random_integers_are_the_words() -> None:
    """Element i is bytes i * size and on of the words, little-endian."""
    whole = b"".join(int(word).to_bytes(8, "little") for word in words(3, "random", 0, 4))
    assert values("random", "uint8", 32, seed=3).tolist() == list(whole)
    for dtype, size in (("int8", 1), ("int16", 2), ("int32", 4)):
        parts = [whole[at : at + size] for at in range(0, 32, size)]
        expected = [int.from_bytes(part, "little", signed=True) for part in parts]
        assert values("random", dtype, 32 // size, seed=3).tolist() == expected


def test_random_fractions() -> None:
    """A fraction is the highest 24 or 53 bits of its bytes."""
    drawn = [int(word) for word in words(3, "random", 0, 2)]
    assert values("random", "float64", 2, seed=3).tolist() == [
        (word >> 11) / 2**53 for word in drawn
    ]
    halves = [drawn[0] & 0xFFFFFFFF, drawn[0] >> 32, drawn[1] & 0xFFFFFFFF, drawn[1] >> 32]
    assert values("random", "float32", 4, seed=3).tolist() == [
        (half >> 8) / 2**24 for half in halves
    ]


@pytest.mark.parametrize(("dtype", "bits"), list(zip(TYPES[:4], [8, 8, 16, 32], strict=True)))
def test_random_is_uniform(dtype: str, bits: int) -> None:
    """Each of 16 equal parts of the range has about its share of the values."""
    drawn = values("random", dtype, 160_000).astype(np.int64)
    counts = np.bincount((drawn - np.iinfo(dtype).min) >> (bits - 4), minlength=16)
    assert counts.min() > 9500
    assert counts.max() < 10500
    assert values("random", "float64", 1000).max() < 1


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [
        ("uint8", [0, 1, 128, 255]),
        ("int8", [0, 0, 63, 127]),
        ("int16", [0, 128, 16447, 32767]),
        ("int32", [0, 8421504, 1077952575, 2147483647]),
        ("float64", [0.0, 1 / 255, 128 / 255, 1.0]),
        ("float32", [0.0, 0.003921568859368563, 0.501960813999176, 1.0]),
    ],
)
def test_scaled(dtype: str, expected: list[float]) -> None:
    """Picture elements are stretched to the maximum of the type, or to 1."""
    found = scaled(np.array([0, 1, 128, 255], np.uint8), np.dtype(dtype))
    assert (found.dtype, found.tolist()) == (np.dtype(dtype), expected)


@pytest.mark.parametrize("fill", ["digits", "blobs"])
def test_pictures_are_the_same_in_every_type(fill: Fill) -> None:
    """Pictures of another type are those of uint8, scaled."""
    bytes_ = values(fill, "uint8", 2, 3, 12, 9)
    for dtype in TYPES:
        expected = scaled(bytes_.astype(np.uint8), np.dtype(dtype))
        assert np.array_equal(values(fill, dtype, 2, 3, 12, 9), expected)
    assert len({each.tobytes() for pair in bytes_ for each in pair}) == 6


def test_digits_come_in_turns() -> None:
    """Picture i is of the digit i % 10: of ten digits each is most like its own kind."""
    drawn = values("digits", "float64", 40, 10, 28, 28).astype(np.float64)
    means = drawn[:30].mean(axis=0).reshape(10, -1)
    others = drawn[30:].reshape(100, 1, -1)
    nearest = ((others - means) ** 2).sum(axis=2).argmin(axis=1)
    assert (nearest == list(range(10)) * 10).mean() > 0.8


@pytest.mark.parametrize("fill", FILLS)
@pytest.mark.parametrize("dtype", ["uint8", "float32"])
def test_chunks_leave_no_trace(fill: Fill, dtype: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The elements are the same in chunks of any size; a prefix is that of a longer matrix."""
    expected = values(fill, dtype, 5, 9, 13)
    assert np.array_equal(values(fill, dtype, 3, 9, 13), expected[:3])
    for chunk in (8, 40, 1000):
        monkeypatch.setattr(fills, "CHUNK", chunk)
        monkeypatch.setattr(pictures, "CHUNK", chunk)
        assert np.array_equal(values(fill, dtype, 5, 9, 13), expected)


@pytest.mark.parametrize("fill", FILLS)
def test_nothing_to_fill(fill: Fill) -> None:
    """A matrix without elements has no chunks."""
    assert list(filled(fill, np.dtype("int16"), (0, 9, 9), 0)) == []


def test_seeds() -> None:
    """random, digits and blobs depend on the seed, the others do not."""
    for fill in FILLS:
        drawn = [values(fill, "uint8", 9, 9, seed=seed).tobytes() for seed in (0, 1, 2**64 - 1)]
        different = [one != other for one, other in pairwise(drawn)]
        assert different == [fill in ("random", "digits", "blobs")] * 2


@pytest.mark.parametrize("shape", [(8, 7), (7, 8), (64,), (3, 0, 8), (8, 8, 8, 1)])
@pytest.mark.parametrize("fill", ["digits", "blobs"])
def test_no_room_for_pictures(fill: str, shape: tuple[int, ...]) -> None:
    """Pictures need 8 x 8 elements in the last two axes."""
    shown = " x ".join(map(str, shape))
    expected = (
        f"^{fill} are pictures in the last two axes, of at least 8 x 8 elements; the shape is"
        f" {shown}$"
    )
    with pytest.raises(UsageError, match=expected):
        check_fill(fill, shape)


def test_unknown_fill() -> None:
    """A misspelt fill is refused with the names there are."""
    expected = (
        "^no fill is called 'noise'; choose from: random, zeros, ramp, checker, digits, blobs$"
    )
    with pytest.raises(UsageError, match=expected):
        check_fill("noise", (8, 8))
    check_fill("ramp", (1,))
    check_fill("blobs", (0, 8, 8))
