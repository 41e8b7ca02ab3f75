"""`idxcheck gen`: what it prints, when it refuses, and its exit status."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.cli import commands

Gen = Callable[..., tuple[object, str, str]]


@pytest.fixture
def gen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Gen:
    """Run `idxcheck gen` in an empty folder; return status, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as ended:
            commands.main(["gen", *arguments])
        return ended.value.code, *capsys.readouterr()

    return run


def test_by_shape(gen: Gen, tmp_path: Path) -> None:
    """One line tells which file there is; type and fill have their usual values."""
    assert gen("-o", "a.idx", "--shape", "2x3") == (0, "a.idx: IDX uint8 2 x 3\n", "")
    assert (tmp_path / "a.idx").stat().st_size == 18
    options = ("--dtype", "int16", "--fill", "ramp", "--seed", "18446744073709551615")
    assert gen("-o", "a.mat.gz", "--shape", "5", *options) == (
        0,
        "a.mat.gz: gzip > NORB int16 5\n",
        "",
    )
    assert (tmp_path / "a.mat.gz").read_bytes()[-18:-8] == b"\0\0\1\0\2\0\3\0\4\0"


def test_the_seed(gen: Gen, tmp_path: Path) -> None:
    """The seed is 0 if not given; another one gives other bytes."""
    for name, options in (("a", ()), ("b", ("--seed", "0")), ("c", ("--seed", "1"))):
        assert gen("-o", f"{name}.idx", "--shape", "9", "--fill", "random", *options)[0] == 0
    first, second, third = ((tmp_path / f"{name}.idx").read_bytes() for name in "abc")
    assert first == second != third


def test_by_data_set(gen: Gen, tmp_path: Path) -> None:
    """A line for each file, the marker first, and the next step."""
    raw = Path("data", "KMNIST", "raw")
    options = ("--items", "3", "--layout", "torchvision", "--seed", "7")
    assert gen("kmnist", "-o", "data", *options) == (
        0,
        (
            f"{raw / 'idxcheck-synthetic.txt'}: says that the files beside it are synthetic\n"
            f"{raw / 'train-images-idx3-ubyte'}: IDX uint8 3 x 28 x 28\n"
            f"{raw / 'train-labels-idx1-ubyte'}: IDX uint8 3\n"
            f"{raw / 't10k-images-idx3-ubyte'}: IDX uint8 3 x 28 x 28\n"
            f"{raw / 't10k-labels-idx1-ubyte'}: IDX uint8 3\n"
            f"next: idxcheck check {raw}\n"
        ),
        "",
    )
    said = (tmp_path / raw / "idxcheck-synthetic.txt").read_text(encoding="utf-8")
    assert said.endswith("idxcheck gen kmnist --items 3 --layout torchvision --seed 7\n")


@pytest.mark.slow
def test_the_usual_number_of_items(gen: Gen) -> None:
    """Without --items a file has 1000; --full gives it what is published."""
    _, out, _ = gen("emnist-mnist", "-o", ".")
    assert "emnist-mnist-train-images-idx3-ubyte.gz: gzip > IDX uint8 1000 x 28 x 28\n" in out
    assert gen("mnist", "-o", ".", "--full")[1].splitlines()[1:] == [
        "mnist/train-images-idx3-ubyte.gz: gzip > IDX uint8 60000 x 28 x 28",
        "mnist/train-labels-idx1-ubyte.gz: gzip > IDX uint8 60000",
        "mnist/t10k-images-idx3-ubyte.gz: gzip > IDX uint8 10000 x 28 x 28",
        "mnist/t10k-labels-idx1-ubyte.gz: gzip > IDX uint8 10000",
        "next: idxcheck check mnist",
    ]


def test_by_rule(gen: Gen, tmp_path: Path) -> None:
    """The file that breaks a rule, and the command that finds it."""
    assert gen("--violate", "IDX202", "-o", "a.idx") == (
        0,
        "a.idx: breaks IDX202\nnext: idxcheck check a.idx\n",
        "",
    )
    assert (tmp_path / "a.idx").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("word", ["ALL", "all"])
def test_by_every_rule(gen: Gen, tmp_path: Path, word: str) -> None:
    """Each rule has a folder of its own."""
    status, out, _ = gen("--violate", word, "-o", "out")
    assert status == 0
    folders = {each.name for each in (tmp_path / "out").iterdir()}
    assert {"TRN001", "IDX201", "NRB104", "VAL001", "SET001", "SCH003"} <= folders
    assert out.count("next: idxcheck check ") == len(folders)
    assert f"breaks IDX201\nnext: idxcheck check {Path('out', 'IDX201')}" in out


@pytest.mark.parametrize("name", ["SCH003/idxcheck.toml", "SCH003"])
def test_every_rule_or_none(gen: Gen, tmp_path: Path, name: str) -> None:
    """Where the last of the files cannot be written, none is."""
    path = tmp_path / "out" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine")
    status, out, err = gen("--violate", "ALL", "-o", "out")
    assert (status, out) == (2, "")
    assert str(Path("out", name)) in err
    assert [each for each in (tmp_path / "out").rglob("*") if each.is_file()] == [path]
    assert path.read_bytes() == b"mine"


