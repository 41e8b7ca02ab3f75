"""Genuine files of known data sets: named, verified, and told apart where one stands for another."""

import gzip
import json
import lzma
import shutil
from pathlib import Path

import numpy as np
import pytest

import idxcheck
from idxcheck.checking import check
from idxcheck.cli import commands
from idxcheck.findings import ContentWord, Finding

IMAGES, LABELS = "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"
TRAIN_IMAGES, TRAIN_LABELS = "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"
NORB = "smallnorb-5x{}x9x18x6x2x96x96-{}-cat.mat.gz"
GENUINE = {
    f"fashion-mnist/{LABELS}": ["fashion-mnist/t10k-labels"],
    f"fashion-mnist/{TRAIN_LABELS}": ["fashion-mnist/train-labels"],
    f"mnist/{IMAGES}": ["mnist/t10k-images"],
    f"mnist/{LABELS}": ["mnist/t10k-labels"],
    f"mnist/{TRAIN_IMAGES}": ["mnist/train-images"],
    f"mnist/{TRAIN_LABELS}": ["mnist/train-labels"],
    "qmnist/qmnist-test-labels-idx1-ubyte.gz": ["qmnist/test-labels"],
    "qmnist/qmnist-test-labels-idx2-int.gz": ["qmnist/test-info"],
    "qmnist/qmnist-train-labels-idx2-int.gz": ["qmnist/train-info"],
    f"smallnorb/{NORB.format('01235', 'testing')}": ["smallnorb/test-cat"],
    f"smallnorb/{NORB.format('46789', 'training')}": ["smallnorb/train-cat"],
}


def findings(folder: Path) -> dict[str, list[Finding]]:
    """Return what is found in each file of a folder, but for the siblings it lacks."""
    return {
        Path(file.path).name: [each for each in file.findings if each.code != "SET002"]
        for file in check(folder).files
    }


def copied(real_data: Path, folder: Path, *files: str) -> Path:
    """Copy genuine files into a folder, by their own names, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(real_data / file, folder / Path(file).name)
    return folder


@pytest.mark.slow
def test_the_whole_folder(real_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file of a data set is named and verified; nothing is worth more than a note."""
    with pytest.raises(SystemExit) as ended:
        commands.main(["check", "--isolated", "--format", "json", str(real_data)])
    assert ended.value.code == 0
    report = json.loads(capsys.readouterr().out)
    found = [finding for file in report["files"] for finding in file["findings"]]
    assert {(each["code"], each["severity"]) for each in found} <= {("SET002", "note")}
    assert {each["verdict"] for each in report["files"]} == {"valid"}
    named = {
        Path(each["path"]).relative_to(real_data).as_posix(): each["dataset"]["files"]
        for each in report["files"]
        if each["dataset"] is not None
    }
    assert named == GENUINE
    for each in report["files"]:
        verified = "unknown" if each["dataset"] is None else "verified"
        assert each["content"] == verified


@pytest.mark.slow
def test_mnist_in_place_of_fashion_mnist(real_data: Path, tmp_path: Path) -> None:
    """Four of MNIST's files under the name of Fashion-MNIST are four errors, and no more."""
    names = [IMAGES, LABELS, TRAIN_IMAGES, TRAIN_LABELS]
    folder = tmp_path / "FashionMNIST" / "raw"
    copied(real_data, folder, *[f"mnist/{name}" for name in names])
    found = findings(folder)
    text = (
        "PRF005 other-dataset: valid, but these are MNIST's {0}; expected Fashion-MNIST's {0},"
        " by the folder's name; found sha256 {1}... is mnist/{2};"
        " next: idxcheck fetch fashion-mnist --part {3} --layout torchvision --dir {4} --force"
    )
    assert {name: [str(each) for each in file] for name, file in found.items()} == {
        IMAGES: [text.format("test images", "0fa7898d", "t10k-images", "test", tmp_path)],
        LABELS: [text.format("test labels", "ff7bcfd4", "t10k-labels", "test", tmp_path)],
        TRAIN_IMAGES: [
            text.format("training images", "ba891046", "train-images", "train", tmp_path)
        ],
        TRAIN_LABELS: [
            text.format("training labels", "65a50cbb", "train-labels", "train", tmp_path)
        ],
    }
    assert {each.severity.value for file in found.values() for each in file} == {"error"}
    with pytest.raises(idxcheck.FormatError, match="these are MNIST's test images"):
        check(folder).raise_for_errors()


def test_fashion_mnist_in_place_of_mnist(real_data: Path, tmp_path: Path) -> None:
    """And back: Fashion-MNIST's labels are not MNIST's."""
    names = [f"fashion-mnist/{LABELS}", f"fashion-mnist/{TRAIN_LABELS}"]
    found = findings(copied(real_data, tmp_path / "mnist", *names))
    assert {name: [each.code for each in file] for name, file in found.items()} == {
        LABELS: ["PRF005"],
        TRAIN_LABELS: ["PRF005"],
    }
    assert found[LABELS][0].message == "valid, but these are Fashion-MNIST's test labels"
    assert found[LABELS][0].actual == "sha256 0402a96d... is fashion-mnist/t10k-labels"


