"""The programs that are run to prepare an adapter, and what is said where one is missing."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import pytest

from idxcheck.conformance.libraries.preparing import Kind, Recipe, prepared_command
from idxcheck.errors import UsageError


class Programs(Protocol):
    """The fixture: commands run, what they come to, what is not there, what happens after."""

    lines: list[str]
    answers: list[tuple[str, int, str]]
    missing: tuple[str, ...]
    after: Callable[[Sequence[str]], None]

    def which(self, name: str, path: str | None = None) -> str | None:
        """Find every program but those that are missing."""


SCRIPT = Recipe("lib", Path("lib_reader.py"), "uv-script")
SYNC = "/bin/uv sync --quiet --script lib_reader.py"
RUN = ("/bin/uv", "run", "--quiet", "--offline", "--script", "lib_reader.py")


def test_uv_script_that_is_installed(programs: Programs, said: list[str]) -> None:
    """One look without the network, and nothing is announced."""
    assert prepared_command(SCRIPT, said.append) == RUN
    assert programs.lines == [f"{SYNC} --offline"]
    assert said == []


def test_uv_script_that_is_new(programs: Programs, said: list[str]) -> None:
    """It is installed with uv's own certificates."""
    programs.answers = [("--offline", 1, "not in the cache")]
    assert prepared_command(SCRIPT, said.append) == RUN
    assert programs.lines == [f"{SYNC} --offline", SYNC]
    assert said == ["lib: uv installs what lib_reader.py names"]


def test_uv_script_behind_a_proxy(programs: Programs, said: list[str]) -> None:
    """Only where certificates are the trouble uv is told to trust the system's."""
    programs.answers = [
        ("UV_SYSTEM_CERTS=1", 0, ""),
        ("uv sync", 2, "invalid peer certificate: UnknownIssuer"),
    ]
    assert prepared_command(SCRIPT, said.append) == RUN
    assert programs.lines == [f"{SYNC} --offline", SYNC, f"UV_SYSTEM_CERTS=1 {SYNC}"]


def test_uv_script_that_cannot_be_installed(programs: Programs, said: list[str]) -> None:
    """The command, its status, the last five lines of what it said, and the next step."""
    programs.answers = [("uv sync", 2, "1\n2\n3\n4\n5\n6: no such package\n")]
    with pytest.raises(UsageError) as caught:
        prepared_command(SCRIPT, said.append)
    assert str(caught.value) == (
        f"lib could not be prepared: {SYNC} ended with status 2:\n"
        "2\n3\n4\n5\n6: no such package\n"
        "next: run that command, and see the whole of it"
    )
    assert len(programs.lines) == 2


def test_uv_beside_python(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pip has installed is found, though it is not on PATH."""

    def which(name: str, path: str | None = None) -> str | None:
        return programs.which(name, path) if path else None

    monkeypatch.setattr(shutil, "which", which)
    assert prepared_command(SCRIPT, print)[0] == "/beside/uv"


@pytest.mark.parametrize(
    ("kind", "missing", "message"),
    [
        ("uv-script", "uv", "lib needs uv, which is not on PATH; next: pip install uv"),
        ("node", "node", "lib needs node, which is not on PATH; next: install Node.js"),
        ("node", "npm", "lib needs npm, which is not on PATH; next: install Node.js"),
        ("c++", "c++", r"lib needs c\+\+, which is not on PATH; next: sudo apt-get install g\+\+"),
        (
            "debian-python",
            "/usr/bin/python3",
            "lib needs the module torchvision in /usr/bin/python3; next: sudo apt",
        ),
    ],
)
def test_a_missing_tool_is_named_with_what_brings_it(
    programs: Programs, kind: Kind, missing: str, message: str
) -> None:
    """Nothing is run."""
    programs.missing = (missing,)
    recipe = Recipe("lib", Path("lib"), kind, ("a",), "torchvision", "sudo apt")
    with pytest.raises(UsageError, match=f"^{message}"):
        prepared_command(recipe, print)
    assert programs.lines == []


def test_debian_python(programs: Programs, said: list[str]) -> None:
    """Python is asked for the module, and runs the adapter."""
    recipe = Recipe("lib", Path("lib_reader.py"), "debian-python", (), "torchvision", "sudo apt")
    assert prepared_command(recipe, said.append) == ("/bin//usr/bin/python3", "lib_reader.py")
    (line,) = programs.lines
    assert line == (
        "/bin//usr/bin/python3 -c import importlib.util as u;"
        " raise SystemExit(u.find_spec('torchvision') is None)"
    )
    programs.answers = [("find_spec", 1, "")]
    with pytest.raises(UsageError, match="lib needs the module torchvision"):
        prepared_command(recipe, said.append)
