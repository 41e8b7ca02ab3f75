"""Looking data sets up: by name and by folder."""

import pytest

from idxcheck.attribution import sets_called, sets_of_folder
from idxcheck.errors import UsageError

EMNIST = ["balanced", "byclass", "bymerge", "digits", "letters", "mnist"]


@pytest.mark.parametrize(
    ("name", "sets"),
    [
        ("mnist", ["mnist"]),
        ("Fashion_MNIST", ["fashion-mnist"]),
        ("EMNIST Letters", ["emnist-letters"]),
        ("emnist", [f"emnist-{each}" for each in EMNIST]),
        ("norb-v1.0-small", ["smallnorb"]),
        ("none", []),
        ("NONE", []),
    ],
)
def test_sets_called(name: str, sets: list[str]) -> None:
    """A name, a title, a family or a folder's name means data sets; `none` means none."""
    assert [each.name for each in sets_called(name)] == sets


@pytest.mark.parametrize("name", ["cifar", "", "-", "fashion"])
def test_no_set_is_called_so(name: str) -> None:
    """Any other name is an error that says which there are, and how to say none."""
    with pytest.raises(UsageError, match=r"no data set is called .*mnist, norb, .*, none$"):
        sets_called(name)


def test_a_name_that_is_none() -> None:
    """What is no text is refused as what it is."""
    with pytest.raises(UsageError, match=r"^a data set is called by its name, not \['mnist'\]$"):
        sets_called(["mnist"])  # type: ignore[arg-type] # the mistake itself


@pytest.mark.parametrize(
    ("folder", "sets"),
    [
        ("/data/FashionMNIST/raw", ["fashion-mnist"]),
        ("/data/fashion_mnist", ["fashion-mnist"]),
        ("/data/fashion", []),
        ("/data/MNIST", ["mnist"]),
        ("/emnist/gzip", [f"emnist-{each}" for each in EMNIST]),
        ("/data/norb-v1.0-small", ["smallnorb"]),
        ("/data/raw", []),
        ("/raw", []),
        ("/", []),
        ("/mnist/own", []),
        (None, []),
    ],
)
def test_sets_of_folder(folder: str | None, sets: list[str]) -> None:
    """The folder, or the one around `raw` or `gzip`, is called like the data set."""
    assert [each.name for each in sets_of_folder(folder)] == sets
