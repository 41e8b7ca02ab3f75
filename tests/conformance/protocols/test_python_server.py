"""A Python function served by a process of its own."""

import json
import runpy
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Literal

import pytest

from idxcheck.conformance.adapter import Capabilities, Implementation
from idxcheck.conformance.answers import Leaked, Read, Rejected, Unsupported, Written
from idxcheck.conformance.asking import ask
from idxcheck.conformance.cases import cases
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.protocols import python_server
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.conformance.protocols.python_server import (
    find_function,
    main,
    python_command,
    version_of,
)
from idxcheck.conformance.readers import idxp
from idxcheck.errors import UsageError
from idxcheck.vectors import Reading

FUNCTIONS = Path(__file__).with_name("json_fakes") / "functions.py"


@pytest.fixture(autouse=True)
def _imports(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Forget what a test imports."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_the_command() -> None:
    """The same Python, the module, and the functions as they were given."""
    module = "idxcheck.conformance.protocols.python_server"
    assert python_command("a.py:read") == [sys.executable, "-m", module, "a.py:read"]
    assert python_command("a:r", "b:w") == [sys.executable, "-m", module, "a:r", "b:w"]


def test_a_file() -> None:
    """What is returned and raised becomes answers by the rules of reading in-process."""
    command = python_command(f"{FUNCTIONS}:read", f"{FUNCTIONS}:write")
    with JsonLines(command, seconds=60.0) as adapter:
        assert adapter.implementation == Implementation(f"{FUNCTIONS}:read", "0.7", "Python")
        assert adapter.capabilities == Capabilities(("read", "write", "rewrite"))
        assert adapter.read(b"list", ".idx") == Read(Reading("int64", (2, 2), (1, 2, 3, 4)))
        assert adapter.read(b"ragged", ".idx") == Read(Reading("list", (), (0,)))
        assert adapter.read(b"none", ".idx") == Read(Reading("object", (), (0,)))
        assert adapter.read(b"limit", ".idx") == Unsupported("rank 65")
        assert adapter.read(b"type", ".idx") == Leaked("TypeError", "no bytes")
        assert adapter.read(b"value", ".idx") == Rejected("no magic")
        assert adapter.read(b"memory", ".idx") == Leaked("MemoryError", "no more")
        written = Reading("int16", (2,), (1, -1))
        # In the order of this machine, whatever that is: the fake writes what numpy holds.
        order: Literal["<", ">"] = "<" if sys.byteorder == "little" else ">"
        assert adapter.write(written, ".idx") == Written(written.payload(order))
        rewritten = Reading("int64", (4,), (1, 2, 3, 4))
        assert adapter.rewrite(b"list", ".idx") == Written(rewritten.payload(order))


def test_a_module_that_only_reads() -> None:
    """`idxcheck:load` says who it is, and does not claim to write."""
    requests = '{"op": "start", "seq": 0}\n{"op": "stop", "seq": 1}\n'
    found = subprocess.run(  # noqa: S603 - ourselves
        python_command("idxcheck:load"),
        input=requests,
        capture_output=True,
        text=True,
        check=True,
    )
    claims, stopped = map(json.loads, found.stdout.splitlines())
    assert claims["implementation"]["name"] == "idxcheck:load"
    assert claims["implementation"]["language"] == "Python"
    assert claims["capabilities"] == {"directions": ["read"]}
    assert stopped == {"seq": 1, "stopped": True}


@pytest.mark.slow
def test_idxcheck_itself() -> None:
    """Every file is read rightly but those that numpy cannot hold."""
    with JsonLines(python_command("idxcheck:load"), seconds=60.0) as adapter:
        results = [ask(adapter, case) for case in cases("all", ["read"])]
    assert [each.case for each in results if each.outcome is not Outcome.PASS] == [
        "read IDX-2.4_rank-65",
        "read IDX-2.4_rank-255",
        "read IDX-3.2_two-largest-sizes-and-zero",
    ]


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("", "a.py:read", "a.py has no read; next: name a function that it defines"),
        ("read = 7", "a.py:read", "read of a.py is no function but int"),
        ("", "b.py:read", "b.py: no such file; next: name one, as reader.py:read"),
        ("", "x/a:read", "x/a: no such file; next: name one, as reader.py:read"),
        (
            "x = 1\nimport no_such_lib\n",
            "a.py:read",
            (
                "a.py cannot be imported: ModuleNotFoundError: No module named 'no_such_lib'"
                " ({folder}/a.py, line 2)"
            ),
        ),
        (
            "x = 1\n\ndef read(:\n",
            "a.py:read",
            "a.py cannot be imported: SyntaxError: invalid syntax ({folder}/a.py, line 3)",
        ),
        ("raise SystemExit(4)", "a.py:r", "a.py cannot be imported: SystemExit: 4 (*"),
        (
            "",
            "no_such_module:read",
            (
                "no_such_module cannot be imported: ModuleNotFoundError:"
                " No module named 'no_such_module'"
            ),
        ),
        (
            "",
            "read",
            "read: expected FILE:FUNC or package.module:FUNC, as reader.py:read",
        ),
        ("", "a.py:", "a.py:: expected FILE:FUNC or package.module:FUNC, *"),
    ],
)
def test_no_function(
    text: str,
    target: str,
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It says in one line what is missing."""
    (tmp_path / "a.py").write_text(text)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        find_function(target)
    told = str(caught.value)
    whole, star, _ = expected.replace("{folder}", str(tmp_path)).partition("*")
    assert told.startswith(whole) if star else told == whole
    assert "\n" not in told


def test_the_status(tmp_path: Path) -> None:
    """The process says it on standard error, ends with 2, and prints nothing else."""
    for more in (["a.py:read"], [], ["a:b", "c:d", "e:f"]):
        found = subprocess.run(  # noqa: S603 - ourselves
            [*python_command("")[:-1], *more],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (found.returncode, found.stdout) == (2, "")
        if more == ["a.py:read"]:
            assert found.stderr == (
                "error: a.py: no such file; next: name one, as reader.py:read\n"
            )
        else:
            assert found.stderr.startswith("error: expected one or two functions, each FILE:FUNC")
    with pytest.raises(UsageError, match=r"with status 2 .* error: no_such_file\.py: no such"):
        JsonLines(python_command("no_such_file.py:read")).__enter__()


def test_main_in_this_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It takes the streams before it imports, and serves what was named."""
    (tmp_path / "in").write_text('{"op": "start", "seq": 0}\n')

    def channels() -> object:
        return (tmp_path / "in").open("rb"), (tmp_path / "out").open("wb")

    monkeypatch.setattr(idxp, "private_channels", channels)
    assert main([f"{FUNCTIONS}:read", f"{FUNCTIONS}:write"]) == 0
    assert json.loads((tmp_path / "out").read_bytes())["capabilities"] == {
        "directions": ["read", "write", "rewrite"]
    }
    monkeypatch.setattr(sys, "argv", ["python_server.py"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_path(str(python_server.__file__), run_name="__main__")
    assert caught.value.code == 2
    assert (tmp_path / "out").read_bytes() == b""


def test_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of any name, methods, modules; the name of a module that is there stays its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("__version__ = '9'\ndef loads(path): return __name__\n")
    (tmp_path / "my-reader").write_text("class Reader:\n    read = len\n")
    function = find_function("json.py:loads")
    assert function("") == "__json"
    assert version_of(function) == "9"
    assert sys.modules["json"] is json
    assert find_function("my-reader:Reader.read") is len
    assert find_function("json:loads") is json.loads
    assert sys.path[0] == str(tmp_path)


def test_versions() -> None:
    """A package says its own, else its metadata do; others have none."""

    def version_in(name: str, file: str | None, **members: str) -> str:
        module = sys.modules[name] = ModuleType(name)
        vars(module).update({"__file__": file, **members})
        return version_of(FunctionType(main.__code__, {"__name__": f"{name}.inner"}))

    assert version_in("lib_of_1", "/x/site-packages/lib_of_1.py", __version__="1") == "1"
    assert version_in("lib_of_2", "/x/site-packages/lib_of_2.py") == ""
    assert version_in("lib_of_3", None) == ""
    assert version_of(len) == ""
    assert version_of(type("", (), {"__module__": None, "__call__": len})()) == ""
    installed = metadata.version("iniconfig")
    assert version_in("iniconfig", "/x/iniconfig.py") == ""
    assert version_in("iniconfig", "/x/dist-packages/iniconfig.py") == installed


def test_numpy_arrays_stay() -> None:
    """What numpy takes is an array; what it does not is left to be called wrong."""
    wrong = [[1], [2, 3]]
    assert python_server.as_array(wrong) is wrong
    assert repr(python_server.as_array([1])) == "array([1])"
    with pytest.raises(MemoryError):
        python_server.as_array(find_function(f"{FUNCTIONS}:Hungry")())
