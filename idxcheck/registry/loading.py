"""From the TOML files of the registry to data sets."""

import os
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from idxcheck.errors import UsageError
from idxcheck.registry.model import (
    SUFFIXES,
    Archive,
    Column,
    DataFile,
    DataSet,
    Download,
    Layout,
    OldRelease,
    PublishedDigest,
)

FOLDER = "sets"
SHARED = ("format", "compression", "mirrors")  # what a file takes from its set
ALIKE = ("part", "role", "element", "shape", "values", "columns", "counts")  # ... from its `like`


@cache
def data_sets() -> tuple[DataSet, ...]:
    """Return all known data sets, in the order of their names."""
    found = [data_set for text in _texts() for data_set in parse(text)]
    return tuple(sorted(found, key=lambda each: each.name))


def _texts() -> Iterator[str]:
    # A quick check has no other need of pathlib.
    folder = os.path.join(os.path.dirname(__file__), FOLDER)  # noqa: PTH118, PTH120 - without pathlib
    for name in [each for each in os.listdir(folder) if each.endswith(".toml")]:  # noqa: PTH208 - without pathlib
        with open(os.path.join(folder, name), encoding="utf-8") as file:  # noqa: PTH118, PTH123 - without pathlib
            yield file.read()


def data_set(name: str) -> DataSet:
    """Return the data set called `name`, its title or one of its folders in any case.

    Raises UsageError where there is none, with the names there are, or where there are
    several, as of `emnist`, with theirs.
    """
    found = data_sets_called(name)
    if len(found) > 1:
        names = ", ".join(each.name for each in found)
        raise UsageError(f"{len(found)} data sets are called {name!r}; choose from: {names}")
    return found[0]


def data_sets_called(name: str) -> tuple[DataSet, ...]:
    """Return the data sets called `name`: one, or all of a family such as `emnist`.

    Names, titles and families come before folders; case does not count. Raises UsageError
    where there is none, with the names there are, and for what is no text.
    """
    if not isinstance(name, str):
        raise UsageError(f"a data set is called by its name, not {name!r}")
    wanted = plain(name)
    for names in (_own_names, _family, _folders):
        if found := tuple(each for each in data_sets() if wanted in map(plain, names(each))):
            return found
    families = Counter(each.family for each in data_sets())
    choices = {each.name: each.name for each in data_sets()}
    for family, count in families.items():
        choices.setdefault(family, f"{family} (all {count})")
    names_there_are = ", ".join(choices[each] for each in sorted(choices))
    raise UsageError(f"no data set is called {name!r}; choose from: {names_there_are}")


def _own_names(each: DataSet) -> tuple[str, ...]:
    return each.name, each.title


def _family(each: DataSet) -> tuple[str, ...]:
    return (each.family,)


def _folders(each: DataSet) -> tuple[str, ...]:
    return each.folders


def plain(name: str) -> str:
    """Return `name` as names are compared: in lower case, letters and digits alone."""
    return "".join(character for character in name.lower() if character.isalnum())


def parse(text: str) -> Iterator[DataSet]:
    """Yield the data sets of one TOML file: one, or one for each of its `splits`.

    A split's tables take the place of those of the same name beside it; a file that is `like`
    another takes from it what it does not say itself.
    """
    document = tomllib.loads(text)
    splits = document.pop("splits", [{}])
    for split in splits:
        yield _data_set({"family": document["name"], **document, **split})


def _data_set(table: Mapping[str, Any]) -> DataSet:
    archive = table.get("archive")
    files = {each["name"]: each for each in table["files"]}
    return DataSet(
        name=table["name"],
        title=table["title"],
        family=table["family"],
        homepage=table["homepage"],
        licence=table["licence"],
        citation=table["citation"],
        folders=tuple(table["folders"]),
        classes=tuple(table["classes"]),
        files=tuple(_file(_completed(each, files), table) for each in table["files"]),
        first_label=table.get("first_label", 0),
        every_combination_once=table.get("every_combination_once", False),
        archive=None if archive is None else Archive(_download(archive), archive["folder"]),
        layouts={name: _layout(each) for name, each in table.get("layouts", {}).items()},
    )


def _completed(table: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    other = files[table["like"]] if "like" in table else {}
    return {key: other[key] for key in ALIKE if key in other} | dict(table)


def _file(table: Mapping[str, Any], of: Mapping[str, Any]) -> DataFile:
    names = tuple(table["file_names"])
    shared = {key: table.get(key, of.get(key)) for key in SHARED}
    values = table.get("values")
    compression = shared["compression"]
    stored_name = names[0] + SUFFIXES[compression]
    return DataFile(
        data_set=of["name"],
        name=table["name"],
        part=table["part"],
        role=table["role"],
        format=shared["format"],
        element=table["element"],
        shape=tuple(table["shape"]),
        file_names=names,
        compression=compression,
        mirrors=tuple(base + stored_name for base in shared["mirrors"] or ()),
        stored_size=table.get("stored_size"),
        values=None if values is None else (values[0], values[1]),
        columns=tuple(_column(each) for each in table.get("columns", [])),
        counts=tuple(table.get("counts", [])),
        digests=_digests(table),
        old_releases=tuple(
            OldRelease(each["name"], tuple(each["zero_items"]))
            for each in table.get("old_releases", [])
        ),
    )


def _column(table: Mapping[str, Any]) -> Column:
    ranges = tuple((low, high) for low, high in table["ranges"])
    return Column(table["name"], ranges, table.get("step", 1))


def _digests(table: Mapping[str, Any]) -> tuple[PublishedDigest, ...]:
    return tuple(PublishedDigest(**each) for each in table.get("digests", []))


def _download(table: Mapping[str, Any]) -> Download:
    return Download(table["name"], tuple(table["mirrors"]), _digests(table), table.get("size"))


def _layout(table: Mapping[str, Any]) -> Layout:
    downloads = tuple(_download(each) for each in table.get("downloads", []))
    return Layout(table["folder"], table.get("extracted", False), downloads)
