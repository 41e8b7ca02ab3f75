"""The reference page says what is true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from idxcheck.configuration import settings_for
from idxcheck.configuration.reading import FILES_KEYS, KEYS
from idxcheck.errors import UsageError
from idxcheck.expectation import Expectation, ExpectedDigest
from idxcheck.findings import Severity

if TYPE_CHECKING:
    from tests.configuration.conftest import Read

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")


def example() -> str:
    """Return the page's one example."""
    (found,) = re.findall(r"^```toml\n([^`]*)^```$", PAGE, re.MULTILINE)
    assert isinstance(found, str)
    return found


def test_the_example(read: Read) -> None:
    """It is understood, and means what its comments say."""
    configuration = read(example())
    assert configuration.ignore == ("NAM",)
    assert configuration.fail_on is Severity.WARNING
    assert configuration.severity == {"IDX105": Severity.ERROR, "VAL003": Severity.NOTE}
    fashion = settings_for(configuration, "data/fashion/raw/train-images-idx3-ubyte.gz")
    assert fashion.dataset == "fashion-mnist"
    for path in ("data/own/train-images.idx", "data/own/a/masks.idx"):
        assert settings_for(configuration, path).expectation == Expectation(
            shape=(None, 28, 28), elements=("uint8",), range=(0, 255)
        )
    labels = settings_for(configuration, "data/own/train-labels")
    assert labels.expectation == Expectation(
        shape=(5000,),
        elements=("uint8", "int32"),
        range=(0, 9),
        digest=ExpectedDigest(
            "sha256", "aea84eecbd8ffa2df87e0c4a41d7c3cd39e1d89f3cc24ea9a8fe8e3ad8f0b2c1"
        ),
    )
    assert labels.severity["IDX103"] is Severity.ERROR
    assert [ignore.codes for ignore in labels.ignores] == [frozenset({"TRN105"})]
    assert settings_for(configuration, "other/train-labels").expectation is None


def test_every_key_is_explained() -> None:
    """Both tables of keys hold all of them."""
    _, tables, in_files = re.split("^## Keys .*$", PAGE, flags=re.MULTILINE)
    for keys, text in ((KEYS, tables), (FILES_KEYS, in_files.partition("## ")[0])):
        cells = re.findall(r"^\| (`.*?`) \|", text, re.MULTILINE)
        assert sorted(re.findall("`(.*?)`", " ".join(cells))) == sorted(keys)


def test_the_refusal(read: Read) -> None:
    """The message that is shown is what such a file gives."""
    with pytest.raises(UsageError) as raised:
        read('[[files]]\npath = "a"\n[[files]]\npath = "b"\nshape = [-1]')
    assert f"\n    {raised.value}\n" in PAGE


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [
        ("data/train-*", "data/train-images"),
        ("data/**/train-*", "data/raw/train-images data/a/b/train-images"),
        ("train-*", "train-images a/b/train-images"),
        ("/data/raw", "data/raw/x"),
        ("x[!a]", "xb"),
    ],
)
def test_patterns(read: Read, pattern: str, paths: str) -> None:
    """The patterns of the table match what it says."""
    assert f"`{pattern}`" in PAGE
    configuration = read(f'[[files]]\npath = "{pattern}"\ndataset = "none"')
    assert [settings_for(configuration, path).dataset for path in paths.split()] == [
        "none" for _ in paths.split()
    ]
