"""The published facts of the known data sets, a sample of each kind typed in."""

import itertools

import pytest

from idxcheck.registry import DataFile, data_set, data_sets, plain

FILES_OF = {
    "emnist-balanced": 4,
    "emnist-byclass": 4,
    "emnist-bymerge": 4,
    "emnist-digits": 4,
    "emnist-letters": 4,
    "emnist-mnist": 4,
    "fashion-mnist": 4,
    "kmnist": 4,
    "mnist": 4,
    "norb": 36,
    "qmnist": 7,
    "smallnorb": 6,
}
EVERY_FILE = [file for each in data_sets() for file in each.files]
LENGTHS = {"md5": 32, "sha1": 40, "sha256": 64}


def test_the_sets() -> None:
    """These data sets are known, with so many files each."""
    assert {each.name: len(each.files) for each in data_sets()} == FILES_OF
    assert [each.name for each in data_sets()] == sorted(FILES_OF)
    assert [each.name for each in data_sets() if each.family == "emnist"] == list(FILES_OF)[:6]


def test_names_are_unique() -> None:
    """Within a set no two files share a name or a name on disk."""
    for each in data_sets():
        assert len({file.name for file in each.files}) == len(each.files)
        names = [name for file in each.files for name in file.file_names]
        assert len(set(names)) == len(names)


def test_folders_of_one_family() -> None:
    """A folder's name speaks for one family, and each set's own name is among its folders."""
    families: dict[str, set[str]] = {}
    for each in data_sets():
        assert plain(each.name) in map(plain, each.folders)
        for folder in each.folders:
            families.setdefault(plain(folder), set()).add(each.family)
    assert {len(found) for found in families.values()} == {1}
    assert families["norbv10"] == {"norb"}
    assert families["norbv10small"] == {"smallnorb"}


@pytest.mark.parametrize(
    ("keys", "size"),
    [
        ("mnist/train-images fashion-mnist/train-images kmnist/train-images", 47040016),
        ("mnist/train-labels fashion-mnist/train-labels kmnist/train-labels", 60008),
        ("mnist/t10k-images fashion-mnist/t10k-images kmnist/t10k-images", 7840016),
        ("mnist/t10k-labels fashion-mnist/t10k-labels kmnist/t10k-labels", 10008),
        ("qmnist/train-images qmnist/test-images", 47040016),
        ("qmnist/train-info qmnist/test-info", 1920012),
        ("qmnist/test-labels", 60008),
        ("qmnist/xnist-images", 315915168),
        ("qmnist/xnist-info", 12894508),
        ("emnist-byclass/train-images emnist-bymerge/train-images", 547178704),
        ("emnist-byclass/test-images emnist-bymerge/test-images", 91197248),
        ("emnist-byclass/train-labels emnist-bymerge/train-labels", 697940),
        ("emnist-byclass/test-labels emnist-bymerge/test-labels", 116331),
        ("emnist-balanced/train-images", 88435216),
        ("emnist-balanced/test-images", 14739216),
        ("emnist-balanced/train-labels", 112808),
        ("emnist-balanced/test-labels", 18808),
        ("emnist-letters/train-images", 97843216),
        ("emnist-letters/test-images", 16307216),
        ("emnist-letters/train-labels", 124808),
        ("emnist-letters/test-labels", 20808),
        ("emnist-digits/train-images", 188160016),
        ("emnist-digits/test-images", 31360016),
        ("emnist-digits/train-labels", 240008),
        ("emnist-digits/test-labels", 40008),
        ("emnist-mnist/train-images", 47040016),
        ("emnist-mnist/test-images", 7840016),
        ("emnist-mnist/train-labels", 60008),
        ("emnist-mnist/test-labels", 10008),
        ("smallnorb/train-dat smallnorb/test-dat", 447897624),
        ("smallnorb/train-cat smallnorb/test-cat", 97220),
        ("smallnorb/train-info smallnorb/test-info", 388820),
        *[
            (f"norb/{group}-{kind}", size)
            for group in [f"train-{n:02}" for n in range(1, 11)] + ["test-01", "test-02"]
            for kind, size in (("dat", 680244504), ("cat", 116660), ("info", 1166420))
        ],
    ],
)
def test_raw_sizes(files: dict[str, DataFile], keys: str, size: int) -> None:
    """Formats, element types and shapes give the published size of every raw file."""
    assert [files[key].raw_size for key in keys.split()] == [size] * len(keys.split())


