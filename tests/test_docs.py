"""Every example and every table in the prose beside the code is true."""

import doctest
import itertools
import re
import shlex
import shutil
import struct
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
    assert failures(block, checkout) == ""


def failures(session: str, folder: Path) -> str:
    """Run a Python session and return what differs from what it shows."""
    test = doctest.DocTestParser().get_doctest(session, {}, "a page", str(folder), 0)
    assert test.examples
    output: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=output.append)
    return "".join(output)


def sparse(path: Path, head: bytes, payload: int) -> None:
    """Write a file of `head` and zeros, which take no room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(head)
        file.truncate(len(head) + payload)


def write_data_sets(folder: Path) -> None:
    """Write black pictures under the names of MNIST and smallNORB, and smallNORB's tables."""
    for part, count in (("train", 60000), ("t10k", 10000)):
        head = struct.pack(">HBBIII", 0, 8, 3, count, 28, 28)
        sparse(folder / "mnist" / f"{part}-images-idx3-ubyte", head, count * 784)
        head = struct.pack(">HBBI", 0, 8, 1, count)
        sparse(folder / "mnist" / f"{part}-labels-idx1-ubyte", head, count)
    for name, instances in (
        ("5x46789x9x18x6x2x96x96-training", (4, 6, 7, 8, 9)),
        ("5x01235x9x18x6x2x96x96-testing", (0, 1, 2, 3, 5)),
    ):
        start = folder / "smallnorb" / f"smallnorb-{name}"
        rows = itertools.product(instances, range(9), range(0, 36, 2), range(6), range(5))
        info = [value for row in rows for value in row[:4]]
        head = struct.pack("<6I", 0x1E3D4C55, 4, 24300, 2, 96, 96)
        sparse(Path(f"{start}-dat.mat"), head, 24300 * 2 * 96 * 96)
        tables = (("cat", [24300, 1, 1], [0, 1, 2, 3, 4] * 4860), ("info", [24300, 4, 1], info))
        for kind, sizes, values in tables:
            header = struct.pack("<5I", 0x1E3D4C54, 2 if kind == "info" else 1, *sizes)
            content = header + struct.pack(f"<{len(values)}i", *values)
            Path(f"{start}-{kind}.mat").write_bytes(content)


def test_the_look_ups(checkout: Path) -> None:
    """The Python session in docs/data-sets.md prints what it shows, on files of these names."""
    write_data_sets(checkout / "data")
    text = (ROOT / "docs" / "data-sets.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n([^`]*)^```$", text, re.MULTILINE)
    assert failures(block, checkout) == ""


@pytest.mark.parametrize("block", blocks("console"))
def test_console_blocks(block: str, checkout: Path) -> None:
    """Every command in the README prints exactly what stands beneath it."""
    shown = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    assert shown
    for command, expected in zip(shown[::2], shown[1::2], strict=True):
        assert run(command, checkout).stdout == expected, command


def test_the_generated_files(checkout: Path) -> None:
    """Every command and session in docs/generate.md prints what stands beneath it."""
    text = (ROOT / "docs" / "generate.md").read_text(encoding="utf-8")
    found = [(language, block) for _, language, block in FENCE.findall(text)]
    assert [language for language, _ in found] == ["console"] * 4 + ["python"]
    for _, block in found[:-1]:
        shown = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
        for command, expected in zip(shown[::2], shown[1::2], strict=True):
            assert run(command, checkout).stdout == expected, command
    assert failures(found[-1][1], checkout) == ""


def test_the_blocks_are_found() -> None:
    """Every block is Python, a console, the adapter in C, or marked: to install, to test, for CI."""
    found = [(bool(marked), language) for marked, language, _ in FENCE.findall(README)]
    assert README.count("\n```") == 2 * len(found)
    assert set(found) == {
        (False, "python"),
        (False, "console"),
        (False, "c"),
        (True, "sh"),
        (True, "yaml"),
    }
    assert (found.count((True, "sh")), found.count((True, "yaml"))) == (3, 2)


def test_the_adapter_in_c() -> None:
    """The adapter shown is that of docs/examples."""
    adapter = ROOT / "docs" / "examples" / "c" / "adapter.c"
    assert blocks("c") == [adapter.read_text(encoding="utf-8")]


def test_command_1_ends_well(checkout: Path) -> None:
    """The check that follows the installation passes on every valid fixture."""
    command = "idxcheck check fixtures/idx/y_*.idx fixtures/norb/y_*.mat"
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


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/adapters.md",
        "docs/configuration.md",
        "docs/data-sets.md",
        "docs/completeness.md",
        "docs/conformance/README.md",
        "docs/conformance/known-defects.md",
        "docs/fuzzing.md",
        "docs/generate.md",
        "docs/images.md",
        "docs/repair.md",
        "docs/strategies.md",
        "docs/vectors.md",
        "fixtures/README.md",
    ],
)
def test_links_lead_somewhere(page: str) -> None:
    """Every relative link in the prose leads to a file of the checkout."""
    prose = re.sub(
        r"^```.*?^```", "", (ROOT / page).read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", prose)
    assert [
        target
        for target in targets
        if "://" not in target and not ((ROOT / page).parent / target).exists()
    ] == []
