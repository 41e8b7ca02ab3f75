"""Lines to paste into a shell that show a failure once more.

They hold the bytes of the file and need `python3` and a POSIX shell alone; on Windows Git Bash is
one. Between the double quotes stands nothing that such a shell looks at: no `$`, backslash,
backquote, or `!`.
"""

import base64
import importlib.machinery
import operator
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from idxcheck.vectors import Reading

MOST_PLAIN = 512
"""Up to so many bytes the hexadecimal digits stand there; more are compressed."""
NUMPY_CODES = {
    "uint8": "u1",
    "int8": "i1",
    "int16": "<i2",
    "int32": "<i4",
    "float32": "<f4",
    "float64": "<f8",
}
UNSAFE = frozenset("\"'$`\\!\n\r")


def shell_line_that_makes(data: bytes, name: str) -> str:
    """Return a line of a shell that writes a file of `data` called `name`, over an older one.

    `name` is a path without quotes, `$`, `!`, backquotes or backslashes. What reads the file follows
    behind `&&`.
    """
    modules, expression = _expression(data)
    script = f"open('{name}', 'wb').write({expression})"
    return _line(modules, [script])


def shell_line_that_shows(name: str) -> str:
    """Return a line that prints the bytes of the file `name`, as hexadecimal digits."""
    return shell_line_of(f"print(open('{name}', 'rb').read().hex())")


def shell_line_of(script: str) -> str:
    """Return the line that runs a Python script without double quotes, `$`, `!` or the like."""
    return f'python3 -c "{script}"'


def reproducer_python(data: bytes, ending: str, call: str) -> str:
    """Return the line that lets a Python function read a file of `data`, in a folder of its own.

    `ending` is the end of the file's name, `call` the function as `call_of` says it.
    """
    modules, expression = _expression(data)
    imported, function = _function(call)
    return _line(
        [*modules, "pathlib", "tempfile", *imported],
        [_path(ending), f"p.write_bytes({expression})", f"print(repr({function}(str(p))))"],
    )


def reproducer_of_write(reading: Reading, ending: str, call: str) -> str:
    """Return the line that lets a function write `reading`, and prints the bytes written."""
    modules, expression = _expression(reading.payload("<"))
    imported, function = _function(call)
    array = f"numpy.frombuffer({expression}, '{NUMPY_CODES[reading.element]}')"
    return _line(
        [*modules, "numpy", "pathlib", "tempfile", *imported],
        [
            _path(ending),
            f"{function}(str(p), {array}.reshape({reading.shape}))",
            "print(p.read_bytes().hex())",
        ],
    )


def reproducer_of_rewrite(data: bytes, ending: str, read: str, write: str) -> str:
    """Return the line that lets two functions read a file of `data` and write what was read."""
    modules, expression = _expression(data)
    imported_read, read_function = _function(read)
    imported_write, write_function = _function(write)
    return _line(
        [*modules, "pathlib", "tempfile", *imported_read, *imported_write],
        [
            _path(ending),
            f"p.write_bytes({expression})",
            f"q = p.with_name('written{ending}')",
            f"{write_function}(str(q), {read_function}(str(p)))",
            "print(q.read_bytes().hex())",
        ],
    )


def call_of(function: Callable[..., Any] | None, otherwise: str) -> str:
    """Return how a line can name `function`: `package.module:name` or `folder/file.py:name`.

    Where neither leads to it, as to a lambda, the word `otherwise` stands for it.
    """
    module = sys.modules.get(getattr(function, "__module__", None) or "")
    name = getattr(function, "__qualname__", "")
    try:
        found = operator.attrgetter(name)(module)
    except AttributeError:
        return otherwise
    if found is not function or module is None:
        return otherwise
    path = getattr(module, "__file__", None)
    if path is None or _is_found(module.__name__) or _is_installed(Path(path)):
        return f"{module.__name__}:{name}"
    call = f"{_short(Path(path))}:{name}"
    return otherwise if UNSAFE & set(call) else call


def _is_found(module: str) -> bool:
    """Whether this is a module of a package that is there: pytest makes up names that are not."""
    package, dot, _ = module.partition(".")
    return bool(dot) and importlib.machinery.PathFinder.find_spec(package) is not None


def _is_installed(path: Path) -> bool:
    """Whether `import` finds the module of this file from any folder."""
    return path.name == "__init__.py" or not {"site-packages", "dist-packages"}.isdisjoint(
        path.parts
    )


def _short(path: Path) -> str:
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _function(call: str) -> tuple[list[str], str]:
    """Return the modules to import, and the expression, of a function that `call_of` named."""
    place, _, name = call.rpartition(":")
    if place.endswith(".py"):
        first, dot, rest = name.partition(".")
        return ["runpy"], f"runpy.run_path('{place}')['{first}']{dot}{rest}"
    return ([place], f"{place}.{name}") if place else ([], name)


def _expression(data: bytes) -> tuple[list[str], str]:
    """Return the modules to import, and the expression, that give `data`."""
    if len(data) <= MOST_PLAIN:
        return [], f"bytes.fromhex('{data.hex()}')"
    text = base64.b64encode(zlib.compress(data, 9)).decode()
    return ["base64", "zlib"], f"zlib.decompress(base64.b64decode('{text}'))"


def _path(ending: str) -> str:
    return f"p = pathlib.Path(tempfile.mkdtemp(), 'case{ending}')"


def _line(modules: list[str], statements: list[str]) -> str:
    imports = [f"import {', '.join(dict.fromkeys(modules))}"] if modules else []
    return shell_line_of("; ".join([*imports, *statements]))
