"""What the files of a synthetic data set hold: pictures, labels, tables."""

from collections.abc import Iterator

import numpy as np

from idxcheck.registry import DataFile, DataSet, data_set
from idxcheck.synth.fills import Chunk
from idxcheck.synth.glyphs import drawings
from idxcheck.synth.labels import MNIST_IN_QMNIST, classes_of, has_mnist, table_of
from idxcheck.synth.norb_scenes import stereo_pairs
from idxcheck.synth.norb_tables import tables
from idxcheck.synth.pictures import DIGITS, boxes, draw_characters

PAIRS = 16  # of stereo pictures drawn at a time
TRANSPOSED = ("emnist",)  # families whose pictures are stored rows for columns


def content(file: DataFile, count: int, seed: int) -> Iterator[Chunk]:
    """Yield the elements of the first `count` items of a file, native arrays in C order."""
    whole = data_set(file.data_set)
    if file.format == "norb":
        yield from _of_norb(whole, file, count, seed)
    elif file.role == "images":
        yield from _characters(whole, file, count, seed)
    else:
        classes = classes_of(whole, file.part, seed)[:count]
        if file.role == "info":
            yield table_of(file, classes, seed)
        else:
            yield (classes + whole.first_label).astype(file.element)


def characters_of(whole: DataSet) -> tuple[str, ...]:
    """Return the character that stands for each class: its name, or else its number."""
    if all(name in drawings() for name in whole.classes):
        return whole.classes
    return DIGITS[: len(whole.classes)]


def _characters(whole: DataSet, file: DataFile, count: int, seed: int) -> Iterator[Chunk]:
    classes = classes_of(whole, file.part, seed)
    characters = characters_of(whole)
    # QMNIST's test part begins with MNIST's pictures made anew: the same hand, another noise.
    shared = min(count, MNIST_IN_QMNIST) if has_mnist(whole, file.part) else 0
    own = f"{whole.name}/{file.part}"
    for numbers, hand in ((range(shared), "mnist/test"), (range(shared, count), own)):
        for box in boxes(numbers, *file.shape[1:]):
            chosen = classes[box.pictures.start : box.pictures.stop]
            drawn = draw_characters(
                box, characters, chosen, seed=seed, hand=f"{hand}: hand", grain=f"{own}: noise"
            )
            yield np.swapaxes(drawn, 1, 2) if whole.family in TRANSPOSED else drawn


def _of_norb(whole: DataSet, file: DataFile, count: int, seed: int) -> Iterator[Chunk]:
    alike = [each for each in whole.of(file.part) if each.role == file.role]
    number = alike.index(file) + 1
    categories, info = tables(whole.name, file.part, number=number, count=count, seed=seed)
    if file.role != "images":
        yield categories if file.role == "labels" else info
        return
    # No two pictures of the set share their noise: those of the files before this one count.
    pictures = [each for each in whole.files if each.role == file.role]
    before = sum(each.shape[0] for each in pictures[: pictures.index(file)])
    for start in range(0, count, PAIRS):
        some = slice(start, start + PAIRS)
        yield stereo_pairs(
            categories[some], info[some], size=file.shape[-1], seed=seed, first=before + start
        )
