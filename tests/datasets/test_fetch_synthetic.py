"""fetch into a folder whose marker says that the data set is synthetic."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from idxcheck.datasets import FetchError, RetryPolicy, fetch
from idxcheck.errors import FormatError
from idxcheck.registry import DataSet
from idxcheck.synthetic_marker import mark, marked_sets

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

AT_ONCE = RetryPolicy(backoff=0.0)
FILE = "test-labels-idx1-ubyte.gz"


@pytest.fixture
def mnist(site: "Site", make_toy: Callable[..., DataSet], stored: Mapping[str, bytes]) -> DataSet:
    """The toy under a name that a marker can have."""
    site.give_all("/a/", stored)
    return replace(make_toy("a/"), name="mnist", folders=("mnist",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose marker names two data sets."""
    folder = tmp_path / "mnist"
    folder.mkdir()
    mark(folder, ["mnist", "kmnist"], "--items 5", replace=False)
    return folder


def test_a_whole_set(mnist: DataSet, folder: Path, tmp_path: Path) -> None:
    """Once all of it is there the marker no longer names it; files that were kept count."""
    fetch(mnist, tmp_path, retry=AT_ONCE)
    assert marked_sets(str(folder)) == {"kmnist"}
    mark(folder, ["mnist"], "--items 5", replace=False)
    fetch(mnist, tmp_path, retry=AT_ONCE)
    assert marked_sets(str(folder)) == {"kmnist"}


def test_a_part(mnist: DataSet, folder: Path, tmp_path: Path) -> None:
    """With a part alone the other may still be synthetic."""
    fetch(mnist, tmp_path, part="test", retry=AT_ONCE)
    assert marked_sets(str(folder)) == {"mnist", "kmnist"}


def test_a_file_that_does_not_come(mnist: DataSet, folder: Path, tmp_path: Path) -> None:
    """Where a file stays synthetic, the marker says so."""
    (folder / FILE).write_bytes(b"mine")
    with pytest.raises(FormatError):
        fetch(mnist, tmp_path, retry=AT_ONCE)
    assert marked_sets(str(folder)) == {"mnist", "kmnist"}


def test_a_marker_that_cannot_be_changed(
    mnist: DataSet, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told as any other file that cannot be written."""

    def refuse(path: Path, _names: object) -> None:
        raise PermissionError(13, "Permission denied", str(path / "idxcheck-synthetic.txt"))

    monkeypatch.setattr("idxcheck.datasets.fetching.unmark", refuse)
    with pytest.raises((FetchError, PermissionError), match=r"idxcheck-synthetic\.txt"):
        fetch(mnist, tmp_path, retry=AT_ONCE)
    assert (folder / FILE).is_file()
