"""Whether a folder holds the files of the vectors as the recipes write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDERS = ("idx", "norb")


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not as it should be, from the byte at `offset` on.

    `expected` and `found` are that byte, None where the file should end there, or does.
    """

    path: str
    offset: int
    expected: int | None
    found: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a folder holds of the files wanted, and what else, by paths below it.

    An entry of `unknown` that is a folder ends in `/`; it was not looked into.
    """

    identical: int
    different: tuple[Difference, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def compare(folder: Path, wanted: Mapping[str, bytes]) -> Comparison:
    """Compare the files of `folder` with those `wanted`. Raises OSError."""
    present, others = _entries(folder)
    missing = tuple(path for path in wanted if path not in present)
    pairs = [(path, data) for path, data in wanted.items() if path in present]
    differences = [_difference(folder, path, data) for path, data in pairs]
    different = tuple(each for each in differences if each is not None)
    unknown = tuple(sorted([*others, *(present - wanted.keys())]))
    return Comparison(len(pairs) - len(different), different, missing, unknown)


def _entries(folder: Path) -> tuple[set[str], list[str]]:
    """Return the regular files of `folder` and of the vectors' folders in it, and the rest."""
    files, others = set[str](), list[str]()
    for entry in folder.iterdir():
        if entry.name in FOLDERS and entry.is_dir():
            below = [(f"{entry.name}/{each.name}", each) for each in entry.iterdir()]
        else:
            below = [(entry.name, entry)]
        for path, each in below:
            if each.is_file():
                files.add(path)
            else:
                others.append(f"{path}/" if each.is_dir() else path)
    return files, others


def _difference(folder: Path, path: str, data: bytes) -> Difference | None:
    with (folder / path).open("rb") as file:
        found = file.read(len(data) + 1)  # one more tells that it goes on, however long it is
    if found == data:
        return None
    pairs = zip(data, found, strict=False)
    shared = min(len(data), len(found))
    offset = next((at for at, (one, other) in enumerate(pairs) if one != other), shared)
    return Difference(path, offset, _byte(data, offset), _byte(found, offset))


def _byte(data: bytes, offset: int) -> int | None:
    return data[offset] if offset < len(data) else None
