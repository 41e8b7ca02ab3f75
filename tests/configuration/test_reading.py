"""What each key of a configuration file comes to."""

from __future__ import annotations

import math
import pickle
from typing import TYPE_CHECKING

import pytest

from idxcheck.configuration import Configuration, FilesEntry, Ignore, read_configuration
from idxcheck.configuration.patterns import Pattern
from idxcheck.expectation import Expectation, ExpectedDigest
from idxcheck.findings import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from tests.configuration.conftest import Read

ALL_KEYS = """
select = ["IDX", "trn105", "zero-tail"]
ignore = ["IDX105"]
fail-on = "warning"
lenient = true
dataset = "mnist"
severity = { IDX103 = "error" }

[[files]]
path = ["/data/a*", "b"]
dataset = "none"
shape = ["*", 28, 0]
element = "uint8"
range = [0, 0.5]
digest = "MD5:D41D8CD98F00B204E9800998ECF8427E"
severity = { VAL003 = "note" }
ignore = [
  { rule = "name-compression-mismatch", reason = " unpacked by the proxy " },
  { rule = "NAM", reason = "old names" },
]

[[files]]
path = "c"
"""


def test_all_keys(read: Read, folder: Path) -> None:
    """Every key in use, and a table that leaves all but the path open."""
    configuration = read(ALL_KEYS)
    assert configuration == Configuration(
        path="idxcheck.toml",
        folder=str(folder),
        select=("IDX", "trn105", "zero-tail"),
        ignore=("IDX105",),
        fail_on=Severity.WARNING,
        lenient=True,
        dataset="mnist",
        severity={"IDX103": Severity.ERROR},
        files=(
            FilesEntry(
                patterns=(Pattern("/data/a*", ("data", "a*")), Pattern("b", ("**", "b"))),
                dataset="none",
                expectation=Expectation(
                    shape=(None, 28, 0),
                    elements=("uint8",),
                    range=(0, 0.5),
                    digest=ExpectedDigest("md5", "d41d8cd98f00b204e9800998ecf8427e"),
                ),
                severity={"VAL003": Severity.NOTE},
                ignores=(
                    Ignore(
                        "name-compression-mismatch",
                        frozenset({"TRN105"}),
                        "unpacked by the proxy",
                        "files[0].ignore[0]",
                    ),
                    Ignore(
                        "NAM", frozenset({"NAM001", "NAM002"}), "old names", "files[0].ignore[1]"
                    ),
                ),
            ),
            FilesEntry(patterns=(Pattern("c", ("**", "c")),)),
        ),
    )
    assert pickle.loads(pickle.dumps(configuration)) == configuration  # noqa: S301 - our own bytes


def test_no_key(read: Read, folder: Path) -> None:
    """An empty file leaves everything open."""
    assert read("# nothing\n") == Configuration("idxcheck.toml", str(folder))


def test_falsehood_is_said(read: Read) -> None:
    """What is said to be false or empty is not left open."""
    configuration = read("lenient = false\nignore = []\nfiles = []")
    assert configuration.lenient is False
    assert configuration.ignore == ()
    assert configuration.files == ()


def test_pyproject(read: Read) -> None:
    """Of a pyproject.toml only our table counts, and the keys are shown as they stand there."""
    text = """
    [project]
    name = "x"
    [tool.idxcheck]
    fail-on = "note"
    [[tool.idxcheck.files]]
    path = "a"
    ignore = [{ rule = "NAM001", reason = "r" }]
    [tool.other]
    select = 3
    """
    configuration = read(text, "pyproject.toml")
    assert (configuration.path, configuration.fail_on) == ("pyproject.toml", Severity.NOTE)
    assert configuration.files[0].ignores[0].place == "tool.idxcheck.files[0].ignore[0]"


def test_the_folder(read: Read, folder: Path) -> None:
    """Patterns are relative to the folder of the file, the name stays as given."""
    (folder / "below").mkdir()
    read("", "below/own.toml")
    configuration = read_configuration("below/../below/own.toml")
    assert configuration.path == "below/../below/own.toml"
    assert configuration.folder == str(folder / "below")


