"""The adapters of the scaffolds are right as they stand, and say honestly what went wrong."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.conformance.cases import has_one_encoding, is_compressed
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.protocols.one_shot import OneShot
from idxcheck.conformance.runner import run
from idxcheck.conformance.scaffolding import LANGUAGES, SCAFFOLDS, write_scaffold
from idxcheck.vectors import vectors

TOOLS = {"c": ("make", "cc"), "rust": ("cargo",), "node": ("node",), "go": ("go",), "python": ()}
COMPILED = ("c", "rust", "go")

# They answer every file of a folder in one process, as to start one for each takes a minute.
ALL_IN_PYTHON = """
import contextlib, pathlib, runpy, sys
for file in pathlib.Path(sys.argv[1]).iterdir():
    sys.argv[1:] = [str(file)]
    with open(f"answers/{file.name}", "w") as out, contextlib.redirect_stdout(out):
        runpy.run_path("adapter.py")
"""
ALL_IN_JAVASCRIPT = """
const fs = require("node:fs");
const path = require("node:path");
const folder = process.argv[2];
const adapter = path.resolve("adapter.js");
for (const file of fs.readdirSync(folder)) {
  process.argv = [process.argv[0], adapter, path.join(folder, file)];
  console.log = (text) => fs.writeFileSync(path.join("answers", file), text);
  delete require.cache[adapter];
  require(adapter);
}
"""
ALL = {
    "python": ("all.py", ALL_IN_PYTHON, [sys.executable]),
    "node": ("all.js", ALL_IN_JAVASCRIPT, ["node"]),
}

Built = Callable[[str], list[str]]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Built:
    """`built(language)` writes and builds an adapter in the current folder: its command."""
    folder = tmp_path / "proof"
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)  # which keeps adapter.py from its neighbour

    def build(language: str) -> list[str]:
        for tool in TOOLS[language]:
            if shutil.which(tool) is None:
                pytest.skip(f"{tool} is not installed")
        *steps, last = write_scaffold(language, folder).commands
        monkeypatch.chdir(folder)
        for step in steps:
            subprocess.run(shlex.split(step), check=True)  # noqa: S603 - the scaffold's own
        command = shlex.split(last.removeprefix("idxcheck conform run -- "))
        return [sys.executable, *command[1:]] if command[0] == "python3" else command

    return build


@pytest.mark.slow
@pytest.mark.parametrize("language", COMPILED)
def test_a_whole_run_passes(built: Built, language: str) -> None:
    """All of both formats is read and written right; only compressed files are not taken."""
    report = run(OneShot(built(language)))
    assert report.ok
    assert set(report.counts) == {Outcome.PASS, Outcome.UNSUPPORTED}
    compressed = {f"read {each.identifier}" for each in vectors() if is_compressed(each)}
    unsupported = [each for each in report.results if each.outcome is Outcome.UNSUPPORTED]
    assert {each.case for each in unsupported} <= compressed
    asked = [each.case.partition(" ")[0] for each in report.results]
    written = sum(map(has_one_encoding, vectors()))
    assert (asked.count("write"), asked.count("round-trip")) == (written, written)


@pytest.mark.slow
@pytest.mark.parametrize("language", ALL)
def test_every_file_is_answered_right(built: Built, tmp_path: Path, language: str) -> None:
    """Every valid file that is not compressed is read right, and none that is broken."""
    built(language)
    name, program, start = ALL[language]
    (tmp_path / "cases").mkdir()
    for number, vector in enumerate(vectors()):
        (tmp_path / "cases" / f"{number}.idx").write_bytes(vector.data)
    Path("answers").mkdir()
    Path(name).write_text(program, encoding="utf-8")
    subprocess.run([*start, name, str(tmp_path / "cases")], check=True)  # noqa: S603 - our own
    for number, vector in enumerate(vectors()):
        answer = Path("answers", f"{number}.idx").read_text(encoding="utf-8")
        if is_compressed(vector) and answer.startswith("unsupported"):
            continue
        if answer.startswith("rejected "):
            assert vector.verdict != "valid", vector.identifier
        else:
            assert vector.reading is not None, vector.identifier
            assert answer.split() == vector.reading.text.split(), vector.identifier


@pytest.mark.slow
@pytest.mark.parametrize("language", ALL)
def test_floats_are_written_bit_by_bit(built: Built, language: str) -> None:
    """Signalling NaN and all, in both byte orders, and the command is asked as any other."""
    command = built(language)
    chosen = [
        each
        for each in vectors()
        if has_one_encoding(each) and "nan" in each.shows and each.reading is not None
    ]
    assert len(chosen) >= 4
    with OneShot(command) as adapter:
        assert adapter.capabilities.directions == ("read", "write", "round-trip")
        for vector in chosen:
            assert vector.reading is not None
            ending = ".idx" if vector.clause.startswith("IDX") else ".mat"
            answer = adapter.write(vector.reading, ending)
            assert getattr(answer, "data", None) == vector.data, vector.identifier


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_file_is_no_refusal(built: Built, language: str) -> None:
    """What is wrong with the machine, not with the file, is a crash or a leaked exception."""
    command = built(language)
    found = subprocess.run([*command, "missing.idx"], capture_output=True, check=False)  # noqa: S603 - our own
    if language in COMPILED:
        assert (found.returncode, found.stdout) == (1, b"")
    else:
        kind = {"python": b"FileNotFoundError", "node": b"Error"}[language]
        assert found.returncode == 0
        assert found.stdout.startswith(b"leaked %b " % kind)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "call", "fault", "answer"),
    [
        ("python", "return matrix.read(path)", "return {}[path]", "leaked KeyError "),
        ("python", "return matrix.read(path)", "raise MemoryError", "leaked MemoryError"),
        ("node", "return matrix.read(path);", "return null.shape;", "leaked TypeError "),
    ],
)
def test_a_stray_exception_is_no_refusal(
    built: Built, language: str, call: str, fault: str, answer: str
) -> None:
    """An exception that the library does not declare is told by its type."""
    command = built(language)
    adapter = Path(command[-1])
    text = adapter.read_text(encoding="utf-8")
    assert text.count(call) == 1
    adapter.write_text(text.replace(call, fault), encoding="utf-8")
    found = subprocess.run([*command, "x.idx"], capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own
    assert found.returncode == 0
    assert found.stdout.startswith(answer)


def test_only_compilers_are_missing() -> None:
    """The tests know the tools of every language."""
    assert set(TOOLS) == set(SCAFFOLDS)
