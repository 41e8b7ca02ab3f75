"""A marker of generated files: the place of a file beside it asserts nothing."""

import json
import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

import idxcheck
from idxcheck.attribution import Member, attribute
from idxcheck.claim import Basis, Claim
from idxcheck.evidence import Evidence
from idxcheck.findings import Severity
from idxcheck.registry import data_set
from idxcheck.reports.json import render
from idxcheck.source.recognition import Content
from idxcheck.view.inspection import describe, inspect
from idxspec import ELEMENTS, idx_header

MARKER = "idxcheck-synthetic.txt"
UINT8 = next(each for each in ELEMENTS if each.name == "uint8")
LABELS = struct.pack(">4BL", 0, 0, 8, 1, 3) + bytes([1, 2, 3])
IMAGES = struct.pack(">4B3L", 0, 0, 8, 3, 3, 1, 1) + bytes([1, 2, 3])
CATEGORIES = struct.pack("<L4l", 0x1E3D4C54, 1, 24300, 1, 1) + struct.pack("<5l", *range(5)) * 4860
CAT = "smallnorb-5x01235x9x18x6x2x96x96-testing-cat.mat"
WORDS = "(synthetic, says idxcheck-synthetic.txt)"


def marking(*names: str) -> str:
    """Return what a marker says of these data sets."""
    return "".join(f"{name}: idxcheck gen {name} --items 3 --seed 0\n" for name in names)


def fill(folder: Path, *marked: str) -> Path:
    """Write two small files of MNIST's names, with a marker of these sets or without."""
    folder.mkdir(parents=True)
    (folder / "t10k-images-idx3-ubyte").write_bytes(IMAGES)
    (folder / "t10k-labels-idx1-ubyte").write_bytes(LABELS)
    if marked:
        (folder / MARKER).write_text(marking(*marked), encoding="utf-8")
    return folder


def found(report: idxcheck.Report) -> list[tuple[str, str]]:
    """Return code and severity of every finding."""
    return [(each.code, each.severity.value) for each in report.findings]


@pytest.mark.parametrize(
    ("basis", "asserted", "content", "another"),
    [
        (Basis.OPTION, True, Severity.ERROR, Severity.ERROR),
        (Basis.CONFIGURATION, True, Severity.ERROR, Severity.ERROR),
        (Basis.FOLDER, False, Severity.NOTE, Severity.NOTE),
        (Basis.SIBLINGS, False, Severity.NOTE, Severity.NOTE),
        (Basis.NAME, False, Severity.NOTE, Severity.NOTE),
    ],
)
def test_what_asserts(
    basis: Basis,
    asserted: bool,  # noqa: FBT001 - a case of the table
    content: Severity,
    another: Severity,
) -> None:
    """Only what was said outright asserts anything of a synthetic file."""
    claim = Claim((data_set("mnist"),), (), basis, synthetic=True)
    assert (claim.asserted, claim.severity, claim.severity_of_another) == (
        asserted,
        content,
        another,
    )


def member(path: str, *known: str, wanted: str | None = None) -> Member:
    """Return MNIST's test labels, or a file known as these, beside a marker of two sets."""
    sets = [data_set(each.partition("/")[0]) for each in known]
    files = tuple(file for each in sets for file in each.files if file.key in known)
    header = idx_header(UINT8, (10000,))
    evidence = Evidence(path, content=Content("idx", header), known=files)
    return Member(path, evidence, wanted, synthetic=frozenset({"mnist", "kmnist"}))


def told(members: Sequence[Member]) -> list[tuple[str, list[str], bool] | None]:
    """Return basis, files and mark of the claim on each of `members`."""
    return [
        None
        if each is None
        else (each.basis.name, [file.key for file in each.files], each.synthetic)
        for each in attribute(members)
    ]


