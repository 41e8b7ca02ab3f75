"""docs/adapters.md: its files are those of the checkout, its commands do what it shows."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

from idxcheck.cli.conform_run import command as conform_run
from idxcheck.conformance.answers import (
    Fault,
    Leaked,
    Read,
    Rejected,
    Unsupported,
    Written,
)
from idxcheck.conformance.cases import DIRECTIONS, SCOPES, cases
from idxcheck.conformance.known import read_known
from idxcheck.conformance.outcomes import WORST_FIRST
from idxcheck.conformance.protocols.messages import answered, started
from idxcheck.conformance.protocols.text_answers import read_answer, write_answer

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "adapters.md").read_text(encoding="utf-8")
SCHEMA = ROOT / "idxcheck" / "conformance" / "protocols" / "idxp.schema.json"
FENCE = re.compile(r"^(?:<!-- the file (.*) -->\n)?```(.+)\n((?:(?!```).*\n)*)```$", re.MULTILINE)
BLOCKS: list[tuple[str, str, str]] = FENCE.findall(PAGE)

Session = Callable[[str], None]


def blocks(language: str) -> list[str]:
    """Return the blocks in `language` that are no files of the checkout."""
    return [block for file, found, block in BLOCKS if found == language and not file]


def needs(*tools: str) -> None:
    """Skip where a tool is not installed."""
    for tool in tools:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")


def table(heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading."""
    _, _, below = PAGE.partition(f"\n## {heading}\n")
    rows = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert rows is not None
    return [[cell.strip("` ") for cell in row.split("|")[1:-1]] for row in rows[0].splitlines()[2:]]


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """`session(block)` runs the commands of a block by a shell, in a folder with the examples."""
    if os.name == "nt":
        pytest.skip("the page shows commands of a Unix shell")
    here = tmp_path / "here"
    shutil.copytree(ROOT / "docs" / "examples" / "c", here)
    shutil.copytree(ROOT / "docs" / "examples" / "node", here, dirs_exist_ok=True)
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "idxcheck"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m idxcheck "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(here)

    def run(block: str) -> None:
        shown = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
        assert shown
        for command, expected in zip(shown[::2], shown[1::2], strict=True):
            if command.startswith("cd "):
                monkeypatch.chdir(command.removeprefix("cd "))
                continue
            found = subprocess.run(  # noqa: S603 - the page's own commands
                ["/bin/sh", "-c", command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            assert (found.returncode, found.stdout) == (0, expected), command

    return run


def test_every_block_is_known() -> None:
    """A new kind of block needs a test; the files are the two examples and five adapters."""
    assert PAGE.count("\n```") == 2 * len(BLOCKS)
    assert [file for file, _, _ in BLOCKS if file] == [
        "docs/examples/c/idx.h",
        "docs/examples/c/adapter.c",
        "docs/examples/node/idx.js",
        "docs/examples/node/adapter.js",
        "idxcheck/conformance/scaffolds/c/adapter.c",
        "idxcheck/conformance/scaffolds/rust/src/main.rs",
        "idxcheck/conformance/scaffolds/node/adapter.js",
        "idxcheck/conformance/scaffolds/go/main.go",
        "idxcheck/conformance/scaffolds/python/adapter.py",
    ]
    found = [language for file, language, _ in BLOCKS if not file]
    assert {language: found.count(language) for language in found} == {
        "console": 4,
        "text": 1,
        "json": 4,
        "sh": 1,
        "toml": 1,
        "yaml": 1,
        "python": 2,
    }


@pytest.mark.parametrize(("file", "block"), [(file, block) for file, _, block in BLOCKS if file])
def test_the_files(file: str, block: str) -> None:
    """What the page shows as a file is that file."""
    assert block == (ROOT / file).read_text(encoding="utf-8")


def test_the_twelve_lines() -> None:
    """The adapter in C has twelve lines."""
    adapter = ROOT / "docs" / "examples" / "c" / "adapter.c"
    assert len(adapter.read_text(encoding="utf-8").splitlines()) == 12


@pytest.mark.slow
def test_the_example_in_c(session: Session) -> None:
    """The reader in C, compiled here, passes the whole run."""
    needs("cc")
    session(blocks("console")[0])


@pytest.mark.slow
def test_the_example_in_javascript(session: Session) -> None:
    """The reader in JavaScript passes the whole run."""
    needs("node")
    session(blocks("console")[1])


@pytest.mark.slow
def test_the_session_with_a_new_adapter(session: Session) -> None:
    """`conform new` prints what the page shows, and the adapter answers by hand as it shows."""
    needs("cc", "make")
    session(blocks("console")[2])
    session(blocks("console")[3])


def test_the_messages() -> None:
    """Every line of IDXP is as the schema has it, and its answers mean what the page says."""
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    lines = "".join(blocks("json")).splitlines()
    for line in lines:
        validator.validate(json.loads(line))
    requests, answers = [json.loads(line) for line in lines[::2]], lines[1::2]
    assert [each["op"] for each in requests] == [
        "start", "read", "read", "read", "read", "read", "write", "rewrite", "stop"
    ]  # fmt: skip
    who, claims = started(answers[0].encode(), 0)
    assert (who.name, claims.highest_rank) == ("mylib", 4)
    kinds = [type(answered(line.encode(), seq)) for seq, line in enumerate(answers[1:-1], 1)]
    assert kinds == [Read, Read, Rejected, Unsupported, Leaked, Written, Written]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("ok int32 2 3\n1 -2 3\n4\t5 6", Read),
        ("ok uint8\n7\n", Read),
        ("ok int64 1\n-1\n", Read),
        ("ok float32 1\n3f800000\n", Read),
        ("ok float32 1\n3F800000\n", Fault),
        ("ok float32 1\n1.0\n", Fault),
        ("ok int32 2 3 1 -2 3 4 5 6\n", Fault),
        ("ok uint8 1\n07\n", Fault),
        ("ok uint8 1\n7\n8\n", Fault),
        (" ok uint8 1\n7\n", Fault),
        ("rejected\n", Rejected),
        ("rejected two\nlines\n", Rejected),
        ("rejected this\nok uint8 1\n7\n", Fault),
        ("unsupported compressed\n", Unsupported),
        ("leaked struct.error too short\n", Leaked),
        ("leaked\n", Fault),
        ("Rejected\n", Fault),
    ],
)
def test_the_grammar(answer: str, kind: type) -> None:
    """What the page says of one-shot answers is how they are understood."""
    assert type(read_answer(answer.encode())) is kind


