"""Small data sets in the forms that the registry has, and files of them."""

import hashlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray

import idxcheck
from idxcheck.registry import Column, DataFile, DataSet, Layout, Part, PublishedDigest, Role

Tables = tuple[NDArray[np.int32], NDArray[np.int32]]

WRITER = (Column("class", ((0, 1),)), Column("writer", ((0, 99),)))
VIEW = (
    Column("elevation", ((0, 1),)),
    Column("azimuth", ((0, 4),), 2),
    Column("lighting", ((0, 1),)),
)


def data_file(
    name: str, part: Part, role: Role, shape: tuple[int, ...], columns: tuple[Column, ...] = ()
) -> DataFile:
    """Return a file of a small set: labels and images are uint8, a table is int32."""
    return DataFile(
        data_set="tiny",
        name=name,
        part=part,
        role=role,
        format="idx",
        element="int32" if role == "info" else "uint8",
        shape=shape,
        file_names=(f"tiny-{name}", f"tiny.{name}"),
        compression="gzip",
        columns=columns,
    )


def small_set(name: str, *files: DataFile, first_label: int = 0) -> DataSet:
    """Return a data set of two classes, kept by torchvision in NAME/raw."""
    return DataSet(
        name=name,
        title=name.title(),
        family=name,
        homepage="",
        licence="",
        citation="",
        folders=(name,),
        classes=("cat", "dog"),
        files=files,
        first_label=first_label,
        layouts={"torchvision": Layout(f"{name}/raw")},
    )


@pytest.fixture
def digits() -> DataSet:
    """A set in the form of EMNIST's letters: images of 2 x 2, labels from 1."""
    return small_set(
        "digits",
        data_file("train-images", "train", "images", (3, 2, 2)),
        data_file("train-labels", "train", "labels", (3,)),
        data_file("t10k-images", "test", "images", (2, 2, 2)),
        data_file("t10k-labels", "test", "labels", (2,)),
        first_label=1,
    )


@pytest.fixture
def writers() -> DataSet:
    """A set in QMNIST's form: the classes are a column of a table, for one part labels too."""
    return small_set(
        "writers",
        data_file("train-images", "train", "images", (2, 2, 2)),
        data_file("train-info", "train", "info", (2, 2), WRITER),
        data_file("test-images", "test", "images", (2, 2, 2)),
        data_file("test-info", "test", "info", (2, 2), WRITER),
        data_file("test-labels", "test", "labels", (2,)),
        data_file("more-images", "all", "images", (1, 2, 2)),
        data_file("more-info", "all", "info", (1, 2), WRITER),
    )


@pytest.fixture
def groups() -> DataSet:
    """A set in full NORB's form: two groups of files for training, two for testing."""
    numbered: list[tuple[str, Part]] = [
        ("train-01", "train"),
        ("train-02", "train"),
        ("test-01", "test"),
        ("test-02", "test"),
    ]
    return small_set(
        "groups",
        *(
            file
            for name, part in numbered
            for file in (
                data_file(f"{name}-dat", part, "images", (2, 2, 1, 3)),
                data_file(f"{name}-cat", part, "labels", (2,)),
                data_file(f"{name}-info", part, "info", (2, 4), (Column("instance", ()), *VIEW)),
            )
        ),
    )


@pytest.fixture
def toys() -> DataSet:
    """A set in smallNORB's form: two toys of each class for training and one for testing."""
    train = (Column("instance", ((4, 4), (6, 6))), *VIEW)
    test = (Column("instance", ((5, 5),)), *VIEW)
    return small_set(
        "toys",
        data_file("train-dat", "train", "images", (48, 2, 2, 3)),
        data_file("train-cat", "train", "labels", (48,)),
        data_file("train-info", "train", "info", (48, 4), train),
        data_file("test-dat", "test", "images", (24, 2, 2, 3)),
        data_file("test-cat", "test", "labels", (24,)),
        data_file("test-info", "test", "info", (24, 4), test),
    )


@pytest.fixture
def write() -> Callable[..., None]:
    """`write(folder, suffix="", **values)`: save each as the file `tiny-NAME` of a small set.

    A NAME has underscores for its dashes; values become int32 for a table, else uint8.
    """

    def save(folder: Path, suffix: str = "", **values: ArrayLike) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, each in values.items():
            dtype: Any = np.int32 if name.endswith("info") else np.uint8
            path = folder / f"tiny-{name.replace('_', '-')}{suffix}"
            idxcheck.save(path, np.array(each, dtype), "idx")

    return save


@pytest.fixture(scope="session")
def tables_of() -> Callable[..., Tables]:
    """`tables_of(instances, classes, elevations, azimuths, lightings)`: categories and factors.

    They are in the order of smallNORB's testing part: the category changes from item to
    item, then the lighting, the azimuth, the elevation and the instance.
    """

    def make(
        instances: Sequence[int],
        classes: int = 5,
        elevations: int = 9,
        azimuths: int = 18,
        lightings: int = 6,
    ) -> Tables:
        turns = range(0, 2 * azimuths, 2)
        factors = itertools.product(instances, range(elevations), turns, range(lightings))
        info = np.array([each for each in factors for _ in range(classes)], np.int32)
        return np.arange(len(info), dtype=np.int32) % classes, info

    return make


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[DataSet, ...]]:
    """`register(form, **contents)`: make a registry of sets that share names and shapes.

    Each keyword is a set in the form of `form`; its value holds the published bytes of some
    of its files by their names.
    """

    def make(form: DataSet, **contents: Mapping[str, bytes]) -> tuple[DataSet, ...]:
        sets = tuple(_published(form, name, files) for name, files in contents.items())
        files = [file for each in sets for file in each.files]
        by_name = {each.name: each for each in sets}
        by_digest = {
            (each.of, each.algorithm, each.value): (file,)
            for file in files
            for each in file.digests
        }
        monkeypatch.setattr("idxcheck.known_files._by_digest", lambda: by_digest)
        monkeypatch.setattr("idxcheck.claim.data_set", by_name.get)
        for module in ("contents", "files"):
            monkeypatch.setattr(f"idxcheck.datasets.{module}.data_sets", lambda: sets)
        return sets

    return make


def _published(form: DataSet, name: str, contents: Mapping[str, bytes]) -> DataSet:
    digests = {
        file: PublishedDigest("sha256", "content", hashlib.sha256(data).hexdigest(), "a test")
        for file, data in contents.items()
    }
    files = tuple(
        replace(
            file,
            data_set=name,
            digests=(digests[file.name],) if file.name in digests else (),
        )
        for file in form.files
    )
    return replace(form, name=name, title=name.title(), folders=(name,), files=files)
