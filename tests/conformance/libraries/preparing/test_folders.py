"""The folders that are made once for an adapter: whole, named by what is in them, used again."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import pytest

from idxcheck.conformance.libraries.preparing import Recipe, prepared_command
from idxcheck.errors import UsageError


class Programs(Protocol):
    """The fixture: commands run, what they come to, what is not there, what happens after."""

    lines: list[str]
    answers: list[tuple[str, int, str]]
    missing: tuple[str, ...]
    after: Callable[[Sequence[str]], None]


def test_venv_is_made_once(
    programs: Programs, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One call of pip for each line, then none; another line is another environment."""
    monkeypatch.setattr(sys, "platform", "linux")
    recipe = Recipe("lib", Path("lib_reader.py"), "venv", ("a==1 b==2", "--no-deps c==3"))
    python, script = prepared_command(recipe, said.append)
    folder = Path(python).parent.parent
    assert folder.parent == tmp_path / "cache"
    assert folder.name.startswith("venv-")
    assert Path(python) == folder / "bin" / "python"
    assert script == "lib_reader.py"
    assert said == ["lib: pip installs a==1 b==2, --no-deps c==3"]
    new = programs.lines[0].removeprefix(f"{sys.executable} -m venv ")
    pip = f"{Path(new, 'bin', 'python')} -m pip install --quiet"
    assert programs.lines[1:] == [f"{pip} a==1 b==2", f"{pip} --no-deps c==3"]
    assert list((tmp_path / "cache").iterdir()) == [folder]
    prepared_command(recipe, said.append)
    assert len(programs.lines) == 3
    prepared_command(Recipe("lib", Path("x"), "venv", ("a==2",)), said.append)
    assert len(programs.lines) == 5


def test_venv_on_windows(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python lies elsewhere there."""
    monkeypatch.setattr(sys, "platform", "win32")
    python, _ = prepared_command(Recipe("lib", Path("x"), "venv", ("a==1",)), print)
    assert Path(python).parts[-2:] == ("Scripts", "python.exe")
    assert len(programs.lines) == 2


def test_what_fails_leaves_nothing(programs: Programs, tmp_path: Path) -> None:
    """No folder is taken for a whole one the next time."""
    programs.answers = [("pip install", 1, "no wheel")]
    recipe = Recipe("lib", Path("x"), "venv", ("a==1",))
    for _ in range(2):
        with pytest.raises(UsageError, match="no wheel"):
            prepared_command(recipe, print)
    assert len(programs.lines) == 4
    assert list((tmp_path / "cache").iterdir()) == []


def test_node(programs: Programs, said: list[str]) -> None:
    """The adapter is given the folder that npm has filled."""
    recipe = Recipe("lib", Path("lib_reader.cjs"), "node", ("lib@1.0.0", "tslib@2.8.1"))
    node, script, folder = prepared_command(recipe, said.append)
    assert (node, script) == ("/bin/node", "lib_reader.cjs")
    assert Path(folder).name.startswith("lib-")
    (line,) = programs.lines
    assert line.startswith("/bin/npm install --prefix ")
    assert line.endswith(
        " --no-audit --no-fund --ignore-scripts --save-exact lib@1.0.0 tslib@2.8.1"
    )
    assert said == ["lib: npm installs lib@1.0.0, tslib@2.8.1"]
    assert prepared_command(recipe, said.append) == (node, script, folder)
    assert len(programs.lines) == 1


@pytest.fixture(name="source")
def recipe_of_a_source(tmp_path: Path) -> Recipe:
    """A source file that wants a header and a library."""
    path = tmp_path / "lib_reader.cpp"
    path.write_text("int main() {}")
    return Recipe("lib", path, "c++", ("-O2", "-ldlib"), "dlib/data_io.h", "sudo apt")


def test_compiled(programs: Programs, said: list[str], source: Recipe) -> None:
    """The header is looked for, then the flags come before the source, libraries after it."""
    (program,) = prepared_command(source, said.append)
    assert Path(program).name == "lib"
    probe, compilation = programs.lines
    assert probe.startswith("/bin/c++ -E -include dlib/data_io.h -x c++ ")
    assert compilation.startswith(f"/bin/c++ -O2 {source.path} -o ")
    assert compilation.endswith("lib -ldlib")
    assert said == ["lib: /bin/c++ compiles lib_reader.cpp"]
    source.path.write_text("int main() { return 0; }")
    assert prepared_command(source, said.append) != (program,)
    assert len(programs.lines) == 4


def test_compiled_by_cxx(
    programs: Programs, source: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CXX names another compiler."""
    monkeypatch.setenv("CXX", "clang++")
    prepared_command(source, print)
    assert programs.lines[1].startswith("/bin/clang++ -O2 ")


def test_a_missing_header_is_named(programs: Programs, source: Recipe) -> None:
    """It says how to get it, and the compiler's page of errors is left out."""
    programs.answers = [("-include", 1, "fatal error")]
    with pytest.raises(UsageError, match=r"^lib needs the header dlib/data_io.h; next: sudo apt$"):
        prepared_command(source, print)


def test_two_runs_at_once(programs: Programs, tmp_path: Path) -> None:
    """The folder of the faster one is taken."""

    def faster(command: Sequence[str]) -> None:
        if "install" in command:
            new = Path(command[command.index("--prefix") + 1])
            (new / "mine").touch()
            name = names[0]
            (tmp_path / "cache" / name).mkdir()
            (tmp_path / "cache" / name / "theirs").touch()

    recipe = Recipe("lib", Path("x"), "node", ("lib@1",))
    names = [Path(prepared_command(recipe, print)[2]).name]
    (tmp_path / "cache" / names[0]).rmdir()
    programs.after = faster
    folder = Path(prepared_command(recipe, print)[2])
    assert [each.name for each in folder.iterdir()] == ["theirs"]


def test_a_folder_that_cannot_be_named(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error of the system passes through."""

    def refuse(_: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError, match="Permission denied"):
        prepared_command(Recipe("lib", Path("x"), "node", ("lib@1",)), print)
    assert len(programs.lines) == 1


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, "home/.cache/idxcheck/readers"),
        ("linux", {"XDG_CACHE_HOME": "xdg"}, "xdg/idxcheck/readers"),
        ("darwin", {}, "home/Library/Caches/idxcheck/readers"),
        ("win32", {"LOCALAPPDATA": "local"}, "local/idxcheck/readers"),
        ("linux", {"IDXCHECK_READERS": "mine"}, "mine"),
    ],
)
def test_the_cache_is_where_the_platform_has_it(  # noqa: PLR0913, PLR0917 - fixtures and cases
    programs: Programs,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    platform: str,
    variables: dict[str, str],
    expected: str,
) -> None:
    """A variable of ours comes first."""
    for name in ("IDXCHECK_READERS", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, folder in variables.items():
        monkeypatch.setenv(name, str(tmp_path / folder))
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setattr(sys, "platform", platform)
    command = prepared_command(Recipe("lib", Path("x"), "node", ("lib@1",)), print)
    assert Path(command[2]).parent == tmp_path / expected
    assert len(programs.lines) == 1
