"""The scripts of the folder `fuzz`, as modules; atheris is not needed."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "fuzz"

Script = Callable[[str], ModuleType]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    """`script(name)`: one of the scripts, as a module of its own for this test."""
    if sys.platform != "linux":
        pytest.skip("the memory of a process is measured on Linux alone")
    monkeypatch.syspath_prepend(FOLDER)
    for path in FOLDER.glob("*.py"):
        monkeypatch.delitem(sys.modules, path.stem, raising=False)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def load(name: str) -> ModuleType:
        module = importlib.import_module(name)
        for path in FOLDER.glob("*.py"):
            if path.stem in sys.modules:  # and forgotten behind the test
                monkeypatch.setitem(sys.modules, path.stem, sys.modules.pop(path.stem))
        return module

    return load