def test_every_rule_into_a_file(gen: Gen, tmp_path: Path) -> None:
    """A file in place of the folder is told, with --force too."""
    (tmp_path / "out").write_bytes(b"mine")
    for options in ((), ("--force",)):
        status, _, err = gen("--violate", "ALL", "-o", "out", *options)
        assert status == 2
        assert err.startswith(f"Error: {Path('out', 'TRN107')} is no folder, ")
    assert (tmp_path / "out").read_bytes() == b"mine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_in_place_of_the_marker(gen: Gen, tmp_path: Path) -> None:
    """It is refused, not waited for, before anything is written."""
    marker = Path("EMNIST", "raw", "idxcheck-synthetic.txt")
    (tmp_path / marker).parent.mkdir(parents=True)
    os.mkfifo(marker)
    for options in ((), ("--force",)):
        assert gen(*("emnist", "--layout", "torchvision", "-o", "."), *options) == (
            2,
            "",
            f"Error: {marker} is no regular file; next: move it away\n",
        )
    assert list((tmp_path / marker).parent.iterdir()) == [tmp_path / marker]


@pytest.mark.parametrize("flag", ["-q", "--quiet"])
def test_quiet(gen: Gen, tmp_path: Path, flag: str) -> None:
    """With -q nothing is printed."""
    assert gen("-o", "a.idx", "--shape", "4", flag) == (0, "", "")
    assert gen("mnist", "--items", "1", "-o", ".", flag) == (0, "", "")
    assert gen("--violate", "IDX201", "-o", "b.idx", flag) == (0, "", "")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.idx", "b.idx", "mnist"]


def test_force(gen: Gen, tmp_path: Path) -> None:
    """A file that exists is replaced only with --force."""
    cases = (
        (("-o", "a.idx", "--shape", "4"), "a.idx"),
        (("mnist", "--items", "1", "-o", "."), str(Path("mnist", "train-images-idx3-ubyte.gz"))),
        (("--violate", "IDX201", "-o", "b.idx"), "b.idx"),
    )
    for arguments, name in cases:
        assert gen(*arguments)[0] == 0
        before = (tmp_path / name).read_bytes()
        status, out, err = gen(*arguments)
        assert (status, out) == (2, "")
        assert err.endswith(f"{name} exists; --force replaces it\n")
        assert gen(*arguments, "--force")[0] == 0
        assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give one of --shape, DATASET and --violate"),
        (("mnist", "--shape", "4"), "give one of --shape, DATASET and --violate"),
        (("mnist", "--violate", "ALL"), "give one of --shape, DATASET and --violate"),
        (("mnist", "--dtype", "int8"), "--dtype goes with --shape, not with DATASET"),
        (("mnist", "--fill", "ramp"), "--fill goes with --shape, not with DATASET"),
        (("--shape", "4", "--items", "4"), "--items goes with DATASET, not with --shape"),
        (("--shape", "4", "--full"), "--full goes with DATASET, not with --shape"),
        (("--shape", "4", "--layout", "flat"), "--layout goes with DATASET, not with --shape"),
        (
            ("--violate", "ALL", "--seed", "0"),
            "--seed goes with --shape or DATASET, not with --violate",
        ),
        (("mnist", "--full", "--items", "4"), "give --items or --full, not both"),
        (("mnist", "--items", "0"), "a file of a data set has at least 1 item, not 0"),
        (("--shape", ""), "a scalar is no valid idx matrix; give it the shape 1"),
        (
            ("--shape", "4", "--seed", "-1"),
            "the seed must be from 0 to 18446744073709551615 (2^64 - 1), not -1",
        ),
        (
            ("--violate", "IDX999"),
            (
                "unknown rule 'IDX999': expected a code such as IDX201; idxcheck explain --all"
                " lists the rules"
            ),
        ),
    ],
)
def test_refusals(gen: Gen, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    """Wrong usage is exit status 2, one line, and no file."""
    assert gen("-o", "a.idx", *arguments) == (2, "", f"Error: {message}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shape", ["3y4", "x", "3x", "-1", "3 x 4", "٣", "3x4\n", "9" * 21])
def test_shapes_that_are_none(gen: Gen, shape: str) -> None:
    """A shape is sizes with an x between them."""
    status, _, err = gen("-o", "a.idx", f"--shape={shape}")
    assert status == 2
    assert "is no shape such as 100x28x28\n" in err


def test_what_the_file_system_refuses(gen: Gen, tmp_path: Path) -> None:
    """A folder that is not there, or is a file, is exit status 4."""
    (tmp_path / "file").write_bytes(b"")
    status, _, err = gen("-o", str(Path("none", "a.idx")), "--shape", "4")
    assert (status, err.endswith("a.idx: No such file or directory\n")) == (4, True)
    status, _, err = gen("mnist", "-o", "file")
    assert (status, err.endswith("mnist: Not a directory\n")) == (4, True)


def test_names_are_escaped(gen: Gen) -> None:
    """Control characters in a name do not reach the terminal."""
    assert gen("-o", "a\33.idx", "--shape", "4")[1] == "a\\x1b.idx: IDX uint8 4\n"


def test_a_terminal_gets_a_bar(gen: Gen, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes longer than a moment shows a bar on standard error, where that is a terminal."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("idxcheck.cli.progress.DELAY", -1)
    status, out, err = gen("-o", "a.idx", "--shape", "300000", "--fill", "zeros")
    assert (status, out) == (0, "a.idx: IDX uint8 300000\n")
    assert "a.idx" in err
    assert "100%" in err
