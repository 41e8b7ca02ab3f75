"""Writing files whole or not at all, and only those that are ours."""

import io
import stat
from pathlib import Path

import pytest

from idxcheck.vectors import files
from idxcheck.vectors.writing import obstacle, write


def test_new_files(tmp_path: Path) -> None:
    """Folders are made as they are needed, and names that end in .gz are not compressed."""
    write(tmp_path / "new", {"idx/a.idx.gz": b"\x01", "b": b""}, replace=False)
    assert (tmp_path / "new" / "idx" / "a.idx.gz").read_bytes() == b"\x01"
    assert (tmp_path / "new" / "b").read_bytes() == b""


def test_an_existing_file_stays(tmp_path: Path) -> None:
    """Without `replace` a file is left as it is, also one that has come meanwhile."""
    (tmp_path / "a").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        write(tmp_path, {"a": b"ours"}, replace=False)
    assert (tmp_path / "a").read_bytes() == b"mine"


def test_replacing(tmp_path: Path) -> None:
    """A file takes the place of another; nothing else is left behind."""
    (tmp_path / "a").write_bytes(b"mine")
    write(tmp_path, {"a": b"ours"}, replace=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"ours"}


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o444])
def test_a_mode_stays(tmp_path: Path, mode: int) -> None:
    """What takes the place of a file has its mode."""
    (tmp_path / "a").write_bytes(b"mine")
    (tmp_path / "a").chmod(mode)
    write(tmp_path, {"a": b"ours"}, replace=True)
    assert (tmp_path / "a").read_bytes() == b"ours"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode


def test_obstacles(tmp_path: Path) -> None:
    """A folder or a dead link in a file's place, a file or a link in a folder's; the first."""
    (tmp_path / "idx").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "linked").symlink_to("idx")
    (tmp_path / "dead").symlink_to("nowhere")
    (tmp_path / "alive").symlink_to("file")
    assert obstacle(tmp_path, ["new/a", "idx/a", "file", "alive", "none"]) is None
    assert obstacle(tmp_path, ["dead", "file/a"]) == "file"
    assert obstacle(tmp_path, ["file", "linked/a"]) == "linked"
    assert obstacle(tmp_path, ["file", "dead", "idx"]) == "dead"
    assert obstacle(tmp_path, ["idx"]) == "idx"


def test_what_a_link_leads_to_stays(tmp_path: Path) -> None:
    """The place of a link is taken, not that of the file it leads to."""
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (tmp_path / "a").symlink_to("elsewhere")
    write(tmp_path, {"a": b"ours"}, replace=True)
    assert not (tmp_path / "a").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"ours"
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"


@pytest.mark.parametrize("replace", [False, True])
def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, replace: bool) -> None:
    """Where a file cannot be written whole nothing of it is left, and the old one stays."""
    (tmp_path / "old").write_bytes(b"mine")

    class FullDisk(io.BytesIO):
        def write(self, _data: object) -> int:
            raise OSError(28, "No space left on device")

    def open_full(path: Path, mode: str) -> FullDisk:
        path.touch(exist_ok=mode != "xb")
        return FullDisk()

    monkeypatch.setattr(Path, "open", open_full)
    name = "old" if replace else "new"
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path, {name: b"ours"}, replace=replace)
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    monkeypatch.undo()
    assert (tmp_path / "old").read_bytes() == b"mine"


def test_the_files() -> None:
    """The manifests and the answers stand beside the vectors; all texts are ASCII with LF."""
    generated = files()
    assert {"manifest.json", "manifest.tsv", "manifest.schema.json"} <= set(generated)
    texts = [data for path, data in generated.items() if not path.startswith(("idx/", "norb/"))]
    texts += [data for path, data in generated.items() if path.endswith(".expected")]
    assert len(texts) > 100
    for text in texts:
        assert text.isascii()
        assert b"\r" not in text
        assert text.endswith(b"\n")