def test_what_a_synthetic_file_is_attributed_to() -> None:
    """It is guessed by the same signs; what a digest verifies is no synthetic file."""
    shared = ["fashion-mnist/t10k-labels", "kmnist/t10k-labels", "mnist/t10k-labels"]
    labels, other = "t10k-labels-idx1-ubyte", "t10k-images-idx3-ubyte"
    assert told(
        [
            member(f"/kmnist/{labels}"),
            member(f"/mnist/{labels}", "mnist/t10k-labels"),
            member(f"/kmnist/{labels}.gz", "mnist/t10k-labels"),
            member(f"/a/{labels}"),
            member(f"/a/{other}", "mnist/t10k-images"),
            member(f"/b/{labels}"),
            member("/b/x", "mnist/t10k-labels"),
            member("/b/x"),
            member("/b/x", wanted="kmnist"),
            member("/b/x", wanted="fashion-mnist"),
            member(f"/fashion-mnist/{labels}"),
            member(f"/fashion-mnist/{labels}.gz", "mnist/t10k-labels"),
            member("/b/qmnist-test-labels-idx1-ubyte"),
            member("/b/x", "mnist/t10k-labels", wanted="mnist"),
            member(f"/mnist/{labels}", wanted="none"),
        ]
    ) == [
        ("FOLDER", ["kmnist/t10k-labels"], True),
        ("DIGEST", ["mnist/t10k-labels"], False),
        ("FOLDER", ["kmnist/t10k-labels"], True),
        ("SIBLINGS", ["mnist/t10k-labels"], True),
        ("DIGEST", ["mnist/t10k-images"], False),
        ("NAME", shared, True),
        ("DIGEST", ["mnist/t10k-labels"], False),
        None,
        ("OPTION", ["kmnist/t10k-labels"], True),
        ("OPTION", ["fashion-mnist/t10k-labels"], False),
        ("FOLDER", ["fashion-mnist/t10k-labels"], False),
        ("FOLDER", ["fashion-mnist/t10k-labels"], False),
        ("NAME", ["qmnist/test-labels"], False),
        ("OPTION", ["mnist/t10k-labels"], False),
        None,
    ]


def test_a_folder_without_a_marker(tmp_path: Path) -> None:
    """The folder's name asserts, so that another shape is an error."""
    folder = fill(tmp_path / "FashionMNIST" / "raw")
    assert found(idxcheck.check(folder)) == [("PRF001", "error"), ("PRF001", "error")]


def test_a_folder_with_a_marker(tmp_path: Path) -> None:
    """Its name only guesses, the report says so, and the marker itself is passed over."""
    folder = fill(tmp_path / "FashionMNIST" / "raw", "fashion-mnist")
    report = idxcheck.check(folder)
    assert found(report) == [("PRF001", "note"), ("PRF001", "note")]
    assert report.ok
    assert report.passed_over == (str(folder / MARKER),)
    assert str(report).splitlines()[1:] == [
        "  ok  t10k-images-idx3-ubyte  IDX uint8 3 x 1 x 1",
        (
            f"      note PRF001 wrong-shape at 0x4: perhaps Fashion-MNIST's test images, by the"
            f" folder's name {WORDS}, but its shape is another"
        ),
        "           expected 10000 x 28 x 28",
        "           found    3 x 1 x 1",
        "           next: ignore this of a synthetic file; --dataset none leaves it out",
        "  ok  t10k-labels-idx1-ubyte  IDX uint8 3",
        (
            f"      note PRF001 wrong-shape at 0x4: perhaps Fashion-MNIST's test labels, by the"
            f" folder's name {WORDS}, but its shape is another"
        ),
        "           expected 10000",
        "           found    3",
        "           next: ignore this of a synthetic file; --dataset none leaves it out",
        "2 judged: 2 valid, 0 invalid, 0 undetermined; 1 passed over (-v lists them)",
    ]
    heading = str(report).splitlines()[0]
    assert heading == f"{folder}  perhaps Fashion-MNIST, by the folder's name {WORDS}"
    assert json.loads(render(report, 0))["files"][0]["dataset"] == {
        "names": ["fashion-mnist"],
        "files": ["fashion-mnist/t10k-images"],
        "basis": "by the folder's name",
        "asserted": False,
        "synthetic": True,
    }


