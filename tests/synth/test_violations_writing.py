"""Where the files of a violation are written, and with which command they are checked."""

import errno
import os
import shlex
from pathlib import Path

import pytest

import idxcheck
from idxcheck.synth.violations import Written, violation, write_violation

SHORT = bytes.fromhex("00000801 00000001")  # how the smallest violation of IDX201 begins


def test_one_file(tmp_path: Path) -> None:
    """A file whose name does not matter gets the name that is asked for."""
    target = tmp_path / "short.idx"
    written = write_violation(violation("IDX201"), target, replace=False)
    assert written == Written((target,), target)
    assert target.read_bytes()[:8] == SHORT
    assert written.check_command == f"idxcheck check {target}"
    assert [each.code for each in idxcheck.check(target).findings] == ["IDX201"]


def test_one_file_of_a_data_set(tmp_path: Path) -> None:
    """The command says of which data set the file must be."""
    target = tmp_path / "my categories.gz"
    written = write_violation(violation("PRF007"), str(target), replace=False)
    assert shlex.split(written.check_command) == [
        *["idxcheck", "check", "--dataset", "smallnorb", str(target)],
    ]
    report = idxcheck.check(target, dataset="smallnorb")
    assert [each.code for each in report.findings] == ["PRF007"]


@pytest.mark.parametrize("there", [True, False])
def test_a_folder(tmp_path: Path, there: bool) -> None:  # noqa: FBT001 - a case of the test
    """In a folder, there or with a separator behind it, a file has its own name."""
    folder = tmp_path / "a" / "b"
    if there:
        folder.mkdir(parents=True)
    name = str(folder) if there else f"{folder}{os.sep}"
    written = write_violation(violation("TRN001"), name, replace=False)
    path = folder / "n_1.1_empty-file.idx"
    assert written == Written((path,), path)
    assert path.read_bytes() == b""


@pytest.mark.parametrize(
    ("code", "names", "data_set"),
    [
        ("NAM001", ["y_5.2_one-label-called-rank-3-idx3-ubyte"], None),
        ("SET001", ["images.idx", "labels.idx"], None),
        ("PRF006", ["images.idx.gz", "labels.idx"], "kmnist"),
    ],
)
def test_names_that_matter(
    tmp_path: Path, code: str, names: list[str], data_set: str | None
) -> None:
    """Several files, and one whose name is at fault, need a folder."""
    folder = tmp_path / "out"
    written = write_violation(violation(code), folder, replace=False)
    assert sorted(path.name for path in folder.iterdir()) == names
    target = folder if len(names) > 1 else folder / names[0]
    assert (written.target, written.data_set) == (target, data_set)
    assert sorted(written.paths) == [folder / name for name in names]


def test_a_configuration(tmp_path: Path) -> None:
    """What must be expected of a file stands beside it, and the command names it."""
    written = write_violation(violation("SCH002"), tmp_path / "out", replace=False)
    path, config = tmp_path / "out" / "pair.idx", tmp_path / "out" / "idxcheck.toml"
    assert written == Written((path, config), path, None, config)
    assert config.read_text(encoding="utf-8") == (
        '[[files]]\npath = "pair.idx"\nelement = "int8"\n'
    )
    assert written.check_command == f"idxcheck check --config {config} {path}"


@pytest.mark.parametrize(
    ("code", "name", "claim"),
    [
        ("IDX201", "x.idx.gz", "gzip compression and the file has none"),
        ("TRN102", "x.idx", "no compression and the file has gzip"),
        ("TRN102", "x.idx.xz", "xz compression and the file has gzip"),
        ("IDX201", "train-idx1-ubyte", "a rank and an element type"),
        ("IDX201", "x.mat", "the other format"),
        ("NRB201", "x.idx", "the other format"),
        ("PRF001", "labels.MAT", "the other format"),
        (
            "NRB201",
            "smallnorb-5x46789x9x18x6x2x96x96-training-Dat.mat",
            "that it is a file of a data set",
        ),
    ],
)
def test_a_name_that_misleads(tmp_path: Path, code: str, name: str, claim: str) -> None:
    """A name that would be a fault of its own is refused, and nothing is written."""
    target = tmp_path / name
    with pytest.raises(idxcheck.UsageError) as caught:
        write_violation(violation(code), target, replace=False)
    (own,) = violation(code).files
    assert str(caught.value) == (
        f"the name {target} claims {claim}, so that a check would find something else than"
        f" {code}: expected a name such as {own}, or a folder to write it to, {target}{os.sep}"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "name"),
    [("IDX201", "x"), ("IDX201", "x.bin"), ("TRN102", "x.bin"), ("TRN002", "x.idx")],
)
def test_a_name_that_claims_nothing_wrong(tmp_path: Path, code: str, name: str) -> None:
    """Any other name is fine, and the finding stays the one."""
    written = write_violation(violation(code), tmp_path / name, replace=False)
    assert [each.code for each in idxcheck.check(written.target).findings] == [code]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("IDX201", "x.idx"),
        ("SET001", "labels.idx"),
        ("SCH001", "idxcheck.toml"),
        ("TRN107", "loop.idx"),
    ],
)
def test_what_exists(tmp_path: Path, code: str, name: str) -> None:
    """Nothing is written where one of the files exists, unless it may be replaced."""
    path = tmp_path / name
    path.write_bytes(b"mine")
    target = path if code == "IDX201" else tmp_path
    with pytest.raises(FileExistsError) as caught:
        write_violation(violation(code), target, replace=False)
    assert caught.value.filename == str(path)
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert path.read_bytes() == b"mine"
    written = write_violation(violation(code), target, replace=True)
    report = idxcheck.check(written.target, config=written.configuration)
    assert [each.code for each in report.findings] == [code]
    write_violation(violation(code), target, replace=True)
    assert len(list(tmp_path.iterdir())) == len(written.paths)


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    """It exists too: nothing is written to where it leads."""
    path = tmp_path / "x.idx"
    path.symlink_to("elsewhere")
    with pytest.raises(FileExistsError):
        write_violation(violation("IDX201"), path, replace=False)
    assert [each.name for each in tmp_path.iterdir()] == ["x.idx"]


