"""Hypothesis knows the types of idxspec; without Hypothesis the import says what to install."""

import importlib
import subprocess
import sys
from importlib.metadata import entry_points

import pytest
from hypothesis import Phase, find, settings
from hypothesis import strategies as st

from idxcheck.hypothesis_plugin import register
from idxspec import ELEMENTS, Element, Header

SMALLEST = settings(database=None, phases=[Phase.generate, Phase.shrink])


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run `code` in a fresh interpreter."""
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )


def test_types() -> None:
    """A type alone draws what its strategy draws."""
    register()
    assert find(st.from_type(Element), lambda _: True, settings=SMALLEST) == ELEMENTS[0]
    simplest = Header("idx", "big", 2049, ELEMENTS[0], (1,))
    assert find(st.from_type(Header), lambda _: True, settings=SMALLEST) == simplest


def test_the_entry_point() -> None:
    """Hypothesis finds the registration by the distribution's entry point."""
    (entry,) = entry_points(group="hypothesis", name="idxcheck")
    assert entry.load() is register


def test_the_import_of_hypothesis_stays_light() -> None:
    """Registering takes neither numpy nor a module of idxcheck but the one that registers."""
    result = run(
        "import sys, hypothesis;"
        "from idxcheck.hypothesis_plugin import register;"
        "register();"
        "loaded = {'numpy', 'click', 'idxspec'} & set(sys.modules);"
        "print(loaded, sorted(name for name in sys.modules if name.startswith('idxcheck')))"
    )
    assert (result.stdout, result.stderr) == (
        "{'idxspec'} ['idxcheck', 'idxcheck.hypothesis_plugin']\n",
        "",
    )


@pytest.mark.parametrize("first", ["hypothesis", "idxcheck.strategies", "idxspec"])
def test_whatever_is_imported_first(first: str) -> None:
    """The import of one by the other meets no half of a module."""
    result = run(
        f"import {first};"
        "from hypothesis import strategies as st;"
        "import idxcheck.strategies, idxspec, idxcheck.hypothesis_plugin;"
        "idxcheck.hypothesis_plugin.register();"
        "st.from_type(idxspec.Header).validate();"
        "print('drawn')"
    )
    assert (result.stdout, result.stderr) == ("drawn\n", "")


def test_without_hypothesis(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ImportError names the line that installs it."""
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, "idxcheck.strategies")
    with pytest.raises(ImportError) as caught:
        importlib.import_module("idxcheck.strategies")
    message = "idxcheck.strategies needs Hypothesis: pip install 'idxcheck[test]'"
    assert (str(caught.value), caught.value.name) == (message, "hypothesis")


def test_mutations_need_neither() -> None:
    """Mutations work without Hypothesis, and without numpy."""
    result = run(
        "import sys;"
        "sys.modules['hypothesis'] = sys.modules['numpy'] = sys.modules['idxspec'] = None;"
        "from idxcheck.mutations import MUTATIONS;"
        "print(len(MUTATIONS))"
    )
    assert (result.stdout, result.stderr) == ("125\n", "")
