"""The example in docs/images.md is true."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.cli import commands

Paint = Callable[..., Path]

PAGE = Path(__file__).parents[2] / "docs" / "images.md"


def test_the_example(
    paint: Paint,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each command prints what stands beneath it, for the images that the page names."""
    monkeypatch.chdir(tmp_path)
    for name in ("cat/1.png", "cat/2.jpg", "dog/1.png"):
        paint(name, "RGB", (28, 28), (9, 9, 9))
    (block,) = re.findall(
        r"^```console\n([^`]*)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    _, *shown = re.split(r"^\$ idxcheck (.*)\n", block, flags=re.MULTILINE)
    assert len(shown) == 4
    for command, expected in zip(shown[::2], shown[1::2], strict=True):
        with pytest.raises(SystemExit):
            commands.main(shlex.split(command))
        assert capsys.readouterr() == (expected, "")