def test_one_file_among_siblings(real_data: Path, tmp_path: Path) -> None:
    """In a folder without a telling name the known siblings say what a file should be."""
    names = [f"mnist/{IMAGES}", f"mnist/{TRAIN_LABELS}", f"fashion-mnist/{LABELS}"]
    found = findings(copied(real_data, tmp_path / "here", *names))
    assert (found[IMAGES], found[TRAIN_LABELS]) == ([], [])
    (finding,) = found[LABELS]
    assert (finding.code, finding.severity.value) == ("PRF005", "error")
    assert finding.message == "valid, but these are Fashion-MNIST's test labels"
    assert finding.expected == "MNIST's test labels, by its siblings' digests"
    assert finding.hint == "idxcheck fetch mnist --part test"


def test_one_file_among_siblings_and_back(real_data: Path, tmp_path: Path) -> None:
    """MNIST's images beside two files of Fashion-MNIST are the ones that are wrong."""
    names = [f"mnist/{IMAGES}", f"fashion-mnist/{TRAIN_LABELS}", f"fashion-mnist/{LABELS}"]
    found = findings(copied(real_data, tmp_path / "here", *names))
    assert (found[LABELS], found[TRAIN_LABELS]) == ([], [])
    (finding,) = found[IMAGES]
    assert (finding.code, finding.severity.value) == ("PRF005", "error")
    assert finding.message == "valid, but these are MNIST's test images"
    assert finding.expected == "Fashion-MNIST's test images, by its siblings' digests"


def test_files_of_ones_own_beside_a_genuine_one(real_data: Path, tmp_path: Path) -> None:
    """What has MNIST's names but not its sizes is nobody's, whatever stands beside it."""
    folder = copied(real_data, tmp_path / "here", f"mnist/{LABELS}")
    images = np.arange(5 * 20 * 20, dtype=np.uint8).reshape(5, 20, 20)
    idxcheck.save(folder / "train-images-idx3-ubyte", images)
    idxcheck.save(folder / "train-labels-idx1-ubyte", np.arange(5, dtype=np.uint8))
    report = check(folder)
    assert [file.data_set and file.data_set.files for file in report.files] == [
        ("mnist/t10k-labels",),
        None,
        None,
    ]
    assert {each.code for each in report.findings} <= {"SET002"}


def test_labels_of_ones_own_beside_genuine_images(real_data: Path, tmp_path: Path) -> None:
    """With MNIST's size too they are taken for MNIST's, and what is odd in them is a note."""
    folder = copied(real_data, tmp_path / "here", f"mnist/{IMAGES}")
    idxcheck.save(folder / "t10k-labels-idx1-ubyte", np.full(10000, 77, np.uint8))
    report = check(folder)
    assert report.ok
    (finding,) = [each for each in report.findings if each.code != "SET002"]
    assert (finding.code, finding.severity.value) == ("PRF003", "note")
    assert finding.message.startswith("said to be MNIST's test labels, by its siblings' digests")


def test_a_genuine_file_under_an_odd_name(real_data: Path, tmp_path: Path) -> None:
    """It is known itself, and says nothing of the others."""
    folder = copied(real_data, tmp_path / "here", f"mnist/{IMAGES}", f"fashion-mnist/{LABELS}")
    (folder / IMAGES).rename(folder / "digits.gz")
    found = {Path(file.path).name: file for file in check(folder).files}
    names = {name: file.data_set and file.data_set.basis for name, file in found.items()}
    assert names == {LABELS: "by its digest", "digits.gz": "by its digest"}
    assert findings(folder) == {LABELS: [], "digits.gz": []}


def test_other_wrappings(real_data: Path, tmp_path: Path) -> None:
    """Unpacked, packed otherwise, as NORB, with a dot in its name: it is verified all the same."""
    folder = tmp_path / "mnist"
    folder.mkdir()
    data = gzip.decompress((real_data / "mnist" / LABELS).read_bytes())
    names = ["t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte", "t10k-labels-idx1-ubyte.xz"]
    (folder / names[0]).write_bytes(data)
    (folder / names[1]).write_bytes(data)
    (folder / names[2]).write_bytes(lzma.compress(data))
    (folder / "t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(data))
    idxcheck.save(folder / "norb.mat", np.frombuffer(data[8:], np.uint8))
    assert set(map(str, findings(folder).values())) == {"[]"}
    report = check(folder, dataset="mnist")
    assert [file.content for file in report.files] == [ContentWord.VERIFIED] * 5
    assert {file.data_set.files for file in report.files if file.data_set} == {
        ("mnist/t10k-labels",)
    }


def test_one_pixel(real_data: Path, tmp_path: Path) -> None:
    """One changed pixel, and the content is not MNIST's any more."""
    data = bytearray(gzip.decompress((real_data / "mnist" / IMAGES).read_bytes()))
    data[16 + 784 * 5000] ^= 1
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist" / "t10k-images-idx3-ubyte").write_bytes(data)
    (finding,) = findings(tmp_path / "mnist")["t10k-images-idx3-ubyte"]
    assert (finding.code, finding.severity.value) == ("PRF007", "error")
    assert finding.expected == (
        "sha256 0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
        " (computed from the genuine file)"
    )


def test_one_label(real_data: Path, tmp_path: Path) -> None:
    """One changed label is told by the classes; the first of MNIST's is a 7."""
    data = bytearray(gzip.decompress((real_data / "mnist" / LABELS).read_bytes()))
    assert data[8] == 7
    data[8] = 1
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist" / "t10k-labels-idx1-ubyte").write_bytes(data)
    (finding,) = findings(tmp_path / "mnist")["t10k-labels-idx1-ubyte"]
    assert (finding.code, finding.severity.value) == ("PRF004", "error")
    assert (finding.expected, finding.actual) == ("1135 of class 1", "1136")
