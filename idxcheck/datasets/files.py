"""Which files of a data set a folder holds, group by group, and which data set that is."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import fspath
from pathlib import Path

from idxcheck.attribution import sets_of_folder
from idxcheck.claim import fetch_command
from idxcheck.datasets.contents import READING
from idxcheck.datasets.places import Found, Place, choose_place, places
from idxcheck.errors import UsageError
from idxcheck.examining import examine_file
from idxcheck.output import StrPath
from idxcheck.registry import DataFile, DataSet, Part, Role, data_sets

Roles = Mapping[Role, DataFile]  # the files of one group

BOTH: tuple[Part, ...] = ("train", "test")
NAMES_SHOWN = 4  # of the files that are missing
CLASS_COLUMN = "class"  # what the registry calls the column of a table that holds the label


@dataclass(frozen=True, slots=True)
class Group:
    """Files that belong together item by item; those that are None are not there."""

    images: Found
    labels: Found | None
    info: Found | None


def find_groups(
    data_set: DataSet, parts: Sequence[Part], folder: StrPath
) -> dict[Part, list[Group]]:
    """Return the files of each of `parts`, group by group, all of them from one place.

    That is `folder` or one below it as `fetch` lays it out: the first that holds all. A
    table that holds the classes stands for the labels, and they for it, where one of the
    two is missing. Raises FileNotFoundError where no place holds all, with what is missing
    in the one that lacks least, OSError for a folder that cannot be read, and UsageError
    where the data set has no such part.
    """
    place, missing = _place_of(data_set, parts, folder)
    if missing:
        raise missing_files(data_set, missing, parts, place)
    return {part: [_group(roles, place) for roles in _groups_of(data_set, part)] for part in parts}


def _place_of(
    data_set: DataSet, parts: Sequence[Part], folder: StrPath
) -> tuple[Place, list[DataFile]]:
    """Return the place from which to take `parts`, and the files that are missing in it."""
    groups = [roles for part in parts for roles in _groups_of(data_set, part)]

    def lacking(place: Place) -> list[DataFile]:
        return [file for roles in groups for file in _lacking(roles, place)]

    place = choose_place(data_set, folder, lacking)
    return place, lacking(place)


def _groups_of(data_set: DataSet, part: Part) -> list[Roles]:
    """Return the files of a part, those that belong together in one group."""
    files = data_set.of(part)
    if not files:
        names = " or ".join(dict.fromkeys(repr(file.part) for file in data_set.files))
        raise UsageError(f"{data_set.title} has no part {part!r}; choose {names}")
    together: dict[str, dict[Role, DataFile]] = {}
    for file in files:
        together.setdefault(file.name.rpartition("-")[0], {})[file.role] = file
    return list(together.values())


def _lacking(roles: Roles, place: Place) -> list[DataFile]:
    """Return the files that a group needs and `place` does not have."""
    there = {role for role, file in roles.items() if file.name in place.found}
    classed = "info" in roles and class_column(roles["info"]) is not None
    needed = {"images"} if classed and there & {"labels", "info"} else set(roles)
    return [file for role, file in roles.items() if role in needed - there]


def _group(roles: Roles, place: Place) -> Group:
    """Return the files of a group that lacks nothing."""
    found = {role: place.found.get(file.name) for role, file in roles.items()}
    return Group(place.found[roles["images"].name], found.get("labels"), found.get("info"))


def class_column(file: DataFile) -> int | None:
    """Return the number of the column of `file` that holds the classes, or None."""
    names = [column.name for column in file.columns]
    return names.index(CLASS_COLUMN) if CLASS_COLUMN in names else None


def missing_files(
    data_set: DataSet, files: Sequence[DataFile], parts: Sequence[Part], place: Place
) -> FileNotFoundError:
    """Return the error for `files` that are not in `place`, from which `parts` are wanted."""
    names = ", ".join(file.file_names[0] for file in files[:NAMES_SHOWN])
    more = f" and {len(files) - NAMES_SHOWN} more" if len(files) > NAMES_SHOWN else ""
    other = "".join(
        f"; {path} is {layout}'s own form of them, which is not read here"
        for layout, path in _other_forms(data_set, place.root)
    )
    layouts = (each.folder for each in data_set.layouts.values() if not each.downloads)
    path = Path(place.path).absolute()
    if any(path.match(end) for end in (data_set.name, *layouts)):
        target, lacking = place.path, {file.part for file in files}
    else:  # what is fetched gets a place of its own, which has to hold all that is wanted
        target, lacking = str(Path(place.root, data_set.name)), set(parts)
    command = fetch_command(data_set, lacking.pop() if len(lacking) == 1 else None, target)
    return FileNotFoundError(f"missing in {place.path}: {names}{more}{other}; next: {command}")


def _other_forms(data_set: DataSet, root: str) -> Iterator[tuple[str, Path]]:
    """Yield the files in which a library keeps the set in a form of its own, and its name."""
    for name, layout in data_set.layouts.items():
        for download in layout.downloads:
            for path in (Path(root, download.name), Path(root, layout.folder, download.name)):
                if path.is_file():
                    yield name, path


def recognise(folder: StrPath) -> DataSet:
    """Return the data set that `folder` holds, by the names of its files and its own.

    Where they leave it open, the digests of labels and tables tell. Raises UsageError where
    nothing tells of one alone, OSError for a folder that cannot be read.
    """
    there = [each for each in data_sets() if any(place.found for place in places(each, folder))]
    whole = [each for each in there if not _place_of(each, BOTH, folder)[1]]
    named = sets_of_folder(str(Path(folder).resolve()))
    fitting = [each for each in whole if each in named] or whole or list(named) or there
    if len(fitting) > 1:
        fitting = _by_digests(fitting, folder)
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(each.name for each in fitting or data_sets())
    reason = "may be any of several data sets" if fitting else "is no known data set"
    raise UsageError(f"{fspath(folder)} {reason}; say which with --dataset: {names}")


def _by_digests(sets: Sequence[DataSet], folder: StrPath) -> list[DataSet]:
    """Return those of `sets` that most labels and tables in `folder` are known as, else all."""
    there = (found for each in sets for found in _place_of(each, BOTH, folder)[0].found.values())
    small = dict.fromkeys(found.path for found in there if found.file.role != "images")
    known = (examine_file(path, READING).evidence.known for path in small)
    votes = Counter(name for files in known for name in {file.data_set for file in files})
    most = max(votes[each.name] for each in sets)
    return [each for each in sets if votes[each.name] == most]
