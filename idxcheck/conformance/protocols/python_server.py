"""A Python function served over IDXP/1, in a process of its own.

    python -m idxcheck.conformance.protocols.python_server FILE:FUNC [FILE:FUNC_WRITE]

A function stands in a file, or in a module: `reader.py:read`, `package.module:read`. The rules
are those of reading in-process: `read(path)` returns what numpy.asarray takes, `write(path,
array)` is given an array, ValueError and OSError refuse, LimitError and NotImplementedError say
unsupported. The status is 2 where there is no such function.
"""

import importlib
import importlib.metadata
import importlib.util
import operator
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from idxcheck.conformance.readers import idxp
from idxcheck.errors import LimitError, UsageError

USAGE = "FILE:FUNC or package.module:FUNC, as reader.py:read"


def python_command(target: str, write: str | None = None) -> list[str]:
    """Return the command that serves the function `target`, and the writer `write`.

    Both are `FILE:FUNC` or `package.module:FUNC`. What is wrong with them the process says.
    """
    command = [sys.executable, "-m", "idxcheck.conformance.protocols.python_server", target]
    return command if write is None else [*command, write]


def main(arguments: Sequence[str]) -> int:
    """Serve until there are no more questions; return the status."""
    requests, answers = idxp.private_channels()  # before an import prints
    with requests, answers:
        try:
            if len(arguments) not in (1, 2):
                raise UsageError(f"expected one or two functions, each {USAGE}")  # noqa: TRY301 - one line says all that is wrong
            read, *writers = [find_function(each) for each in arguments]
        except UsageError as error:
            print(f"error: {error}", file=sys.stderr)  # noqa: T201 - the runner shows it
            return 2
        subject = idxp.Subject(
            lambda path: as_array(read(path)),
            writers[0] if writers else None,
            (ValueError, OSError),
            (NotImplementedError, LimitError),
            idxp.introduction(
                {
                    "name": arguments[0],
                    "version": version_of(read),
                    "language": "Python",
                    "homepage": "",
                },
                [("read", True), ("write", bool(writers)), ("rewrite", bool(writers))],
                {},
            ),
        )
        idxp.converse(subject, requests, answers)
    return 0


def as_array(result: object) -> object:
    """Return `result` as an array where it is one to numpy; else `result`, which is wrong."""
    try:
        return np.asarray(result)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - that must not look as if the file was refused
        return result


def find_function(target: str) -> Callable[..., Any]:
    """Return the function that `target` names, of a file or a module that is imported for it.

    Raises UsageError, which says what is missing.
    """
    place, _, name = target.rpartition(":")
    if not place or not name:
        raise UsageError(f"{target}: expected {USAGE}")
    module = _imported(place)
    try:
        function = operator.attrgetter(name)(module)
    except AttributeError:
        raise UsageError(f"{place} has no {name}; next: name a function that it defines") from None
    if not callable(function):
        raise UsageError(f"{name} of {place} is no function but {type(function).__name__}")
    return function  # type: ignore[no-any-return] # whatever it is, it can be called


def version_of(function: Callable[..., Any]) -> str:
    """Return the version of the package that `function` comes from, "" where nothing says it."""
    package = (getattr(function, "__module__", None) or "").partition(".")[0]
    module = sys.modules.get(package)
    if (version := getattr(module, "__version__", None)) is not None:
        return str(version)
    # A file may bear the name of a package that is installed, and is not it.
    if {"site-packages", "dist-packages"}.isdisjoint(
        Path(getattr(module, "__file__", None) or "").parts
    ):
        return ""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:  # a package of another name brings it
        return ""


def _imported(place: str) -> ModuleType:
    path = Path(place)
    is_file = place.endswith(".py") or path.name != place or path.is_file()
    if is_file and not path.is_file():
        raise UsageError(f"{place}: no such file; next: name one, as reader.py:read")
    try:
        return _of_file(path.absolute()) if is_file else importlib.import_module(place)
    except BaseException as error:  # noqa: BLE001 - SystemExit, too, comes of importing
        raise UsageError(f"{place} cannot be imported: {_told(error)}") from None


def _of_file(path: Path) -> ModuleType:
    sys.path.insert(0, str(path.parent))  # as Python does for a script
    name = path.stem
    while name in sys.modules:  # which keeps its name: reader.py may be called numpy.py
        name = f"_{name}"
    spec = importlib.util.spec_from_loader(name, SourceFileLoader(name, str(path)))
    assert spec is not None  # noqa: S101 - there is a loader
    assert spec.loader is not None  # noqa: S101 - see above
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _told(error: BaseException) -> str:
    """Return an exception as one line, with the place where it was raised."""
    words = " ".join(traceback.format_exception_only(error)[-1].split())
    if isinstance(error, SyntaxError):
        return f"{words} ({error.filename}, line {error.lineno})"
    ours = (__file__, importlib.__file__)
    places = [
        f" ({each.filename}, line {each.lineno})"
        for each in traceback.extract_tb(error.__traceback__)
        if each.filename not in ours and not each.filename.startswith("<")
    ]
    return words + "".join(places[-1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