@pytest.mark.parametrize("code", ["IDX201", "SET001", "TRN107"])
@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_name_that_no_file_can_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, name: str
) -> None:
    """It is refused as such."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(idxcheck.UsageError, match="no file can have the name"):
        write_violation(violation(code), name, replace=False)


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    """Where a folder is needed, a file of that name is left alone."""
    path = tmp_path / "x.idx"
    path.write_bytes(b"mine")
    for target in (path, path / "below"):
        with pytest.raises(idxcheck.UsageError) as caught:
            write_violation(violation("NAM001"), target, replace=True)
        assert str(caught.value) == (
            f"{target} is no folder, and what breaks NAM001 needs one: name a folder, there or not"
        )
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("rule", ["NAM001", "TRN105", "SET001"])
def test_a_file_name_for_a_folder(tmp_path: Path, rule: str) -> None:
    """What has names of its own takes no file's name, unless it is said to be a folder."""
    path = tmp_path / "x.idx"
    with pytest.raises(idxcheck.UsageError) as caught:
        write_violation(violation(rule), path, replace=False)
    assert str(caught.value) == (
        f"{path}: what breaks {rule} has names of its own; expected a folder, such as {path}/"
    )
    assert not path.exists()
    write_violation(violation(rule), f"{path}/", replace=False)
    assert path.is_dir()


def test_a_name_as_its_own(tmp_path: Path) -> None:
    """A name may claim what the file's own name claims."""
    written = write_violation(violation("TRN005"), tmp_path / "y.idx.gz", replace=False)
    assert [each.code for each in idxcheck.check(written.target).findings] == ["TRN005"]


def test_a_link(tmp_path: Path) -> None:
    """TRN107 is a symbolic link to itself, whatever it is called."""
    path = tmp_path / "x.idx"
    written = write_violation(violation("TRN107"), path, replace=False)
    assert os.readlink(path) == "x.idx"  # noqa: PTH115 - the text of the link
    assert [each.code for each in idxcheck.check(written.target).findings] == ["TRN107"]


@pytest.mark.parametrize("error", [NotImplementedError("none"), PermissionError(errno.EPERM, "no")])
def test_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Where the system makes no links that is said, and what to do."""

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "symlink_to", refuse)
    with pytest.raises(idxcheck.UsageError, match="does not exist finds TRN107 too"):
        write_violation(violation("TRN107"), tmp_path / "x.idx", replace=False)


def test_a_link_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other errors of the system pass through, and nothing is left behind."""
    missing = tmp_path / "missing" / "x.idx"
    with pytest.raises(FileNotFoundError):
        write_violation(violation("TRN107"), missing, replace=False)

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    path = tmp_path / "x.idx"
    path.write_bytes(b"mine")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="broken"):
        write_violation(violation("TRN107"), path, replace=True)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("x.idx", b"mine")]


def test_a_name_that_looks_like_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says that a file is meant."""
    monkeypatch.chdir(tmp_path)
    written = write_violation(violation("IDX201"), "-q", replace=False)
    assert written.check_command == "idxcheck check ./-q"
    written = write_violation(violation("SCH001"), "-c", replace=False)
    assert written.check_command == "idxcheck check --config ./-c/idxcheck.toml ./-c/pair.idx"


def test_a_path_in_bytes() -> None:
    """A path in bytes is refused as everywhere."""
    with pytest.raises(idxcheck.UsageError, match="a path is text"):
        write_violation(violation("IDX201"), b"x.idx", replace=False)  # type: ignore[arg-type] # the mistake itself
