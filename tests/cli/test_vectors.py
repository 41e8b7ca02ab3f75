"""`idxcheck vectors`: export and verify."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.vectors import files

Command = Callable[..., Any]
EMPTY = "idx/n_1.1_empty-file.idx"


@pytest.fixture
def exported(idxcheck: Command, folder: Path) -> Path:
    """The folder `out` in the current one, with all files."""
    assert idxcheck("vectors", "export", "out").status == 0
    return folder / "out"


def test_export(idxcheck: Command, folder: Path) -> None:
    """Every file goes to the folder, which is made; a second run has nothing to do."""
    number = len(files())
    run = idxcheck("vectors", "export", "new/out")
    assert (run.status, run.err) == (0, "")
    assert run.out == f"new/out: {number} files written, 0 were there\n"
    written = {
        path.relative_to(folder / "new" / "out").as_posix(): path.read_bytes()
        for path in (folder / "new" / "out").rglob("*")
        if path.is_file()
    }
    assert written == files()
    run = idxcheck("vectors", "export", "new/out")
    assert (run.status, run.out) == (0, f"new/out: 0 files written, {number} were there\n")


def test_export_completes(idxcheck: Command, exported: Path) -> None:
    """Where files are missing they are written, and --force is not needed."""
    (exported / "manifest.tsv").unlink()
    run = idxcheck("vectors", "export", "out")
    assert run.out == f"out: 1 files written, {len(files()) - 1} were there\n"
    assert idxcheck("vectors", "verify", "out").status == 0


def test_export_keeps_what_is_there(idxcheck: Command, folder: Path) -> None:
    """A folder with other files is left alone without --force, and written beside with it."""
    run = idxcheck("vectors", "export", ".")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "Error: ./good.idx is no file of the vectors (and 3 more);"
        " --force writes beside it and leaves it alone\n"
    )
    assert len(list(folder.iterdir())) == 4
    assert idxcheck("vectors", "export", ".", "--force").status == 0
    assert (folder / "good.idx").stat().st_size == 18
    assert (folder / "manifest.json").is_file()


def test_export_replaces_only_by_force(idxcheck: Command, exported: Path) -> None:
    """A changed file is told of first, and replaced with --force alone."""
    (exported / "manifest.tsv").write_bytes(b"mine")
    (exported / "more").touch()
    run = idxcheck("vectors", "export", "out")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "Error: out/manifest.tsv differs from what belongs there; --force replaces what differs\n"
    )
    assert (exported / "manifest.tsv").read_bytes() == b"mine"
    assert idxcheck("vectors", "export", "out", "--force").out.startswith("out: 1 files written,")
    assert (exported / "manifest.tsv").read_bytes() == files()["manifest.tsv"]
    assert (exported / "more").is_file()


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_export_takes_no_strange_place(
    idxcheck: Command, exported: Path, *, force: list[str]
) -> None:
    """A link that leads nowhere is no file of ours, and nothing is written, whatever its name."""
    (exported / EMPTY).unlink()
    (exported / "manifest.tsv").unlink()
    (exported / "manifest.tsv").symlink_to("nowhere")
    run = idxcheck("vectors", "export", "out", *force)
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "Error: out/manifest.tsv is no file of its own; move it away, and nothing was written"
        " so far\n"
    )
    assert (exported / "manifest.tsv").is_symlink()
    assert not (exported / EMPTY).exists()


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_export_writes_through_no_link(
    idxcheck: Command, folder: Path, *, force: list[str]
) -> None:
    """Where idx is a link, what it leads to is not ours."""
    (folder / "elsewhere").mkdir()
    (folder / "out").mkdir()
    (folder / "out" / "idx").symlink_to(folder / "elsewhere")
    run = idxcheck("vectors", "export", "out", *force)
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("Error: out/idx is no folder of its own; move it away")
    assert list((folder / "elsewhere").iterdir()) == []
    assert [path.name for path in (folder / "out").iterdir()] == ["idx"]


def test_export_to_a_file(idxcheck: Command) -> None:
    """A file is no folder to write to."""
    run = idxcheck("vectors", "export", "good.idx")
    assert (run.status, run.out) == (4, "")
    assert run.err == "Error: good.idx: File exists\n"


def test_verify_without_a_folder(
    idxcheck: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is `fixtures` where there is one, else the current folder."""
    number = len(files())
    idxcheck("vectors", "export", "fixtures")
    run = idxcheck("vectors", "verify")
    counts = f"{number} identical, 0 different, 0 missing, 0 unknown\n"
    assert (run.status, run.out) == (0, "fixtures\n" + counts)
    monkeypatch.chdir(folder / "fixtures")
    run = idxcheck("vectors", "verify")
    assert (run.status, run.out) == (0, ".\n" + counts)


