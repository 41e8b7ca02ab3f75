"""From a violation to its files, and to the command that checks them."""

import contextlib
import errno
import os
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from idxcheck.errors import UsageError
from idxcheck.names import (
    claimed_compression,
    claimed_format,
    claimed_rank,
    claims_raw,
    looks_like_matrix,
    stem,
)
from idxcheck.output import StrPath, name_of, open_output
from idxcheck.registry import DataFile, data_sets
from idxcheck.source.layers import compression_of
from idxcheck.synth.violations.model import Violation
from idxspec import Format

CONFIGURATION = "idxcheck.toml"
NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)  # the last is Windows'
SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a violation: their `paths`, and what a check must be given.

    `target` is the file or the folder to check, `data_set` what `--dataset` must say,
    `configuration` the path of the configuration, each None for none.
    """

    paths: tuple[Path, ...]
    target: Path
    data_set: str | None = None
    configuration: Path | None = None

    @property
    def check_command(self) -> str:
        """The command that checks them, for a shell."""
        words = ["idxcheck", "check"]
        words += [] if self.data_set is None else ["--dataset", self.data_set]
        words += [] if self.configuration is None else ["--config", _argument(self.configuration)]
        return shlex.join([*words, _argument(self.target)])


@dataclass(frozen=True, slots=True)
class Planned:
    """The files of a violation before they are written: `contents` by path, None for a link.

    `folder` is the one to make, None where there is none to make.
    """

    written: Written
    contents: Mapping[Path, bytes | None]
    folder: Path | None = None

    def write(self, *, replace: bool) -> Written:
        """Write the files; raises FileExistsError, unless `replace`, and other OSErrors."""
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
        _refuse_existing(self.contents, replace=replace)
        for path, data in self.contents.items():
            if data is None:
                _link(path, replace=replace)
            else:
                with open_output(path, replace=replace, compress=False) as file:
                    file.write(data)
        return self.written


def write_violation(violation: Violation, target: StrPath, *, replace: bool) -> Written:
    """Write the files of `violation`; return where they are and how they are checked.

    A `target` that is a folder, or ends in a separator, holds them under their own names; it
    is made where there is none. So it is where there are several files, or their names matter.
    Else the one file is written as `target` itself. Raises UsageError for a name that would
    change the findings, FileExistsError, before anything is written, where a file exists and
    `replace` is False, and other OSErrors.
    """
    return plan_violation(violation, target, replace=replace).write(replace=replace)


def plan_violation(violation: Violation, target: StrPath, *, replace: bool) -> Planned:
    """Return what `write_violation` writes; raises what it does before it writes."""
    name = name_of(target)
    own = (*violation.files, *violation.links)
    own_names = violation.named or violation.configuration is not None or len(own) > 1
    try:
        with contextlib.suppress(OSError):
            os.lstat(name)  # it raises ValueError where others are silent
        if own_names or name.endswith(SEPARATORS) or os.path.isdir(name):  # noqa: PTH112 - a name as given
            _refuse_file_name(violation, name)
            planned = _plan_folder(violation, Path(name))
        else:
            planned = _plan_file(violation, own[0], name)
        _refuse_existing(planned.contents, replace=replace)
    except ValueError as error:  # a zero character, or one the file system cannot encode
        raise UsageError(f"no file can have the name {name!a}: {error}") from error
    return planned


def _plan_file(violation: Violation, own: str, name: str) -> Planned:
    _refuse_misleading(violation, name, own)
    path = Path(name)
    contents = {path: violation.files.get(own)}
    return Planned(Written((path,), path, violation.data_set), contents)


def _plan_folder(violation: Violation, folder: Path) -> Planned:
    if any(os.path.lexists(each) and not each.is_dir() for each in (folder, *folder.parents)):
        raise UsageError(
            f"{folder} is no folder, and what breaks {violation.rule} needs one: name a folder,"
            " there or not"
        )
    files = {**violation.files, **dict.fromkeys(violation.links)}
    contents = {folder / name: data for name, data in files.items()}
    target = folder if len(contents) > 1 else next(iter(contents))
    configuration = None
    if violation.configuration is not None:
        configuration = folder / CONFIGURATION
        contents[configuration] = violation.configuration.encode()
    written = Written(tuple(contents), target, violation.data_set, configuration)
    return Planned(written, contents, folder)


def _refuse_file_name(violation: Violation, name: str) -> None:
    """Refuse the name of a matrix for a folder that is not there."""
    new = not name.endswith(SEPARATORS) and not os.path.lexists(name)
    if new and looks_like_matrix(name):
        raise UsageError(
            f"{name}: what breaks {violation.rule} has names of its own; expected a folder,"
            f" such as {name}{os.sep}"
        )


def _refuse_misleading(violation: Violation, name: str, own: str) -> None:
    """Refuse a name that claims what the file `own` is not."""
    found = compression_of(violation.files.get(own, b""))
    claimed = claimed_compression(name)
    claim = None
    as_named = claimed == claimed_compression(own)
    if claimed != found and not as_named and (claimed is not None or claims_raw(name)):
        claim = f"{claimed or 'no'} compression and the file has {found or 'none'}"
    elif claimed_rank(name) is not None:
        claim = "a rank and an element type"
    elif _is_other_format(violation.rule, claimed_format(name), claimed_format(own)):
        claim = "the other format"
    elif any(stem(name).lower() in map(str.lower, each.file_names) for each in _all_files()):
        claim = "that it is a file of a data set"
    if claim is not None:
        raise UsageError(
            f"the name {name} claims {claim}, so that a check would find something else than"
            f" {violation.rule}: expected a name such as {own}, or a folder to write it to,"
            f" {name}{os.sep}"
        )


def _is_other_format(rule: str, claimed: Format | None, own: Format | None) -> bool:
    """Whether a name claims another format; what a broken transport holds has none to deny."""
    return claimed not in (None, own) and not rule.startswith("TRN")


def _all_files() -> Iterator[DataFile]:
    return (file for whole in data_sets() for file in whole.files)


def _refuse_existing(paths: Iterable[Path], *, replace: bool) -> None:
    for path in paths:
        if not replace and os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "the file exists", str(path))


def _link(path: Path, *, replace: bool) -> None:
    """Make a symbolic link that leads to itself."""
    place = path.with_name(f".idxcheck-{os.urandom(4).hex()}.tmp") if replace else path
    try:
        place.symlink_to(path.name)
    except (NotImplementedError, OSError) as error:
        if isinstance(error, OSError) and error.errno not in NO_LINKS:
            raise
        raise UsageError(
            f"{path}: expected a system and a place that know symbolic links, found none"
            f" ({error}); a check of a file that does not exist finds TRN107 too"
        ) from error
    try:
        place.replace(path)
    except BaseException:
        place.unlink()
        raise


def _argument(path: Path) -> str:
    """Return a path as an argument: none that looks like an option or standard input."""
    text = str(path)
    return os.path.join(os.curdir, text) if text.startswith("-") else text  # noqa: PTH118 - a name as given
