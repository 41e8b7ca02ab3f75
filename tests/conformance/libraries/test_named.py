"""The table of named readers, and the script that runs one."""

import re
import runpy
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest

from idxcheck.conformance.cases import DIRECTIONS, SCOPES
from idxcheck.conformance.libraries import named
from idxcheck.conformance.libraries.named import named_reader, reader_names
from idxcheck.conformance.libraries.preparing import Announce, Kind, Recipe
from idxcheck.errors import UsageError

NAMES = (
    "idx2numpy",
    "mnist",
    "python-mnist",
    "mlxtend",
    "ubyte",
    "naive-numpy",
    "tfds-mnist",
    "tfds-smallnorb",
    "keras",
    "torchvision",
    "torchvision-mnist",
    "debian-torchvision",
    "idx-data",
    "mnist-parser",
    "dlib",
)


def test_the_names_in_the_order_of_the_table() -> None:
    """Fifteen libraries have an adapter."""
    assert reader_names() == NAMES


def test_an_unknown_name_lists_the_known_ones() -> None:
    """The message says what there is."""
    with pytest.raises(UsageError, match=r"'idx3numpy'; next: choose from idx2numpy, mnist, "):
        named_reader("idx3numpy")


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_complete(name: str) -> None:
    """Each names a file that is there, and words that the rest of idxcheck knows."""
    reader = named_reader(name)
    assert reader.name == name
    assert reader.path.is_file()
    assert reader.path.parent.name == "readers"
    assert reader.kind in get_args(Kind)
    assert reader.scope in SCOPES
    assert set(reader.directions) <= set(DIRECTIONS)
    assert reader.directions[0] == "read"
    assert reader.language in ("Python", "JavaScript", "C++")
    assert re.fullmatch(r"[0-9]+(\.[0-9]+)+", reader.version)
    assert re.fullmatch(r"https://[a-z.]+/\S*|https://[a-z.]+", reader.homepage)
    assert isinstance(reader.install, tuple)
    assert bool(reader.needs) == bool(reader.get)
    assert (reader.kind in ("venv", "node", "c++")) == bool(reader.install)
    assert (reader.protocol == "one-shot") == (reader.kind == "c++")


@pytest.mark.parametrize("name", NAMES)
def test_every_version_is_pinned(name: str) -> None:
    """No package is installed without a version, and that of the library is the table's."""
    reader = named_reader(name)
    if reader.kind == "uv-script":
        (line,) = re.findall(r"^# dependencies = \[(.+)\]$", reader.path.read_text(), re.MULTILINE)
        packages = [each.strip(' "') for each in line.split(",")]
        assert '\n# exclude-newer = "2026-11-20T00:00:00Z"\n' in reader.path.read_text()
    elif reader.kind in ("venv", "node"):
        words = " ".join(reader.install).replace("@", "==").split()
        packages = [each for each in words if not each.startswith("--")]
    else:
        return
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9.]+", each) for each in packages)
    assert reader.version in [each.partition("==")[2] for each in packages]


def test_one_row_in_full() -> None:
    """The fields come as they stand in the table."""
    reader = named_reader("idx2numpy")
    assert reader.version == "1.2.3"
    assert reader.scope == "idx"
    assert reader.directions == ("read", "write", "rewrite")
    assert reader.homepage == "https://github.com/ivanyu/idx2numpy"
    assert reader.protocol == "idxp"


@pytest.fixture(name="recipes")
def stand_in_for_preparing(monkeypatch: pytest.MonkeyPatch) -> list[Recipe]:
    """Let every library be served by a Python that exits with 7 where its argument is `seven`."""
    recipes: list[Recipe] = []

    def prepare(recipe: Recipe, announce: Announce) -> tuple[str, ...]:
        recipes.append(recipe)
        announce("installs")
        return sys.executable, "-c", "import sys; sys.exit(7 * (sys.argv[1:] == ['seven']))"

    monkeypatch.setattr(named, "prepared_command", prepare)
    return recipes


def test_command_hands_over_what_the_table_says(recipes: list[Recipe]) -> None:
    """The recipe has name, path, kind, flags and needs."""
    assert named_reader("dlib").command()[:2] == (sys.executable, "-c")
    folder = Path(named.__file__).parents[1] / "readers"
    assert recipes == [
        Recipe(
            name="dlib",
            path=folder / "dlib_reader.cpp",
            kind="c++",
            install=("-std=c++17", "-O2", "-ldlib"),
            needs="dlib/data_io.h",
            get="sudo apt-get install g++ libdlib-dev",
        )
    ]


@pytest.mark.usefixtures("recipes")
def test_main_runs_the_adapter_with_the_other_arguments(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its status is that of the adapter; what is installed is said on standard error."""
    assert named.main(["mnist", "seven"]) == 7
    assert named.main(["mnist", "eight"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "installs\ninstalls\n"


@pytest.mark.parametrize("arguments", [[], ["idx3numpy"]])
def test_main_refuses_what_is_no_name(
    arguments: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2, and the known names."""
    assert named.main(arguments) == 2
    assert "next: choose from idx2numpy, mnist," in capsys.readouterr().err


def test_it_is_a_script(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m idxcheck.conformance.libraries.named` ends with the status of main."""
    monkeypatch.setattr(sys, "argv", ["named", "idx3numpy"])
    with pytest.raises(SystemExit, match=r"^2$"):
        runpy.run_path(named.__file__, run_name="__main__")
    assert "'idx3numpy'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"\0\0\x08\x01\0\0\0\x03\x05\x00\xff", "ok uint8 3\n5\n0\n255\n"),
        (b"\0\0\x08\x03\0\0\0\x00\0\0\0\x1c\0\0\0\x1c", "ok uint8 0 28 28\n"),
        (b"\0\0\x08\x03\0\0\0\x01\0\0\0\x01\0\0\0\x02ab", "rejected cannot reshape array"),
    ],
)
def test_an_adapter_answers(tmp_path: Path, data: bytes, answer: str) -> None:
    """The control needs numpy alone, so that it runs here, with the modules beside it."""
    file = tmp_path / "case.idx"
    file.write_bytes(data)
    script = named_reader("naive-numpy").path
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, script, file],
        capture_output=True,
        text=True,
        env={"SYSTEMROOT": "", "PATH": ""},
        check=True,
    )
    assert done.stdout.startswith(answer)
