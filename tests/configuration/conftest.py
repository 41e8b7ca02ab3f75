"""Configurations that a test writes as TOML."""

from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.configuration import Configuration, read_configuration

Read = Callable[..., Configuration]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the working directory."""
    here = tmp_path / "project"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def read(folder: Path) -> Read:
    """`read(text, name="idxcheck.toml")`: the configuration that a file of this text is."""

    def write_and_read(text: str, name: str = "idxcheck.toml") -> Configuration:
        (folder / name).write_text(text, encoding="utf-8")
        return read_configuration(name)

    return write_and_read
