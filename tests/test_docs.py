"""Every example and every table in the prose beside the code is true."""

import doctest
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from idxcheck.rules import RULES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"(<!-- not run by the tests: .*-->\n)?^```(.*)\n([^`]*)^```$", re.MULTILINE)


def blocks(language: str) -> list[str]:
    """Return the README's code blocks in `language`, those marked as not run left out."""
    return [
        block for marked, found, block in FENCE.findall(README) if found == language and not marked
    ]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the fixtures, as the current folder."""
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one `idxcheck` command in `folder`, patterns expanded as a shell does."""
    program, *words = shlex.split(command)
    assert program == "idxcheck"
    arguments = [
        match
        for word in words
        for match in (sorted(str(path) for path in Path().glob(word)) if "*" in word else [word])
    ]
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "idxcheck", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )


@pytest.mark.parametrize("block", blocks("python"))
def test_python_blocks(block: str, checkout: Path) -> None:
    """Every Python session in the README prints what it shows."""
    test = doctest.DocTestParser().get_doctest(block, {}, "README.md", str(checkout), 0)
    runner = doctest.DocTestRunner(verbose=False)
    output: list[str] = []
    runner.run(test, out=output.append)
    assert test.examples
    assert not output, "".join(output)


@pytest.mark.parametrize("block", blocks("console"))
def test_console_blocks(block: str, checkout: Path) -> None:
    """Every command in the README prints exactly what stands beneath it."""
    shown = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    assert shown
    for command, expected in zip(shown[::2], shown[1::2], strict=True):
        assert run(command, checkout).stdout == expected, command


def test_the_blocks_are_found() -> None:
    """Every block is Python, a console or marked: two are, to install and to test."""
    found = [(bool(marked), language) for marked, language, _ in FENCE.findall(README)]
    assert README.count("\n```") == 2 * len(found)
    assert set(found) == {(False, "python"), (False, "console"), (True, "sh")}
    assert found.count((True, "sh")) == 2


def test_command_1_ends_well(checkout: Path) -> None:
    """The check that follows the installation passes on every valid fixture."""
    command = "idxcheck check fixtures/idx/y_* fixtures/norb/y_*"
    assert f".venv/bin/{command}\n" in README
    assert run(command, checkout).returncode == 0


def test_command_2_is_what_ci_runs() -> None:
    """The README's test command is a line of `.ci/run`."""
    command = "python3 -m venv .venv && .venv/bin/pip install tox && .venv/bin/tox"
    assert f"\n{command}\n" in README
    assert f"\n{command}\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_rule_table() -> None:
    """The README's rule table is the RULES tuple; the failure shows the lines to paste."""
    expected = "".join(
        f"| {rule.code} | {rule.name} | {rule.severity.value} | {rule.summary} |\n"
        for rule in sorted(RULES, key=lambda rule: rule.code)
    )
    _, _, rest = README.partition("<!-- rules:begin -->\n")
    table, _, _ = rest.partition("<!-- rules:end -->")
    _heading, _line, *rows = table.splitlines(keepends=True)
    assert "".join(rows) == expected


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(page: str) -> None:
    """Every relative link in the prose leads to a file of the checkout."""
    prose = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", prose)
    assert [
        target for target in targets if "://" not in target and not (ROOT / target).exists()
    ] == []
