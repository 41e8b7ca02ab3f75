"""What a file is said to be, in words."""

from pathlib import Path

import pytest

from idxcheck.claim import (
    Basis,
    Claim,
    alternatives,
    describe_file,
    describe_files,
    fetch_command,
)
from idxcheck.findings import Severity
from idxcheck.registry import DataFile, data_set, data_sets
from idxspec import ELEMENTS, idx_header

ELEMENT = {each.name: each for each in ELEMENTS}
FILES = {file.key: file for each in data_sets() for file in each.files}


def files(*keys: str) -> tuple[DataFile, ...]:
    """Return the files of these keys."""
    return tuple(FILES[key] for key in keys)


def claim(*keys: str, sets: tuple[str, ...] = ("mnist",), basis: Basis = Basis.FOLDER) -> Claim:
    """Return the claim to be one of these files."""
    return Claim(tuple(data_set(each) for each in sets), files(*keys), basis)


@pytest.mark.parametrize(
    ("basis", "asserted", "content", "another"),
    [
        (Basis.OPTION, True, Severity.ERROR, Severity.ERROR),
        (Basis.CONFIGURATION, True, Severity.ERROR, Severity.ERROR),
        (Basis.FOLDER, True, Severity.ERROR, Severity.ERROR),
        (Basis.SIBLINGS, True, Severity.NOTE, Severity.ERROR),
        (Basis.DIGEST, False, Severity.NOTE, Severity.NOTE),
        (Basis.NAME, False, Severity.NOTE, Severity.NOTE),
    ],
)
def test_an_assertion_weighs_more(
    basis: Basis,
    asserted: bool,  # noqa: FBT001 - a case of the table
    content: Severity,
    another: Severity,
) -> None:
    """What somebody said gives errors, what is guessed notes; siblings tell another file alone."""
    said = claim("mnist/t10k-images", basis=basis)
    assert (said.asserted, said.severity, said.severity_of_another) == (asserted, content, another)


def test_the_words_of_an_assertion() -> None:
    """An assertion says what the file is and who says so, and how to have it."""
    said = claim("mnist/t10k-images")
    assert said.words == "MNIST's test images, by the folder's name"
    assert said.opening == "said to be MNIST's test images, by the folder's name"
    assert said.next_step(None) == (
        "idxcheck fetch mnist --part test; if it is another set, --dataset none says so"
    )
    assert said.next_step("d/mnist", replaceable=True) == (
        "idxcheck fetch mnist --part test --dir d --force"
    )
    assert said.titles == "MNIST"


def test_the_words_of_a_guess() -> None:
    """A guess leaves open which data set, and how to be rid of it."""
    keys = ["fashion-mnist/train-labels", "kmnist/train-labels", "mnist/train-labels"]
    said = claim(*keys, sets=("fashion-mnist", "kmnist", "mnist"), basis=Basis.NAME)
    words = "Fashion-MNIST's, KMNIST's or MNIST's training labels, by its name alone"
    assert said.words == words
    assert said.opening == f"perhaps {words}"
    assert said.next_step(None) == "ignore this if it is another set; --dataset none says so"
    assert said.titles == "Fashion-MNIST, KMNIST or MNIST"


def test_no_file() -> None:
    """A data set that has no such file may still have been asked for."""
    said = claim(sets=("kmnist", "mnist"), basis=Basis.OPTION)
    assert said.words == "a file of KMNIST or MNIST, as asked for"
    names = ["train-images", "train-labels", "t10k-images", "t10k-labels"]
    both = [f"{each}/{name}" for each in ("kmnist", "mnist") for name in names]
    assert [file.key for file in said.candidates] == both


def test_candidates_are_the_files_named() -> None:
    """Where files are named, no other may be meant."""
    said = claim("mnist/t10k-images")
    assert said.candidates == files("mnist/t10k-images")


