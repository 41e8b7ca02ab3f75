"""`idxcheck info`: what a header says, good or not."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]

GOOD_TEXT = """\
good.idx
  layers        none
  format        IDX, big-endian
  magic         2050 (00000802)
  element type  uint8, 1 byte each
  shape         2 x 3
  header size   12 bytes
  payload size  6 bytes
  file size     18 bytes
"""
HEX_TEXT = """
  offset  bytes                    field       value                        clause
  0x0     00 00                    prefix      0                            IDX-2.1
  0x2     08                       type        8 (08) uint8                 IDX-2.2
  0x3     02                       rank        2                            IDX-2.3
  0x4     00 00 00 02              shape[0]    2                            IDX-3.1
  0x8     00 00 00 03              shape[1]    3                            IDX-3.1
  0xc     01 02 03 04 05 06        payload                                  IDX-4.1
"""


def test_text(idxcheck: Command) -> None:
    """All that the header says, one line each."""
    run = idxcheck("info", "good.idx")
    assert (run.status, run.out, run.err) == (0, GOOD_TEXT, "")


def test_hex(idxcheck: Command) -> None:
    """--hex adds the annotated dump."""
    run = idxcheck("info", "--hex", "good.idx")
    assert (run.status, run.out) == (0, GOOD_TEXT + HEX_TEXT)


def test_several_files(idxcheck: Command, folder: Path) -> None:
    """Files are told apart by an empty line; folders and patterns stand for what is in them."""
    (folder / "d").mkdir()
    (folder / "d" / "x.idx").write_bytes(bytes.fromhex("00000801 00000001 07"))
    out = idxcheck("info", "good.idx", "d", "g*.idx").out
    assert [block.splitlines()[0] for block in out.split("\n\n")] == [
        "good.idx",
        "d/x.idx",
        "good.idx",
    ]
    assert out.startswith(GOOD_TEXT + "\n")


def test_a_broken_header(idxcheck: Command, folder: Path) -> None:
    """What is there is shown, the fault is marked, and the status is 1."""
    (folder / "bad.idx").write_bytes(bytes.fromhex("00000a01 00000001 07"))
    run = idxcheck("info", "--hex", "bad.idx")
    assert run.status == 1
    lines = run.out.splitlines()
    assert lines[:3] == ["bad.idx", "  layers        none", "  file size     9 bytes"]
    assert lines[3].startswith("  error         IDX002 unknown-element-type: ")
    assert lines[7].startswith("  0x2     0A ")
    assert lines[8].startswith("          ^ IDX002 unknown-element-type: ")
    assert lines[9].startswith("  0x3     01 ")


def test_no_matrix(idxcheck: Command, folder: Path) -> None:
    """Anything else is status 1, and its first bytes are shown."""
    (folder / "page.idx").write_bytes(b"<html>\x1b[31m</html>")
    run = idxcheck("info", "--hex", "page.idx")
    assert run.status == 1
    assert "error         TRN002 html-page: " in run.out
    assert "  0x0     3C 68 74 6D 6C 3E 1B 5B              <html>.[\n" in run.out
    assert "\x1b" not in run.out


def test_unreadable(idxcheck: Command) -> None:
    """A missing file is status 4, which beats 1, and the others are told all the same."""
    run = idxcheck("info", "--hex", "a\nb", "good.idx")
    assert run.status == 4
    assert run.out == (
        "a\\x0ab\n  not readable  No such file or directory\n\n" + GOOD_TEXT + HEX_TEXT
    )


def test_a_limit_is_status_4(idxcheck: Command, folder: Path) -> None:
    """Three layers of compression are not looked through."""
    data = gzip.compress(gzip.compress(gzip.compress((folder / "good.idx").read_bytes())))
    (folder / "good.idx.gz").write_bytes(data)
    assert idxcheck("info", "good.idx.gz").status == 4


def test_json(idxcheck: Command) -> None:
    """The same as members of an object, with the fields where --hex asks for them."""
    run = idxcheck("info", "good.idx", "--format", "json")
    good: dict[str, Any] = {
        "path": "good.idx",
        "layers": [],
        "dataset": None,
        "header": {
            "format": "idx",
            "byte_order": "big",
            "magic": 2050,
            "element": "uint8",
            "shape": [2, 3],
            "padding": [],
            "header_size": 12,
            "payload_size": 6,
        },
        "stored_size": 18,
        "content_size": 18,
        "findings": [],
        "error": None,
    }
    assert json.loads(run.out) == {"schema_version": 1, "files": [good], "exit_code": 0}
    run = idxcheck("info", "good.idx", "--hex", "--format", "json")
    (file,) = json.loads(run.out)["files"]
    assert file["fields"][3] == {
        "offset": 4,
        "bytes": "00000002",
        "field": "shape[0]",
        "value": 2,
        "meaning": "",
        "clause": "IDX-3.1",
        "faults": [],
    }


def test_a_known_file(idxcheck: Command, folder: Path) -> None:
    """The data set is told, whatever the file is called, as `check` tells it."""
    labels = b"".join(number.to_bytes(4, "little") for number in range(5)) * 4860
    header = bytes.fromhex("544c3d1e 01000000 ec5e0000 01000000 01000000")
    name = "smallnorb-5x01235x9x18x6x2x96x96-testing-cat.mat"
    (folder / name).write_bytes(header + labels)
    assert idxcheck("info", name).out.splitlines()[1:4] == [
        "  layers        none",
        "  data set      smallNORB's test labels, by its digest (smallnorb/test-cat)",
        "  format        NORB, little-endian",
    ]
    (file,) = json.loads(idxcheck("info", name, "--format", "json").out)["files"]
    assert file["dataset"] == {
        "names": ["smallnorb"],
        "files": ["smallnorb/test-cat"],
        "basis": "by its digest",
        "asserted": False,
        "synthetic": False,
    }


def test_json_of_what_has_no_header(idxcheck: Command, folder: Path) -> None:
    """Findings and the error are told, fields have no name; status 1."""
    (folder / "text.idx").write_bytes(b"text")
    run = idxcheck("info", "text.idx", "--hex", "--format=json")
    document = json.loads(run.out)
    (file,) = document["files"]
    assert (run.status, document["exit_code"], file["header"]) == (1, 1, None)
    assert [(each["code"], each["severity"]) for each in file["findings"]] == [("TRN005", "error")]
    assert file["error"].startswith("text.idx: TRN005 unrecognized-content at 0x0: ")
    assert file["fields"] == [
        {
            "offset": 0,
            "bytes": "74657874",
            "field": None,
            "value": None,
            "meaning": "text",
            "clause": None,
            "faults": [],
        }
    ]


def test_outputs(idxcheck: Command, folder: Path) -> None:
    """Formats go to files as those of `check` do, and never over what they are about."""
    run = idxcheck("info", "good.idx", "--format", "text=r.txt", "--format", "json")
    assert (folder / "r.txt").read_text(encoding="utf-8") == GOOD_TEXT
    assert json.loads(run.out)["exit_code"] == 0
    run = idxcheck("info", "good.idx", "--format", "text=good.idx")
    assert (run.status, run.out) == (2, "")


@pytest.mark.parametrize(
    ("paths", "error"),
    [
        (["-", "-"], "Error: standard input can be read only once\n"),
        (["empty"], "Error: no IDX or NORB file in empty\n"),
    ],
)
def test_wrong_use(idxcheck: Command, folder: Path, paths: list[str], error: str) -> None:
    """Standard input twice, and folders without a matrix."""
    (folder / "empty").mkdir()
    run = idxcheck("info", *paths)
    assert (run.status, run.out, run.err) == (2, "", error)


def test_a_little_endian_header(idxcheck: Command, folder: Path) -> None:
    """The numbers are those that were meant, and said to be."""
    (folder / "le.idx").write_bytes(bytes.fromhex("02080000 01000000 02000000 0506"))
    run = idxcheck("info", "le.idx")
    assert "  format        IDX, little-endian by mistake, here turned round\n" in run.out
    assert "  magic         2050 (00000802)\n" in run.out
