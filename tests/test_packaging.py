"""What is installed: which copy, which files, and what importing it costs."""

import importlib
import importlib.metadata
import importlib.resources
import os
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = {"idxcheck": ROOT / "idxcheck", "idxspec": ROOT / "spec" / "idxspec"}
WHEEL_UNDER_TEST = "IDXCHECK_TEST_WHEEL" in os.environ  # tox sets it


@pytest.mark.parametrize("package", ["idxcheck", "idxspec"])
def test_the_loaded_copy(package: str) -> None:
    """Under tox both packages come from the wheel, elsewhere both from the checkout."""
    installed = Path(sysconfig.get_path("purelib")) / package
    expected = installed if WHEEL_UNDER_TEST else SOURCES[package]
    loaded = importlib.import_module(package).__file__
    assert loaded is not None
    assert Path(loaded).resolve().parent == expected.resolve()


@pytest.mark.skipif(not WHEEL_UNDER_TEST, reason="an editable install has no wheel to look into")
def test_the_wheel_holds_exactly_both_packages() -> None:
    """The wheel holds every file of both packages and no other top-level name."""
    wheel = {
        file.as_posix()
        for file in importlib.metadata.files("idxcheck") or ()
        if file.parts[0] in SOURCES or file.suffix in {".py", ".pth", ".md"}
    }
    checkout = {
        f"{package}/{file.relative_to(folder).as_posix()}"
        for package, folder in SOURCES.items()
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert {file for file in wheel if "__pycache__" not in file} == checkout


@pytest.mark.parametrize("package", ["idxcheck", "idxspec"])
def test_both_packages_are_typed(package: str) -> None:
    """Each package carries the marker that lets users type-check against it."""
    assert (importlib.resources.files(package) / "py.typed").is_file()


def test_importing_idxcheck_costs_nothing() -> None:
    """`import idxcheck` loads none of the libraries it may need later."""
    program = (
        "import sys, idxcheck;"
        "print([name for name in ('click', 'construct', 'isal', 'numpy') if name in sys.modules])"
    )
    process = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert process.stdout == "[]\n"


def test_the_installed_version_is_the_one_in_pyproject() -> None:
    """The metadata is that of this checkout, not of an older installation."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert importlib.metadata.version("idxcheck") == project["version"]


def test_the_changelog_names_the_version() -> None:
    """The version in pyproject.toml has its section in CHANGELOG.md."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## [{project['version']}]" in changelog


def test_the_command_is_installed() -> None:
    """The console script `idxcheck` points at a callable."""
    (script,) = importlib.metadata.entry_points(group="console_scripts", name="idxcheck")
    assert callable(script.load())
