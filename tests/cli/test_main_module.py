"""`python -m idxcheck`."""

import runpy
import sys

import pytest
from _pytest.assertion.rewrite import AssertionRewritingHook


@pytest.fixture(autouse=True)
def plain_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out pytest's way to import the packages of its plugins, which runpy cannot use."""
    finders = [each for each in sys.meta_path if not isinstance(each, AssertionRewritingHook)]
    monkeypatch.setattr(sys, "meta_path", finders)


def test_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It is the command."""
    monkeypatch.setattr(sys, "argv", ["idxcheck", "explain", "TRN107"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("idxcheck", run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("TRN107 unreadable (undetermined)\n")


def test_imported(capsys: pytest.CaptureFixture[str]) -> None:
    """Importing it, as processes that are started afresh do, runs nothing."""
    runpy.run_module("idxcheck.__main__", run_name="__mp_main__")
    assert capsys.readouterr().out == ""