def test_the_answer_of_a_writer() -> None:
    """It is `ok` alone."""
    assert type(write_answer(b"ok\n")) is Written
    assert type(write_answer(b"ok uint8 1\n7\n")) is Fault


def test_the_tables() -> None:
    """The scopes, and the outcomes in their order with what fails, are those of the code."""
    assert [row[0] for row in table("What is asked")] == list(SCOPES)
    words = {(True, True): "yes", (False, True): "with `--strict", (False, False): "no"}
    assert [(row[0], row[2]) for row in table("What can come of it")] == [
        (each.value, words[each.fails(), each.fails(strict=True)]) for each in WORST_FIRST
    ]


def test_the_options() -> None:
    """Every option of the commands shown is one of `conform run`."""
    known = {name for each in conform_run.params for name in each.opts}
    shown = re.findall(r"idxcheck conform run (.*)", "".join(blocks("sh") + blocks("yaml")))
    assert len(shown) == 6
    for each in shown:
        assert set(re.findall(r"(?<!\S)-{1,2}[a-z][a-z-]*", each)) <= known


def test_the_known_failures(tmp_path: Path) -> None:
    """The list of known failures can be read, and is about cases that there are."""
    path = tmp_path / "known.toml"
    path.write_text(blocks("toml")[0], encoding="utf-8")
    known = read_known(path)
    assert len(known) == 2
    names = [case.identifier for case in cases("all", DIRECTIONS)]
    assert all(any(each.fits(name) for name in names) for each in known)


@pytest.mark.slow
def test_the_python_blocks(tmp_path: Path) -> None:
    """Both ways in Python pass on a library without fault."""
    library = "from idxcheck import load as read, save as write\n"
    (tmp_path / "mylib.py").write_text(library, encoding="utf-8")
    decorated, called = blocks("python")
    (tmp_path / "test_mylib.py").write_text(decorated, encoding="utf-8")
    (tmp_path / "called.py").write_text(called, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}

    def run(*arguments: str) -> str:
        found = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, *arguments],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert found.returncode == 0, found.stdout
        return found.stdout

    asked = len(list(cases("mnist", DIRECTIONS)))
    told = run("-m", "pytest", "-q", "-p", "no:cacheprovider", "test_mylib.py")
    assert re.search(rf"^{asked} passed", told, re.MULTILINE)
    assert run("called.py").startswith(f"{asked} {{<Outcome.PASS")


def test_the_blocks_are_python() -> None:
    """The Python adapter on the page is a program."""
    (adapter,) = [block for file, language, block in BLOCKS if file and language == "python"]
    assert ast.get_docstring(ast.parse(adapter)) is not None