def test_what_is_said_outright(tmp_path: Path) -> None:
    """--dataset and the configuration assert all the same, and the heading tells of the marker."""
    folder = fill(tmp_path / "here", "fashion-mnist", "kmnist")
    report = idxcheck.check(folder, dataset="fashion-mnist")
    assert found(report) == [("PRF001", "error"), ("PRF001", "error")]
    heading = str(report).splitlines()[0]
    assert heading == f"{folder}  Fashion-MNIST, as asked for {WORDS}"
    config = tmp_path / "idxcheck.toml"
    config.write_text('dataset = "kmnist"\n', encoding="utf-8")
    report = idxcheck.check(folder, config=config)
    assert found(report) == [("PRF001", "error"), ("PRF001", "error")]
    heading = str(report).splitlines()[0]
    assert heading == f"{folder}  KMNIST, by the configuration {WORDS}"
    hints = {each.hint for each in report.findings}
    assert hints == {"idxcheck-synthetic.txt says it is synthetic: fetch into another folder"}
    assert found(idxcheck.check(folder, dataset="none")) == []


def test_a_marker_of_another_set(tmp_path: Path) -> None:
    """It silences nothing that is said of the sets it does not name."""
    folder = fill(tmp_path / "FashionMNIST" / "raw", "mnist", "kmnist")
    assert found(idxcheck.check(folder)) == [("PRF001", "error"), ("PRF001", "error")]
    (folder / MARKER).write_text("Some are synthetic: fashion-mnist\n", encoding="utf-8")
    assert found(idxcheck.check(folder)) == [("PRF001", "error"), ("PRF001", "error")]


def test_genuine_labels_beside_synthetic_ones(tmp_path: Path) -> None:
    """EMNIST's splits share a folder: wrong labels of one stay wrong beside another's marker."""
    folder = tmp_path / "EMNIST" / "raw"
    folder.mkdir(parents=True)
    wrong = struct.pack(">4BL", 0, 0, 8, 1, 40000) + bytes([11]) * 40000
    (folder / "emnist-digits-test-labels-idx1-ubyte").write_bytes(wrong)
    (folder / MARKER).write_text(marking("emnist-letters"), encoding="utf-8")
    assert ("PRF003", "error") in found(idxcheck.check(folder))
    (folder / MARKER).write_text(marking("emnist-digits"), encoding="utf-8")
    assert ("PRF003", "note") in found(idxcheck.check(folder))


def test_one_file_of_the_folder(tmp_path: Path) -> None:
    """A marker counts for a file named alone, and for none in another folder."""
    folder = fill(tmp_path / "mnist", "mnist")
    assert found(idxcheck.check(folder / "t10k-labels-idx1-ubyte")) == [("PRF001", "note")]
    inner = fill(folder / "raw")
    assert found(idxcheck.check(inner / "t10k-labels-idx1-ubyte")) == [("PRF001", "error")]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A file in it cannot be read; nothing is said of a marker."""
    assert found(idxcheck.check(tmp_path / "mnist" / "x.idx")) == [("TRN107", "undetermined")]


def test_a_genuine_file_beside_a_marker(tmp_path: Path) -> None:
    """What can be made byte by byte is verified; it does not vouch for what stands beside it."""
    folder = tmp_path / "smallnorb"
    folder.mkdir()
    (folder / MARKER).write_text(marking("smallnorb"), encoding="utf-8")
    (folder / CAT).write_bytes(CATEGORIES)
    (folder / CAT.replace("-cat", "-info")).write_bytes(b"\x54\x4c\x3d\x1e" + bytes(16))
    (file, _) = idxcheck.check(folder).files
    assert (file.path, file.content.value) == (str(folder / CAT), "verified")
    assert file.data_set is not None
    assert (file.data_set.basis, file.data_set.synthetic) == ("by its digest", False)


def test_an_inspection(tmp_path: Path) -> None:
    """`info` tells of the marker where only place or name says what the file is."""
    folder = fill(tmp_path / "mnist", "mnist", "smallnorb")
    line = dict(describe(inspect(str(folder / "t10k-labels-idx1-ubyte"))))["data set"]
    assert line == (
        f"MNIST's test labels, by the folder's name {WORDS} (mnist/t10k-labels), but that has"
        " another shape or element type"
    )
    (folder / CAT).write_bytes(CATEGORIES)
    line = dict(describe(inspect(str(folder / CAT))))["data set"]
    assert line == "smallNORB's test labels, by its digest (smallnorb/test-cat)"
