"""The names idxcheck exports, and that importing it costs nothing."""

import importlib.metadata
import subprocess
import sys

import pytest

import idxcheck

NAMES = [
    "FileReport",
    "Finding",
    "FormatError",
    "Hypothesis",
    "IdxcheckError",
    "LimitError",
    "Report",
    "Severity",
    "UsageError",
    "Verdict",
    "check",
    "info",
    "load",
    "save",
]


def test_exported_names() -> None:
    """What is promised is there, and is the object of its home module."""
    assert sorted(idxcheck.__all__) == NAMES
    homes = {
        "array": ["load", "save"],
        "checking": ["check"],
        "errors": ["FormatError", "IdxcheckError", "LimitError", "UsageError"],
        "findings": ["FileReport", "Finding", "Hypothesis", "Report", "Severity", "Verdict"],
        "soundness": ["info"],
    }
    assert sorted(name for names in homes.values() for name in names) == NAMES
    for module, names in homes.items():
        for name in names:
            home = importlib.import_module(f"idxcheck.{module}")
            assert getattr(idxcheck, name) is getattr(home, name)


def test_dir() -> None:
    """Completion shows the names before they are used."""
    assert set(NAMES) <= set(dir(idxcheck))
    assert "__all__" in dir(idxcheck)


def test_unknown_name() -> None:
    """A misspelt name is an AttributeError like any other."""
    with pytest.raises(AttributeError, match=r"^module 'idxcheck' has no attribute 'chekc'$"):
        getattr(idxcheck, "chekc")  # noqa: B009 - mypy knows that it is not there


def output_of(code: str) -> str:
    """Return what a fresh interpreter prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603 - our own interpreter


def test_import_costs_nothing() -> None:
    """A bare import loads no other module of idxcheck and none of its dependencies."""
    code = (
        "import sys, idxcheck;"
        "heavy = {'numpy', 'construct', 'click', 'idxspec', 'isal', 'lzma'} & set(sys.modules);"
        "print([name for name in sys.modules if name.startswith('idxcheck')], heavy)"
    )
    assert output_of(code) == "['idxcheck'] set()\n"


@pytest.mark.parametrize("call", ["check", "info"])
def test_no_numpy_for_integers(call: str) -> None:
    """Neither check nor info needs numpy for a matrix of integers."""
    code = (
        "import sys, idxcheck;"
        f"assert idxcheck.{call}(bytes.fromhex('00000B01 00000002 0001 0102'));"
        "print('numpy' in sys.modules)"
    )
    assert output_of(code) == "False\n"


def test_the_version() -> None:
    """The version is that of the installed distribution."""
    assert idxcheck.__version__ == importlib.metadata.version("idxcheck")
