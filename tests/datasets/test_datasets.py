"""The names of idxcheck.datasets, resolved when they are used."""

import importlib
import subprocess
import sys

import pytest

import idxcheck.datasets

HOMES = {
    "FetchError": "failures",
    "RetryPolicy": "failures",
    "SmallNorb": "smallnorb",
    "WrongFilesError": "failures",
    "fetch": "fetching",
    "load": "loading",
}


def test_exported_names() -> None:
    """What is promised is there, and is the object of its home module."""
    assert sorted(idxcheck.datasets.__all__) == list(HOMES)
    assert set(HOMES) <= set(dir(idxcheck.datasets))
    for name, module in HOMES.items():
        home = importlib.import_module(f"idxcheck.datasets.{module}")
        assert getattr(idxcheck.datasets, name) is getattr(home, name)


def test_unknown_name() -> None:
    """A misspelt name is an AttributeError like any other."""
    message = r"^module 'idxcheck\.datasets' has no attribute 'fech'$"
    with pytest.raises(AttributeError, match=message):
        getattr(idxcheck.datasets, "fech")  # noqa: B009 - mypy knows that it is not there


def test_what_fetching_loads() -> None:
    """Neither numpy nor what goes over the network is loaded for what is only planned."""
    code = (
        "import sys, idxcheck.datasets; idxcheck.datasets.fetch; idxcheck.datasets.RetryPolicy;"
        "print([each for each in ('numpy', 'pooch', 'requests', 'click') if each in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)  # noqa: S603 - our own interpreter
    assert run.stdout == "[]\n"