def test_verify_tells_every_fault(idxcheck: Command, exported: Path) -> None:
    """Different, missing and unknown files; what stands beside the vectors is no fault."""
    (exported / EMPTY).write_bytes(b"\xab")
    (exported / "manifest.json").write_bytes(b"[")
    (exported / "manifest.schema.json").write_bytes(b"")
    (exported / "manifest.tsv").unlink()
    (exported / "idx" / "my\n.idx").touch()
    (exported / "README.md").touch()
    run = idxcheck("vectors", "verify", "out")
    assert (run.status, run.err) == (1, "")
    assert run.out.splitlines() == [
        "out",
        f"  different  {EMPTY} at 0x0: expected the end, found AB",
        "  different  manifest.json at 0x0: expected 7B, found 5B",
        "  different  manifest.schema.json at 0x0: expected 7B, found the end",
        "  missing    manifest.tsv",
        "  unknown    idx/my\\x0a.idx",
        "  next: idxcheck vectors export out --force",
        f"{len(files()) - 4} identical, 3 different, 1 missing, 1 unknown",
    ]


def test_verify_unknown_alone(idxcheck: Command, exported: Path) -> None:
    """To write again what is there would not help."""
    (exported / "norb" / "mine.mat").touch()
    run = idxcheck("vectors", "verify", "out")
    assert run.status == 1
    assert run.out.splitlines()[:3] == [
        "out",
        "  unknown    norb/mine.mat",
        "  next: delete what is unknown; a later version may have other vectors",
    ]


def test_verify_with_something_in_the_way(idxcheck: Command, exported: Path) -> None:
    """What export would stumble over is to be moved away first; what is unknown is named."""
    (exported / "manifest.tsv").unlink()
    (exported / "manifest.tsv").mkdir()
    run = idxcheck("vectors", "verify", "out")
    assert run.status == 1
    assert run.out.splitlines()[:3] == [
        "out",
        "  missing    manifest.tsv",
        "  next: move out/manifest.tsv away, then idxcheck vectors export out --force",
    ]


def test_verify_unknown_without_ours(idxcheck: Command, tmp_path: Path) -> None:
    """Nothing of ours but something of somebody's: export wants --force there."""
    (tmp_path / "some" / "norb").mkdir(parents=True)
    (tmp_path / "some" / "norb" / "mine.mat").touch()
    run = idxcheck("vectors", "verify", str(tmp_path / "some"))
    assert run.status == 1
    assert run.out.splitlines()[1:-1] == [
        "  unknown    norb/mine.mat",
        f"  next: idxcheck vectors export {tmp_path / 'some'} --force",
    ]


def test_verify_elsewhere(idxcheck: Command) -> None:
    """A folder without any of the files is not worth a line for each; one that is not there..."""
    run = idxcheck("vectors", "verify")
    assert run.status == 1
    assert run.out == (
        ".\n  holds no file of the vectors; next: idxcheck vectors export .\n"
        f"0 identical, 0 different, {len(files())} missing, 0 unknown\n"
    )
    run = idxcheck("vectors", "verify", "none")
    assert (run.status, run.out) == (4, "")
    assert run.err == "Error: none: No such file or directory\n"


def test_no_command(idxcheck: Command) -> None:
    """`vectors` alone is wrong usage; its help says what there is."""
    run = idxcheck("vectors")
    assert run.status == 2
    assert run.err.endswith("Error: Missing command.\n")
    out = idxcheck("vectors", "--help").out
    assert [line.split()[0] for line in out.splitlines()[-3:]] == ["export", "list", "verify"]


def test_as_a_process(process: Command, folder: Path) -> None:
    """The real command, wherever it is started."""
    run = process("vectors", "export", str(folder / "far" / "out"), cwd="/")
    assert (run.returncode, run.stderr) == (0, b"")
    run = process("vectors", "verify", cwd=folder / "far" / "out")
    assert (run.returncode, run.stderr) == (0, b"")
