"""`python -m idxcheck`."""

import runpy
import sys

import pytest


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
