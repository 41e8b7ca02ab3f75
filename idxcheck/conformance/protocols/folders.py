"""The folder of a question: made for it, looked at behind it, and removed."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from idxcheck.conformance.answers import Answer, Fault, Leaked, Rejected, Unsupported

OURS = stat.S_IRWXU


def in_new_folder(ask: Callable[[Path], Answer], parent: str | None = None) -> Answer:
    """Return what `ask` answers about a new folder, which is removed with all that was put there.

    The folder is left out where the answer names a file in it: its name is another each time.
    A folder that cannot be made or used, or is not as we made it behind the question, is an
    error: whoever was asked did that.
    """
    try:
        with new_folder(parent) as folder:
            answer = spoilt(ask(folder), folder, "the folder of the file")
    except OSError as error:
        return Fault("error", f"no file can be made to ask about: {error.strerror}")
    return without(folder, answer)


@contextmanager
def new_folder(parent: str | None = None) -> Iterator[Path]:
    """Give a new folder, below `parent` or where the system has such. Raises OSError."""
    folder = make_folder(parent)
    try:
        yield Path(folder.name)
    finally:
        remove_folder(folder)


def make_folder(parent: str | None = None) -> TemporaryDirectory[str]:
    """Return a new folder, which `remove_folder` removes. Raises OSError."""
    # On Windows a file that is still mapped stays where it is.
    return TemporaryDirectory(prefix="idxcheck-", dir=parent, ignore_cleanup_errors=True)


def remove_folder(folder: TemporaryDirectory[str]) -> None:
    """Remove a folder, or what was put in its place."""
    with suppress(OSError):
        if not stat.S_ISDIR(Path(folder.name).lstat().st_mode):
            Path(folder.name).unlink()
    folder.cleanup()


def spoilt(answer: Answer, folder: Path, name: str) -> Answer:
    """Return `answer`; an error where `folder`, called `name`, is not as we made it.

    A fault that is worse stays.
    """
    what = damage(folder)
    if not what or (isinstance(answer, Fault) and answer.kind != "error"):
        return answer
    return Fault("error", f"{what} {name}")


def damage(folder: Path) -> str:
    """Return what was done to a folder that we made, up to its name; "" where nothing was."""
    try:
        mode = folder.lstat().st_mode
    except OSError:
        return "removed"
    if not stat.S_ISDIR(mode):
        return "put something else in the place of"
    return "" if mode & OURS == OURS else "took the permissions from"


def case_file(folder: Path, data: bytes, ending: str) -> str:
    """Make the file to be read, whose name says nothing but its `ending`; return its path."""
    path = folder / f"case{ending}"
    path.write_bytes(data)
    return str(path)


def without(folder: Path, answer: Answer) -> Answer:
    """Return `answer` without the name of `folder`."""
    name = f"{folder}{os.sep}"
    match answer:
        case Rejected(message=text) | Leaked(message=text) | Fault(message=text):
            return replace(answer, message=text.replace(name, ""))
        case Unsupported(reason=text):
            return Unsupported(text.replace(name, ""))
    return answer
