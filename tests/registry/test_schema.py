"""The TOML files obey the published schema, and the schema refuses what it should."""

import copy
import importlib.resources
import json
import tomllib
from collections.abc import Callable
from typing import Any

import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

SETS = ["emnist", "fashion-mnist", "kmnist", "mnist", "norb", "qmnist", "smallnorb"]
REGISTRY = importlib.resources.files("idxcheck.registry")


@pytest.fixture(scope="module")
def validator() -> Any:  # noqa: ANN401 - jsonschema ships no types
    """A validator of the published schema."""
    schema = json.loads((REGISTRY / "registry.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def document(name: str) -> dict[str, Any]:
    """The TOML file of one data set or family, as Python objects."""
    return tomllib.loads((REGISTRY / "sets" / f"{name}.toml").read_text(encoding="utf-8"))


def test_the_folder_holds_these_files() -> None:
    """The folder holds one file for each data set or family, and nothing else."""
    assert sorted(each.name for each in (REGISTRY / "sets").iterdir()) == [
        f"{name}.toml" for name in SETS
    ]


@pytest.mark.parametrize("name", SETS)
def test_a_file_obeys(validator: Any, name: str) -> None:  # noqa: ANN401 - jsonschema ships no types
    """Each file obeys the schema and is named for what it holds."""
    assert [error.message for error in validator.iter_errors(document(name))] == []
    assert document(name)["name"] == name


@pytest.mark.parametrize("name", SETS)
def test_a_file_is_like_one_that_says_all(name: str) -> None:
    """A `like` names a file of the same set that has no `like` itself."""
    for table in document(name).get("splits", [document(name)]):
        complete = {each["name"] for each in table["files"] if "like" not in each}
        assert {each["like"] for each in table["files"] if "like" in each} <= complete


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("mnist", []),
        ("mnist", ["files", 0]),
        ("mnist", ["files", 0, "digests", 0]),
        ("mnist", ["layouts"]),
        ("mnist", ["layouts", "keras"]),
        ("mnist", ["layouts", "keras", "downloads", 0]),
        ("kmnist", ["files", 0, "old_releases", 0]),
        ("smallnorb", ["files", 2, "columns", 0]),
        ("emnist", []),
        ("emnist", ["archive"]),
        ("emnist", ["splits", 0]),
        ("emnist", ["splits", 0, "files", 0]),
    ],
)
def test_an_unknown_key_is_refused(
    validator: Any,  # noqa: ANN401 - jsonschema ships no types
    name: str,
    path: list[str | int],
) -> None:
    """In every table a key the schema does not know is refused by its name."""
    whole = document(name)
    table: Any = whole
    for step in path:
        table = table[step]
    table["colour"] = "red"
    errors = list(validator.iter_errors(whole))
    assert len(errors) == 1
    assert list(errors[0].absolute_path) == path
    assert "'colour' was unexpected" in errors[0].message


def _split_beside_files(whole: dict[str, Any]) -> None:
    whole["splits"] = [copy.deepcopy(whole), copy.deepcopy(whole)]


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole.pop("citation"),
        lambda whole: whole.pop("format"),
        lambda whole: whole.pop("files"),
        lambda whole: whole.update(name="MNIST"),
        lambda whole: whole.update(mirrors=["https://example.org/mnist"]),
        lambda whole: whole.update(mirrors=[]),
        lambda whole: whole.update(compression="bz2"),
        lambda whole: whole.update(folders=["mnist", "mnist"]),
        lambda whole: whole["layouts"].update(tensorflow={"folder": "mnist"}),
        lambda whole: whole["layouts"]["torchvision"].update(folder="../MNIST"),
        lambda whole: whole["files"][0].pop("part"),
        lambda whole: whole["files"][0].update(part="validation"),
        lambda whole: whole["files"][0].update(role="pictures"),
        lambda whole: whole["files"][0].update(element="uint16"),
        lambda whole: whole["files"][0].update(shape=[0, 28, 28]),
        lambda whole: whole["files"][0].update(file_names=[]),
        lambda whole: whole["files"][1].update(values=[0, 1, 9]),
        lambda whole: whole["files"][1].update(counts=[-1]),
        lambda whole: whole["files"][0]["digests"][0].pop("source"),
        lambda whole: whole["files"][0]["digests"][0].update(source=""),
        lambda whole: whole["files"][0]["digests"][0].update(algorithm="sha1"),
        lambda whole: whole["files"][0]["digests"][0].update(value="AB" * 16),
        lambda whole: whole["files"][0]["digests"][0].update(of="wrapper"),
        _split_beside_files,
    ],
)
def test_a_wrong_value_is_refused(
    validator: Any,  # noqa: ANN401 - jsonschema ships no types
    damage: Callable[[dict[str, Any]], object],
) -> None:
    """What is missing, of the wrong kind or of the wrong length is refused."""
    whole = document("mnist")
    damage(whole)
    assert not validator.is_valid(whole)
