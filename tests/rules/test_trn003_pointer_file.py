"""TRN003: a text that only says where the data is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

LFS = (
    b"version https://git-lfs.github.com/spec/v1\n"
    b"oid sha256:0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7\n"
    b"size 7840016\n"
)


@pytest.mark.parametrize(
    "pointer",
    [
        LFS,
        LFS.replace(b"\n", b"\r\n"),
        b"/annex/objects/SHA256E-s7840016--0fa7898d\n",
        b"../.git/annex/objects/xx/yy/SHA256E-s7840016--0fa7898d/SHA256E-s7840016--0fa7898d",
        b"outs:\n- md5: 9fb629c4189551a2d022fa330f9573f3\n  path: t10k-images-idx3-ubyte\n",
        b"../raw/t10k-images-idx3-ubyte",
        b"t10k-images-idx3-ubyte.gz",
        b"smallnorb-training-cat.mat",
    ],
)
def test_pointers(codes: Codes, pointer: bytes) -> None:
    """Each is a pointer in both readings, under any name."""
    assert codes(pointer) == [("TRN003", "error")]
    assert codes(pointer, strict=False) == [("TRN003", "error")]
    assert codes(pointer, name="t10k-images-idx3-ubyte.gz") == [("TRN003", "error")]


@pytest.mark.parametrize(
    "text",
    [
        b"Forbidden",
        b"404: Not Found",
        b"../raw/t10k-images-idx3-ubyte\n",
        b"https://example.org/t10k-images-idx3-ubyte",
        b"see ../raw/t10k",
        b"version 2 of the data",
        b"raw/" + b"x" * 5000,
    ],
)
def test_other_texts(codes: Codes, text: bytes) -> None:
    """An answer of a server, a line, an address or a long text is no pointer."""
    assert codes(text) == [("TRN005", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding names the kind, the size of the data and the command that fetches it."""
    (finding,) = findings(LFS)
    assert str(finding) == (
        "TRN003 pointer-file at 0x0: a git-LFS pointer in place of the data; the data has"
        " 7840016 bytes; expected 00 00 (IDX) or ?? 4C 3D 1E (NORB);"
        " found 'version https://git-lfs.github.com/spec/v1 oid sha256:0fa...';"
        " next: git lfs pull"
    )
    assert (finding.offset, finding.length) == (0, 132)


@pytest.mark.parametrize(
    ("pointer", "message", "hint"),
    [
        (b"/annex/objects/K\n", "a git-annex pointer in place of the data", "git annex get FILE"),
        (b"md5: 9fb6\n", "a DVC pointer in place of the data", "dvc pull"),
        (
            b"raw/labels",
            "a symbolic link's text in place of the data",
            "fetch or copy the file it names",
        ),
    ],
)
def test_kinds(findings: Findings, pointer: bytes, message: str, hint: str) -> None:
    """Each kind has its own next step."""
    (finding,) = findings(pointer)
    assert (finding.message, finding.hint) == (message, hint)
