"""PRF005: a file that is known as another one."""

from __future__ import annotations

import gzip
import struct
from itertools import product
from typing import TYPE_CHECKING

from idxcheck.claim import Basis, Claim
from idxcheck.evidence import Evidence
from idxcheck.registry import data_set
from idxcheck.rules.prf005_other_dataset import judge

if TYPE_CHECKING:
    from idxcheck.findings import Finding
    from tests.rules.conftest import InFolder

TRAIN = "smallnorb-5x46789x9x18x6x2x96x96-training"
TEST = "smallnorb-5x01235x9x18x6x2x96x96-testing"


def categories() -> bytes:
    """Return either of smallNORB's files of categories, which are the same."""
    return struct.pack("<24305i", 0x1E3D4C54, 1, 24300, 1, 1, *[0, 1, 2, 3, 4] * 4860)


def info_of_test() -> bytes:
    """Return smallNORB's table of the test images, by its definition."""
    factors = product((0, 1, 2, 3, 5), range(9), range(0, 36, 2), range(6))
    numbers = [number for row in factors for _ in range(5) for number in row]
    return struct.pack("<97205i", 0x1E3D4C54, 2, 24300, 4, 1, *numbers)


def prf(found: list[Finding]) -> list[tuple[str, str]]:
    """Return code and severity of what the rules on data sets find."""
    return [(each.code, each.severity.value) for each in found if each.code.startswith("PRF")]


def test_another_file_of_the_set(in_folder: InFolder) -> None:
    """The test images' table under the training images' name is an error with its proof."""
    (finding,) = in_folder("smallnorb", {f"{TRAIN}-info.mat": info_of_test()})[f"{TRAIN}-info.mat"]
    assert str(finding) == (
        "PRF005 other-dataset: valid, but these are smallNORB's test info; expected smallNORB's"
        " training info, by the folder's name; found sha256 318f8172... is smallnorb/test-info;"
        " next: idxcheck fetch smallnorb --part train --force"
    )
    assert finding.severity.value == "error"


def test_the_right_file(in_folder: InFolder) -> None:
    """The same table under its own name is none, however it is stored."""
    found = in_folder("smallnorb", {f"{TEST}-info.mat.gz": gzip.compress(info_of_test())})
    assert found == {f"{TEST}-info.mat.gz": []}


def test_two_files_with_one_content(in_folder: InFolder) -> None:
    """Both files of categories are the same, so neither is the other."""
    files = {f"{TRAIN}-cat.mat": categories(), f"{TEST}-cat.mat": categories()}
    assert in_folder("smallnorb", files) == {f"{TRAIN}-cat.mat": [], f"{TEST}-cat.mat": []}


def test_another_set(in_folder: InFolder) -> None:
    """A file of another set is told by what it is, and nothing else of it."""
    found = in_folder("mnist", {"t10k-labels-idx1-ubyte": categories()})["t10k-labels-idx1-ubyte"]
    assert prf(found) == [("PRF005", "error")]
    assert found[-1].message == (
        "valid, but these are smallNORB's training labels or smallNORB's test labels"
    )
    assert found[-1].expected == "MNIST's test labels, by the folder's name"


def test_no_file_of_the_set(in_folder: InFolder) -> None:
    """What was asked for may have no file of this name and shape."""
    (finding,) = in_folder("here", {"some.mat": categories()}, dataset="kmnist")["some.mat"]
    assert (finding.code, finding.expected) == ("PRF005", "a file of KMNIST, as asked for")
    assert finding.hint == "idxcheck fetch kmnist"


def test_a_name_of_another_file(in_folder: InFolder) -> None:
    """Where the name alone says something else, it is a note."""
    name = f"{TRAIN}-info.mat"
    found = in_folder("here", {name: info_of_test()})[name]
    assert prf(found) == [("PRF005", "note")]
    assert found[-1].expected == "smallNORB's training info, by its name alone"
    assert found[-1].hint == "give the file the name of what it is"
    assert in_folder("there", {"factors.mat": info_of_test()}) == {"factors.mat": []}


def test_beside_known_files(in_folder: InFolder) -> None:
    """What is known as another file than its siblings say is an error, their word being enough."""
    name = f"{TRAIN}-info.mat"
    found = in_folder("here", {f"{TRAIN}-cat.mat": categories(), name: info_of_test()})
    assert found[f"{TRAIN}-cat.mat"] == []
    assert prf(found[name]) == [("PRF005", "error")]
    assert found[name][-1].expected == "smallNORB's training info, by its siblings' digests"
    assert found[name][-1].hint == "idxcheck fetch smallnorb --part train"


def test_known_by_the_compressed_file() -> None:
    """Where the digest of the compressed file told, the finding says so."""
    (kmnist,) = [each for each in data_set("kmnist").files if each.name == "t10k-images"]
    digest = "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"
    evidence = Evidence(
        "t10k-images-idx3-ubyte.gz",
        known=(kmnist,),
        digests={("content", "sha256"): "00", ("stored", "sha256"): digest},
        claim=Claim((data_set("mnist"),), (data_set("mnist").files[2],), Basis.FOLDER),
    )
    finding = judge(evidence)
    assert finding is not None
    assert finding.message == "valid, but these are KMNIST's test images"
    assert finding.actual == "sha256 edd7a857... of the file as stored is kmnist/t10k-images"
