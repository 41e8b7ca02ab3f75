"""The tools and packages that the adapter of a library needs: installed once, and used again."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from idxcheck.errors import UsageError

CACHE_VARIABLE = "IDXCHECK_READERS"
GET_UV = "pip install uv"
GET_NODE = "install Node.js (https://nodejs.org), or sudo apt-get install nodejs npm"
GET_COMPILER = "sudo apt-get install g++, or set CXX"
DEBIAN_PYTHON = "/usr/bin/python3"

Kind = Literal["uv-script", "venv", "node", "debian-python", "c++"]
Announce = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the adapter of the library `name` at `path` comes to run.

    `install` are packages or flags. `needs` is what has to be there beside the tool of its
    `kind`, and `get` the line that brings it.
    """

    name: str
    path: Path
    kind: Kind
    install: tuple[str, ...] = ()
    needs: str = ""
    get: str = ""


def prepared_command(recipe: Recipe, announce: Announce) -> tuple[str, ...]:
    """Return the command that runs an adapter; install first what is missing.

    `announce` is called with a line before each step that may take long. Raises UsageError
    where a tool is missing or an installation fails.
    """
    makers = {
        "uv-script": _uv_script,
        "venv": _venv,
        "node": _node,
        "debian-python": _debian_python,
        "c++": _compiled,
    }
    return makers[recipe.kind](recipe, announce)


def _uv_script(recipe: Recipe, announce: Announce) -> tuple[str, ...]:
    """Let uv install what the script names, then run it without the network.

    uv trusts certificates of its own; where they do not fit, as behind a proxy, it is told to
    trust the system's.
    """
    uv = _tool("uv", recipe, GET_UV)
    sync = [uv, "sync", "--quiet", "--script", str(recipe.path)]
    if _run([*sync, "--offline"]).returncode:
        announce(f"{recipe.name}: uv installs what {recipe.path.name} names")
        done = _run(sync)
        if done.returncode and "certificate" in done.stderr:
            done = _run(sync, UV_SYSTEM_CERTS="1")
        _demand(done, recipe)
    return uv, "run", "--quiet", "--offline", "--script", str(recipe.path)


def _venv(recipe: Recipe, announce: Announce) -> tuple[str, ...]:
    """Make an environment of the running Python, and install into it with pip alone."""

    def make(folder: Path) -> None:
        announce(f"{recipe.name}: pip installs {', '.join(recipe.install)}")
        _demand(_run([sys.executable, "-m", "venv", str(folder)]), recipe)
        for packages in recipe.install:
            pip = [str(_python_of(folder)), "-m", "pip", "install", "--quiet"]
            _demand(_run([*pip, *packages.split()]), recipe)

    # Readers with the same packages share it.
    folder = _made_once("venv", [*recipe.install, sys.version], make)
    return str(_python_of(folder)), str(recipe.path)


def _python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _node(recipe: Recipe, announce: Announce) -> tuple[str, ...]:
    """Let npm install the packages into a folder, which the adapter is given."""
    node = _tool("node", recipe, GET_NODE)
    npm = _tool("npm", recipe, GET_NODE)

    def make(folder: Path) -> None:
        announce(f"{recipe.name}: npm installs {', '.join(recipe.install)}")
        options = ["--no-audit", "--no-fund", "--ignore-scripts", "--save-exact"]
        _demand(_run([npm, "install", "--prefix", str(folder), *options, *recipe.install]), recipe)

    return node, str(recipe.path), str(_made_once(recipe.name, recipe.install, make))


def _debian_python(recipe: Recipe, _: Announce) -> tuple[str, ...]:
    """Take the distribution's own Python and its packages, as they are."""
    question = (
        f"import importlib.util as u; raise SystemExit(u.find_spec({recipe.needs!r}) is None)"
    )
    python = shutil.which(DEBIAN_PYTHON)
    if python is None or _run([python, "-c", question]).returncode:
        raise UsageError(
            f"{recipe.name} needs the module {recipe.needs} in {DEBIAN_PYTHON}; next: {recipe.get}"
        )
    return python, str(recipe.path)


def _compiled(recipe: Recipe, announce: Announce) -> tuple[str, ...]:
    """Compile the adapter."""
    compiler = _tool(os.environ.get("CXX") or "c++", recipe, GET_COMPILER)

    def make(folder: Path) -> None:
        announce(f"{recipe.name}: {compiler} compiles {recipe.path.name}")
        probe = [compiler, "-E", "-include", recipe.needs, "-x", "c++", os.devnull]
        if _run(probe).returncode:
            raise UsageError(f"{recipe.name} needs the header {recipe.needs}; next: {recipe.get}")
        flags = [each for each in recipe.install if not each.startswith("-l")]
        libraries = [each for each in recipe.install if each.startswith("-l")]
        out = ["-o", str(folder / recipe.name)]
        _demand(_run([compiler, *flags, str(recipe.path), *out, *libraries]), recipe)

    source = recipe.path.read_text(encoding="utf-8")
    folder = _made_once(recipe.name, [*recipe.install, compiler, source], make)
    return (str(folder / recipe.name),)


def _made_once(name: str, decides: Sequence[str], make: Callable[[Path], None]) -> Path:
    """Return the folder that `make` fills; call it only where there is none of this kind yet.

    Its name tells apart all that `decides` what is in it; it gets that name once it is whole.
    """
    digest = hashlib.sha256("\n".join(decides).encode()).hexdigest()[:12]
    folder = _cache() / f"{name}-{digest}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as place:
            new = Path(place, "new")
            new.mkdir()
            make(new)
            try:
                new.rename(folder)
            except OSError:
                if not folder.is_dir():  # else another run was faster
                    raise
    return folder


def _cache() -> Path:
    """Return the folder for what is installed: IDXCHECK_READERS, or one in the user's cache."""
    if named := os.environ.get(CACHE_VARIABLE):
        return Path(named).absolute()
    places = {"win32": os.environ.get("LOCALAPPDATA"), "darwin": "~/Library/Caches"}
    place = os.environ.get("XDG_CACHE_HOME") or places.get(sys.platform) or "~/.cache"
    return Path(place).expanduser().absolute() / "idxcheck" / "readers"


def _tool(name: str, recipe: Recipe, get: str) -> str:
    """Return the path of a program, on PATH or beside the running Python."""
    beside = str(Path(sys.executable).parent)
    found = shutil.which(name) or shutil.which(name, path=beside)
    if found is None:
        raise UsageError(f"{recipe.name} needs {name}, which is not on PATH; next: {get}")
    return found


def _run(command: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the commands stand above
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def _demand(done: subprocess.CompletedProcess[str], recipe: Recipe) -> None:
    """Raise UsageError where an installation failed, with the end of what it said."""
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-5:])
        raise UsageError(
            f"{recipe.name} could not be prepared: {' '.join(done.args)} ended with status"
            f" {done.returncode}:\n{said}\nnext: run that command, and see the whole of it"
        )
