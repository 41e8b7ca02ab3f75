"""Adapters in Python as scripts: with a library that disturbs, and without anything."""

import ast
import io
import os
import subprocess
import sys
from pathlib import Path

from idxcheck.conformance.answers import Leaked, Read
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.conformance.readers import idxp
from idxcheck.vectors import Reading

ADAPTER = Path(__file__).with_name("json_fakes") / "adapter.py"
HOME = str(Path(idxp.__file__).parent)
STANDARD = {
    *("__future__", "contextlib", "faulthandler", "json", "math", "operator", "os"),
    *("struct", "sys", "traceback", "collections.abc", "typing"),
}


def test_the_end_of_the_questions() -> None:
    """Without a stop it ends when there is nothing more to read."""
    subject = idxp.Subject(len, None, (), (), {})
    answers = io.BytesIO()
    idxp.converse(subject, [], answers)
    assert answers.getvalue() == b""


def test_a_library_that_prints() -> None:
    """What it prints, in Python, in C or from a child, and what it reads, disturbs nothing."""
    with JsonLines([sys.executable, str(ADAPTER), HOME], seconds=60.0) as adapter:
        assert adapter.implementation.name == "adapted"
        right = Read(Reading("float32", (2,), (0x3F800000, 0x7FA00000)))
        assert adapter.read(b"a", ".idx") == right
        assert adapter.read(b"exit", ".idx") == Leaked("SystemExit", "3")
        assert adapter.read(b"input", ".idx") == Read(Reading("int16", (1,), (0,)))
        assert adapter.read(b"short", ".idx") == Leaked("struct.error", "2 bytes")


def test_one_script_does_both(tmp_path: Path) -> None:
    """The same script answers in one-shot text; what waits to be printed goes elsewhere."""
    (tmp_path / "a.idx").write_bytes(b"a")
    environment = {**os.environ, "ANNOUNCED": "yes"}
    environment.pop("PYTHONUNBUFFERED", None)
    found = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, ADAPTER, HOME, tmp_path / "a.idx"],
        capture_output=True,
        check=True,
        env=environment,
    )
    assert found.stdout.split() == [b"ok", b"float32", b"2", b"3f800000", b"7fa00000"]
    assert found.stderr.split()[0] == b"importing"


def test_needs_nothing() -> None:
    """It is Python 3.8, and imports the standard library; numpy where a file is to be written."""
    tree = ast.parse(Path(idxp.__file__).read_text("utf-8"), feature_version=(3, 8))
    found = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
    assert found == {*STANDARD, "numpy"}
    top = [node for node in tree.body if isinstance(node, ast.Import)]
    assert "numpy" not in {each.name for node in top for each in node.names}
