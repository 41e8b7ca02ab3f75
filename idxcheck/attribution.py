"""To which data sets files belong: what their digests say, their folders, siblings and names."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from idxcheck.claim import NO_DATA_SET, Basis, Claim
from idxcheck.errors import UsageError
from idxcheck.evidence import Evidence
from idxcheck.known_files import files_like, files_named
from idxcheck.names import stem
from idxcheck.registry import DataFile, DataSet, data_sets, data_sets_called, plain

INNER_FOLDERS = ("raw", "gzip")  # what libraries and archives put between the set and its files


@dataclass(frozen=True, slots=True)
class Member:
    """One file to attribute: its path where it has one, and what was said of it outright.

    `synthetic` are the names of the data sets that a marker in its folder says are generated.
    """

    path: str | None
    evidence: Evidence
    wanted: str | None = None
    basis: Basis = Basis.OPTION
    synthetic: frozenset[str] = frozenset()

    @property
    def folder(self) -> str | None:
        """The absolute path of the folder it stands in."""
        return None if self.path is None else folder_of(self.path)


def folder_of(path: str) -> str:
    """Return the absolute path of the folder that a file stands in, no link followed."""
    return os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - a name as given


def sets_called(name: str) -> tuple[DataSet, ...]:
    """Return the data sets called `name`: one, or all of a family; none for `none`.

    Raises UsageError for a name that is none of theirs.
    """
    if not isinstance(name, str):
        raise UsageError(f"a data set is called by its name, not {name!r}")
    if name.lower() == NO_DATA_SET:
        return ()
    try:
        return data_sets_called(name)
    except UsageError as error:
        raise UsageError(f"{error}, {NO_DATA_SET}") from None


def attribute(members: Sequence[Member]) -> list[Claim | None]:
    """Return for each member of which data set it is said to be, None where nothing says so.

    What was said outright comes first, then the folder's name, the siblings known by their
    digests, the file's own digest; its name alone is a guess. Of a synthetic file all is a
    guess that was not said outright.
    """
    known: dict[str, list[Member]] = {}
    for each in members:
        if each.evidence.known and each.folder is not None:
            known.setdefault(each.folder, []).append(each)
    return [_claim(each, known.get(each.folder or "", ())) for each in members]


def _claim(member: Member, together: Iterable[Member]) -> Claim | None:
    if member.wanted is not None:
        claim = _said_outright(member)
    else:
        claim = _by_folder(member) or _by_siblings(member, together) or _guess(member)
    if claim is None or not _is_marked(claim, member.synthetic):
        return claim
    if set(member.evidence.known).isdisjoint(claim.files):
        return replace(claim, synthetic=True)
    # Some files can be made byte by byte: they are what their digests say, marked or not.
    return claim if member.wanted is not None else claim_by_digest(member.evidence)


def _is_marked(claim: Claim, marked: frozenset[str]) -> bool:
    """Whether all data sets that a claim leaves open are marked; of a guess, one of them."""
    names = {file.data_set for file in claim.candidates}
    return names <= marked if claim.asserted else not names.isdisjoint(marked)


def _said_outright(member: Member) -> Claim | None:
    sets = sets_called(member.wanted or NO_DATA_SET)
    return Claim(sets, _files_meant(member, sets), member.basis) if sets else None


def _by_folder(member: Member) -> Claim | None:
    sets = sets_of_folder(member.folder)
    files = _among(_files_named(member), sets)
    return Claim(_sets_of(files), files, Basis.FOLDER) if files else None


def sets_of_folder(folder: str | None) -> tuple[DataSet, ...]:
    """Return the data sets that the name of a folder, an absolute path, says it holds."""
    if folder is None:
        return ()
    parent, name = os.path.split(folder)
    if name.lower() in INNER_FOLDERS:
        name = os.path.basename(parent)  # noqa: PTH119 - a name
    wanted = plain(name)
    return tuple(each for each in data_sets() if wanted in map(plain, each.folders))


def _files_named(member: Member) -> tuple[DataFile, ...]:
    return () if member.path is None else files_named(member.path)


def _among(files: Iterable[DataFile], sets: Iterable[DataSet]) -> tuple[DataFile, ...]:
    names = {each.name for each in sets}
    return tuple(file for file in files if file.data_set in names)


def _files_meant(member: Member, sets: Sequence[DataSet]) -> tuple[DataFile, ...]:
    """Return the files of `sets` a member may be: by name, by digest, or else by shape."""
    header = member.evidence.header
    return (
        _among(_files_named(member), sets)
        or _among(member.evidence.known, sets)
        or _among(() if header is None else files_like(header), sets)
    )


def _sets_of(files: Iterable[DataFile]) -> tuple[DataSet, ...]:
    names = {file.data_set for file in files}
    return tuple(each for each in data_sets() if each.name in names)


def _by_siblings(member: Member, together: Iterable[Member]) -> Claim | None:
    """Return the data set that most of the known files in its folder are of.

    Only data sets count that have a file of this name and form, and only files under names
    of theirs; of several data sets it is that of the images. A set of one's own may have
    some known files too: what has another shape is no file of theirs.
    """
    named = _in_form(_files_named(member), member)
    possible = {file.data_set for file in named}
    # A file is told by its name without compression: a packed copy of it is no sibling.
    votes: dict[str, set[str]] = {}
    images: dict[str, set[str]] = {}
    for each in together:
        for file in set(each.evidence.known).intersection(_files_named(each)):
            if file.data_set in possible:
                votes.setdefault(file.data_set, set()).add(stem(each.path or ""))
                if file.role == "images":
                    images.setdefault(file.data_set, set()).add(stem(each.path or ""))
    if not set().union(*votes.values()) - {stem(member.path or "")}:
        return None
    name = max(sorted(votes), key=lambda each: (len(votes[each]), len(images.get(each, ()))))
    files = tuple(file for file in named if file.data_set == name)
    return Claim(_sets_of(files), files, Basis.SIBLINGS)


def claim_by_digest(evidence: Evidence) -> Claim | None:
    """Return which file one is by its digests; None where they tell nothing."""
    # Files of several parts may be the same: then the name may say which.
    named = files_named(evidence.name)
    files = tuple(file for file in evidence.known if file in named) or evidence.known
    return Claim(_sets_of(files), files, Basis.DIGEST) if files else None


def _guess(member: Member) -> Claim | None:
    if claim := claim_by_digest(member.evidence):
        return claim
    named = _files_named(member)
    if len({file.data_set for file in named}) > 1:
        # Anybody's set may have MNIST's names; with its shape too it is worth a guess.
        named = _in_form(named, member)
    return claim_by_name(named)


def _in_form(files: Iterable[DataFile], member: Member) -> tuple[DataFile, ...]:
    """Return those of `files` that have the element type and the shape of a member."""
    header = member.evidence.header
    like = () if header is None else files_like(header)
    return tuple(file for file in files if file in like)


def claim_by_name(named: tuple[DataFile, ...]) -> Claim | None:
    """Return the guess that a file is one of those `named` as it is; None for none."""
    return Claim(_sets_of(named), named, Basis.NAME) if named else None