def test_severities_of_fewer_rules_win(read: Read) -> None:
    """Whatever the order: a code before a beginning, a longer beginning before a shorter."""
    text = 'severity = { IDX103 = "error", ALL = "error", IDX1 = "warning", IDX = "note" }'
    severity = read(text).severity
    assert severity["IDX103"] is Severity.ERROR
    assert severity["IDX104"] is Severity.WARNING
    assert severity["IDX201"] is Severity.NOTE
    assert severity["NRB201"] is Severity.ERROR
    text = 'severity = { zero-tail = "error", VAL003 = "note" }'
    assert read(text).severity == {"VAL003": Severity.NOTE}


@pytest.mark.parametrize("level", ["error", "warning", "note"])
def test_levels(read: Read, level: str) -> None:
    """The three severities, for fail-on and for a rule."""
    configuration = read(f'fail-on = "{level}"\nseverity = {{ VAL003 = "{level}" }}')
    assert configuration.fail_on is not None
    assert configuration.fail_on.value == level
    assert configuration.severity["VAL003"].value == level


@pytest.mark.parametrize("name", ["mnist", "Fashion-MNIST", "emnist", "none"])
def test_data_sets(read: Read, name: str) -> None:
    """One data set, a family of them, or none, as --dataset takes them."""
    configuration = read(f'dataset = "{name}"\n[[files]]\npath = "a"\ndataset = "{name}"')
    assert configuration.dataset == name
    assert configuration.files[0].dataset == name


def expected_of(read: Read, line: str) -> Expectation:
    """Return the expectation of a `[[files]]` table with one line."""
    return read(f'[[files]]\npath = "a"\n{line}\n').files[0].expectation


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("shape = [0]", (0,)),
        ('shape = ["*"]', (None,)),
        ("shape = [4294967295, 1]", (4294967295, 1)),
        (f"shape = [{'1,' * 255}]", (1,) * 255),
    ],
)
def test_shapes(read: Read, line: str, shape: tuple[int | None, ...]) -> None:
    """Sizes from 0 to the largest of IDX, up to its largest rank."""
    assert expected_of(read, line) == Expectation(shape=shape)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('element = "float64"', ("float64",)),
        ('element = ["int32", "int64"]', ("int32", "int64")),
        (
            'element = ["uint8", "int8", "int16", "int32", "float32", "float64", "int64"]',
            ("uint8", "int8", "int16", "int32", "float32", "float64", "int64"),
        ),
    ],
)
def test_elements(read: Read, line: str, names: tuple[str, ...]) -> None:
    """One element type, or several that will do."""
    assert expected_of(read, line) == Expectation(elements=names)


@pytest.mark.parametrize(
    ("line", "bounds"),
    [
        ("range = [0, 9]", (0, 9)),
        ("range = [-1.5, 1]", (-1.5, 1)),
        ("range = [0, inf]", (0, math.inf)),
        ("range = [7, 7]", (7, 7)),
        (
            "range = [-9223372036854775808, 9223372036854775807]",
            (-9223372036854775808, 9223372036854775807),
        ),
    ],
)
def test_ranges(read: Read, line: str, bounds: tuple[float, float]) -> None:
    """Whole numbers and others, one value alone, and no end."""
    assert expected_of(read, line) == Expectation(range=bounds)


@pytest.mark.parametrize(("algorithm", "digits"), [("md5", 32), ("sha1", 40), ("sha256", 64)])
def test_digests(read: Read, algorithm: str, digits: int) -> None:
    """Each algorithm, upper and lower case alike, shown as it is written."""
    digest = expected_of(read, f'digest = "{algorithm.upper()}:{"aB" * (digits // 2)}"').digest
    assert digest is not None
    assert (digest.algorithm, digest.value) == (algorithm, "ab" * (digits // 2))