def test_fitting() -> None:
    """Element type and shape are those of the header."""
    said = claim("mnist/t10k-images", "mnist/t10k-labels")
    assert said.fitting(idx_header(ELEMENT["uint8"], (10000,))) == files("mnist/t10k-labels")
    assert said.fitting(idx_header(ELEMENT["float32"], (10000,))) == ()
    assert said.fitting(idx_header(ELEMENT["uint8"], (9999,))) == ()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("mnist/train-images", "MNIST's training images"),
        ("smallnorb/test-cat", "smallNORB's test labels"),
        ("qmnist/train-info", "QMNIST's training info"),
        ("qmnist/xnist-images", "QMNIST's xnist-images"),
        ("norb/train-03-dat", "NORB's train-03-dat"),
        ("emnist-letters/test-labels", "EMNIST Letters' test labels"),
    ],
)
def test_describe_file(key: str, words: str) -> None:
    """Part and role tell a file; where several have them or it is no part, its name does."""
    assert describe_file(FILES[key]) == words


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["mnist/t10k-images"], "MNIST's test images"),
        (["mnist/t10k-images", "kmnist/t10k-images"], "MNIST's or KMNIST's test images"),
        (
            ["emnist-byclass/test-images", "emnist-bymerge/test-images"],
            "EMNIST ByClass' or EMNIST ByMerge's test images",
        ),
        (
            ["smallnorb/train-cat", "smallnorb/test-cat"],
            "smallNORB's training labels or smallNORB's test labels",
        ),
        (
            ["norb/train-01-cat", "norb/train-02-cat", "norb/test-01-cat"],
            "NORB's train-01-cat, NORB's train-02-cat or NORB's test-01-cat",
        ),
        (
            ["norb/train-01-cat", "norb/train-02-cat", "norb/test-01-cat", "norb/test-02-cat"],
            "a file of NORB",
        ),
    ],
)
def test_describe_files(keys: list[str], words: str) -> None:
    """Several files are a choice; of many only the data set is told."""
    assert describe_files(files(*keys)) == words


@pytest.mark.parametrize(
    ("sets", "keys", "command"),
    [
        (["mnist"], ["mnist/train-images"], "idxcheck fetch mnist --part train"),
        (["mnist"], [], "idxcheck fetch mnist"),
        (["qmnist"], ["qmnist/xnist-info"], "idxcheck fetch qmnist"),
        (["smallnorb"], ["smallnorb/train-cat", "smallnorb/test-cat"], "idxcheck fetch smallnorb"),
        (
            ["emnist-letters", "emnist-digits"],
            ["emnist-digits/test-labels"],
            "idxcheck fetch emnist-digits --part test",
        ),
        (["emnist-letters", "emnist-digits"], [], "idxcheck fetch emnist"),
    ],
)
def test_the_command_of_a_claim(sets: list[str], keys: list[str], command: str) -> None:
    """It names the one data set, else the family, and the part where it is one."""
    claim = Claim(tuple(data_set(each) for each in sets), tuple(files(*keys)), Basis.FOLDER)
    assert claim.fetch_command(None) == command
    assert claim.fetch_command(None, force=True) == command
    assert claim.fetch_command("here", force=True) == command  # it would be another folder


@pytest.mark.parametrize(
    ("name", "folder", "options"),
    [
        ("mnist", "mnist", ""),
        ("mnist", "data/mnist", " --dir data"),
        ("mnist", "/data/mnist", " --dir /data"),
        ("mnist", "/mnist", " --dir /"),
        ("mnist", "my data/mnist", " --dir 'my data'"),
        ("mnist", "data/MNIST/raw", " --layout torchvision --dir data"),
        ("mnist", "MNIST/raw", " --layout torchvision"),
        ("mnist", "/d/MNIST/raw", " --layout torchvision --dir /d"),
        ("mnist", "datasets", ""),
        ("mnist", "here", ""),
        ("fashion-mnist", "k/datasets/fashion-mnist", " --layout keras --dir k"),
        ("fashion-mnist", "k/fashion-mnist", " --dir k"),
        ("smallnorb", "MNIST/raw", ""),
    ],
)
def test_the_folder_of_a_command(name: str, folder: str, options: str) -> None:
    """It means the folder the file stands in, where fetch has a layout that makes such a one."""
    assert fetch_command(data_set(name), None, folder) == f"idxcheck fetch {name}{options}"


def test_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file named without a folder stands in it."""
    (tmp_path / "MNIST" / "raw").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "MNIST" / "raw")
    command = "idxcheck fetch mnist --part train --layout torchvision --dir ../.. --force"
    assert fetch_command(data_set("mnist"), "train", "", force=True) == command


def test_alternatives() -> None:
    """Each name is told once, the last behind an `or`."""
    assert alternatives(["a"]) == "a"
    assert alternatives(["a", "b", "a"]) == "a or b"
    assert alternatives(["a", "b", "c"]) == "a, b or c"
