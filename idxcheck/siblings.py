"""Which files of a folder belong together, by their names and by what they are said to be."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from idxcheck.evidence import Evidence
from idxcheck.names import claimed_format, stem
from idxcheck.registry import DataFile, Role, data_set
from idxcheck.tables import integers
from idxspec import Header

ROLE_WORDS: dict[str, Role] = {
    "images": "images",
    "labels": "labels",
    "dat": "images",
    "cat": "labels",
    "info": "info",
}
# The last role word counts; rank and type differ from role to role, and so does their dialect.
IDX_NAME = re.compile(r"(.*(?<![a-z]))(images|labels)(?![a-z])(.*?)([-._]idx\d+(-[a-z0-9]+)?)?")
NORB_NAME = re.compile(r"(.+[-_])(dat|cat|info)(\.[a-z]+)")  # cat.mat may be about cats


SharedName = tuple[str, str]  # what stands before and behind the word of the role


class Namesake(NamedTuple):
    """A file that shares its name with others but for the word of its role."""

    evidence: Evidence
    role: Role
    header: Header


def role_in_name(path: str) -> tuple[SharedName, Role] | None:
    """Return what the name of a file shares with its siblings', and its role; None without one.

    `train-images-idx3-ubyte.gz` and `train-labels.idx1-ubyte` share all but the role.
    """
    name = stem(path).lower()
    match = IDX_NAME.fullmatch(name)
    if match is None and claimed_format(name) == "norb":
        match = NORB_NAME.fullmatch(name)
    return None if match is None else ((match[1], match[3]), ROLE_WORDS[match[2]])


def shared_name(evidence: Evidence) -> SharedName | None:
    """Return what the name of a file shares with its siblings'; None for one without a role."""
    named = role_in_name(evidence.name)
    return None if named is None else named[0]


def by_shared_name(
    members: Iterable[Evidence],
) -> dict[SharedName | None, list[Evidence]]:
    """Return the files of a folder by what their names share; those without a role by None."""
    groups: dict[SharedName | None, list[Evidence]] = {}
    for each in members:
        groups.setdefault(shared_name(each), []).append(each)
    return groups


def claimed_file(evidence: Evidence) -> DataFile | None:
    """Return the one file of a data set that a file is said to be; None where that is open."""
    claim = evidence.claim
    return None if claim is None or len(claim.files) != 1 else claim.files[0]


def contradicts_claim(evidence: Evidence) -> bool:
    """Whether a file has another shape than all files that it is asserted to be one of."""
    claim, header = evidence.claim, evidence.header
    if claim is None or header is None or not claim.asserted:
        return False
    return header.shape not in [file.shape for file in claim.candidates]


def group_of(file: DataFile) -> tuple[DataFile, ...]:
    """Return the files that describe the same items as `file`, itself among them.

    They are those of the same part, in NORB those with the same number.
    """
    return tuple(
        each for each in data_set(file.data_set).files if _part_name(each) == _part_name(file)
    )


def _part_name(file: DataFile) -> str:
    return file.name.rpartition("-")[0]


def is_damaged(evidence: Evidence) -> bool:
    """Whether a file is no whole matrix by itself, as far as it was read."""
    header = evidence.header
    if header is None or evidence.fault is not None or evidence.content.little_endian:
        return True
    known = evidence.seen if evidence.length is None else evidence.length
    too_long = evidence.strict and known > header.file_size
    return too_long or (evidence.length is not None and evidence.length < header.file_size)


def is_sound(evidence: Evidence) -> bool:
    """Whether a file is a matrix of the length its header says."""
    return evidence.length_is_settled and not is_damaged(evidence)


def namesakes(evidence: Evidence) -> list[Namesake]:
    """Return the sound files of one folder that describe the same items by their names.

    `evidence` is among them. Images come first, then the others, each by name; what has not
    the form of its role is left out.
    """
    found = [
        Namesake(each, named[1], each.header)
        for each in (() if evidence.siblings is None else evidence.siblings.namesakes)
        if (named := role_in_name(each.name)) and is_sound(each) and each.header
    ]
    fitting = [each for each in found if _is_form_of(each.role, each.header)]
    return sorted(fitting, key=lambda each: (each.role != "images", each.evidence.name))


def _is_form_of(role: Role, header: Header) -> bool:
    """Whether a file of this role can have this header; NORB's names are short, and told by it."""
    if header.format == "idx":
        return bool(header.shape)
    ranks: dict[Role, tuple[int, ...]] = {"images": (3, 4, 5), "labels": (1,), "info": (2,)}
    return header.rank in ranks[role]


def sound_sibling(evidence: Evidence, file: DataFile) -> Evidence | None:
    """Return the sound file in the same folder that is said to be `file`; None without one."""
    judged = () if evidence.siblings is None else evidence.siblings.judged
    found = (each for each in judged if claimed_file(each) == file and is_sound(each))
    return next(found, None)


def factor_rows(evidence: Evidence) -> list[tuple[int, ...]]:
    """Return the rows of a factor table, of labels each a row of one; none for another file."""
    header, scan = evidence.header, evidence.data_file
    if header is None or scan is None or scan.table is None:
        return []
    numbers = integers(scan.table, header)
    width = header.item_size // header.element.size
    return list(zip(*(numbers[column::width] for column in range(width)), strict=True))


def is_another(evidence: Evidence, file: DataFile) -> bool:
    """Whether the digests say that this is another known file than `file`."""
    return bool(evidence.known) and file not in evidence.known
