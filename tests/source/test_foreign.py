"""Other formats by their first bytes, and what only looks like one."""

import pytest

from idxcheck.source.foreign import foreign_format, is_markup, is_text, pointer_name

TAR = b"labels".ljust(257, b"\0") + b"ustar\0"
ZIP = b"PK\x03\x04" + bytes(22)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (ZIP + b"\x0a\0\0\0labels.idx", "zip"),
        (ZIP + b"\x05\0\0\0x.npy", "npz (zipped numpy arrays)"),
        (ZIP + b"\x04\0\0\0x.npy", "zip"),
        (b"PK\x05\x06", "zip (empty)"),
        (b"PK\x07\x08", "zip (spanned)"),
        (b"\x93NUMPY", "npy (a numpy array)"),
        (b"MATLAB 5.0 MAT-file, Platform", "MATLAB 5 .mat"),
        (b"MATLAB 7.3 MAT-file, Platform", "MATLAB 7.3 .mat (HDF5)"),
        (b"\x89HDF\r\n\x1a\n", "HDF5"),
        (b".MAT 2 3 4", "ASCII Lush matrix"),
        (b"TAM. 2 3 4", "ASCII Lush matrix"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"II*\x00", "TIFF"),
        (b"MM\x00*", "TIFF"),
        (b"%PDF-1.7", "PDF"),
        (b"\xfftOc\0\0\0\x02", "git pack index"),
        (b"PACK\0\0\0\x02", "git pack"),
        (b"# VobSub index file, v7", "VobSub index"),
        (TAR, "tar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07\x01\0", "rar"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"\x04\x22\x4d\x18", "lz4"),
        (b"\x5d\x00\x00\x80\x00", "lzma (the format before xz)"),
        (b"\x1f\x9d\x90", "compress (.Z)"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"PAR1", "Parquet"),
        (b"ARROW1\0\0", "Arrow"),
        (b"\x7fELF", "ELF"),
        (b"RIFF\x24\0\0\0WAVE", "RIFF"),
        (b"\x80\x02}q", "Python pickle"),
        (b"\x80\x03}q", "Python pickle"),
        (b"\x80\x04\x95", "Python pickle"),
        (b"\x80\x05\x95", "Python pickle"),
        (b"\x00\x00\x00\x0cjP  \r\n", "JPEG 2000"),
        (b"\x00\x00\x00\x18ftypmp42", "ISO media (MP4)"),
        (b"\x00\x00\x00\x01Bud1", ".DS_Store"),
        (b"\x00\x00\x01\x00\x02\x00", "ICO"),
        (b"\x00\x00\x02\x00\x00\x00\x00\x00", "TGA"),
        (b"\x00\x00\x0a\x00\x00\x00\x00\x00", "TGA"),
        (b"\x00\x00\x01\xba\x44", "MPEG"),
        (b"\x00\x00\x01\xb3\x14", "MPEG"),
        (b"\x00asm\x01", "WebAssembly"),
        (b"\x00\x05\x16\x07\x00\x02", "AppleDouble (what macOS adds to a file)"),
        (b"\x00\x01\x00\x00\x00\x0c", "TrueType"),
        (b'{"message": "Not Found"}', "JSON"),
        (b"{}", "JSON"),
        (b'\n [ {"label": 5}, ', "JSON"),
        (b"[[0, 0, 0.5], ", "JSON"),
        (b"[7, 2, 1]", "JSON"),
        (b"[-1.5e3, 2]", "JSON"),
        (b"[]", "JSON"),
        (b'["five"]', "JSON"),
    ],
)
def test_formats(head: bytes, name: str) -> None:
    """Each magic, in the bytes its format has, gives its name."""
    assert foreign_format(head) == name


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"PK",
        b"PK\x03",
        b"PK\x03\x05",
        b"\x93NUMP",
        b"MATLAB 6",
        b"labels".ljust(258, b"\0") + b"ustar",
        b"\x89PNG\n\x1a\n",
        b"\x80\x04}q",
        b"\x80\x01",
        b"\x00\x00\x00\x18ftyq",
        b"\x00\x00\x01\x01",
        b"\x00\x00\x02\x00\x00\x00\x00\x01",
        b"[section]",
        b"[2024-01-01 12:00] started",
        b"{x}",
        b'{"binary": \0',
        b"7, 2, 1",
        b"text",
        b"\xc3\x5a\x17\x99",
    ],
)
def test_none(head: bytes) -> None:
    """Less than a magic, or something else, gives no name."""
    assert foreign_format(head) is None


@pytest.mark.parametrize(
    ("head", "markup"),
    [
        (b"<!DOCTYPE html>", True),
        (b"<!doctype html>", True),
        (b"<html", True),
        (b"<?xml version='1.0'?>", True),
        (b"<!-- note -->", True),
        (b" \r\n\t<p>", True),
        (b"\xef\xbb\xbf\n<p>", True),
        (b"<", False),
        (b"<5", False),
        (b"<!x", False),
        (b"<?php", False),
        (b"x<p>", False),
        (b"", False),
    ],
)
def test_markup(head: bytes, markup: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """A page begins with a tag, a declaration or a comment, behind white space at most."""
    assert is_markup(head) is markup


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "git-LFS pointer"),
        (b"/annex/objects/SHA256E-s1--0\n", "git-annex pointer"),
        (b"../../.git/annex/objects/a/b/c", "git-annex pointer"),
        (b"md5: 0123\nsize: 1\n", "DVC pointer"),
        (b"outs:\n- md5: 0123\n", "DVC pointer"),
        (b"../raw/labels", "symbolic link's text"),
        (b"/data/labels", "symbolic link's text"),
        (b"labels-idx1-ubyte", "symbolic link's text"),
        (b"labels-idx1-ubyte.gz", "symbolic link's text"),
        (b"labels.mat", "symbolic link's text"),
        (b"labels.idx.gz", "symbolic link's text"),
        (b"labels", None),
        (b"raw/labels\n", None),
        (b"two words/labels", None),
        (b"raw/", None),
        (b"https://example.org/labels", None),
        (b"raw/\0labels", None),
        (b"see md5: 0123", None),
        (b"version https://example.org", None),
        (b"", None),
    ],
)
def test_pointers(head: bytes, kind: str | None) -> None:
    """A pointer is a text of a known form, or a path and nothing else."""
    assert pointer_name(head, len(head)) == kind


def test_pointers_are_whole_files() -> None:
    """But for git-LFS, whose first line is a magic, only a whole short file is a pointer."""
    assert pointer_name(b"version https://git-lfs.github.com/spec/v1", None) == "git-LFS pointer"
    assert pointer_name(b"raw/labels", None) is None
    assert pointer_name(b"raw/labels", 11) is None
    assert pointer_name(b"raw/labels", 10) == "symbolic link's text"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"labels\r\n\t5\f", True),
        ("日本".encode(), True),
        ("日本".encode()[:-1], True),
        ("日本".encode()[:-2], True),
        ("𝄞𝄞".encode()[:-1], True),
        (b"caf\xe9 au lait", False),
        (b"caf\xe9", True),
        (b"caf\xff", False),
        (b"caf\xe9 au", False),
        (b"", False),
        ("日".encode()[:-1], False),
        (b"\0", False),
        (b"bell\x07", False),
        (b"\x1b[31m", False),
        ("\u202e".encode(), False),
    ],
)
def test_text(data: bytes, text: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """Text is printable UTF-8, of which the last character may be cut."""
    assert is_text(data) is text