@pytest.mark.parametrize(
    ("key", "size"),
    [
        ("mnist/train-images", 9912422),
        ("fashion-mnist/t10k-images", 4422102),
        ("kmnist/train-labels", 29497),
        ("qmnist/train-images", None),
        ("qmnist/xnist-info", 958144),
        ("emnist-letters/test-labels", 144),
        ("emnist-byclass/train-images", 173367313),
        ("smallnorb/train-dat", 131896188),
        ("smallnorb/test-info", 10428),
        ("norb/train-01-dat", None),
    ],
)
def test_stored_sizes(files: dict[str, DataFile], key: str, size: int | None) -> None:
    """The size as stored is given where it is published."""
    assert files[key].stored_size == size


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("mnist/t10k-images", ("t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte")),
        ("qmnist/train-info", ("qmnist-train-labels-idx2-int", "qmnist-train-labels.idx2-int")),
        ("smallnorb/test-cat", ("smallnorb-5x01235x9x18x6x2x96x96-testing-cat.mat",)),
        ("norb/train-10-info", ("norb-5x46789x9x18x6x2x108x108-training-10-info.mat",)),
        ("norb/test-02-dat", ("norb-5x01235x9x18x6x2x108x108-testing-02-dat.mat",)),
        (
            "emnist-bymerge/test-labels",
            ("emnist-bymerge-test-labels-idx1-ubyte", "emnist-bymerge-test-labels.idx1-ubyte"),
        ),
    ],
)
def test_file_names(files: dict[str, DataFile], key: str, names: tuple[str, ...]) -> None:
    """The names a file is found under, that with dashes first."""
    assert files[key].file_names == names


@pytest.mark.parametrize("file", EVERY_FILE, ids=lambda file: file.key)
def test_digests_are_sane(file: DataFile) -> None:
    """A digest has its algorithm's length and is given once, and the stored bytes have one."""
    for digest in file.digests:
        assert len(digest.value) == LENGTHS[digest.algorithm]
        assert set(digest.value) <= set("0123456789abcdef")
        assert digest.source
    kinds = [(digest.algorithm, digest.of) for digest in file.digests]
    assert len(set(kinds)) == len(kinds)
    assert "stored" in {digest.of for digest in file.digests}


def test_digests_name_one_file() -> None:
    """Only the two category files of smallNORB hold the same content."""
    by_value: dict[str, list[str]] = {}
    for file in EVERY_FILE:
        for digest in file.digests:
            by_value.setdefault(digest.value, []).append(f"{file.key} {digest.of}")
    assert {tuple(keys) for keys in by_value.values() if len(keys) > 1} == {
        ("smallnorb/train-cat content", "smallnorb/test-cat content")
    }


@pytest.mark.parametrize("file", EVERY_FILE, ids=lambda file: file.key)
def test_values_are_sane(file: DataFile) -> None:
    """Labels are the numbers of the classes, counts add up, columns fit the matrix."""
    of = data_set(file.data_set)
    last = of.first_label + len(of.classes) - 1
    assert file.values == ((of.first_label, last) if file.role == "labels" else None)
    if file.counts:
        assert file.role == "labels"
        assert len(file.counts) == len(of.classes)
        assert sum(file.counts) == file.shape[0]
    assert len(file.columns) == (file.shape[1] if file.role == "info" else 0)
    for column in file.columns:
        assert all(low <= high for low, high in column.ranges)
        assert all(before[1] < after[0] for before, after in itertools.pairwise(column.ranges))
