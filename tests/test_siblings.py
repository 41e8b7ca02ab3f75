"""Which files of a folder belong together."""

import struct

import pytest

from idxcheck.claim import Basis, Claim
from idxcheck.evidence import Evidence, Siblings
from idxcheck.registry import data_set
from idxcheck.siblings import (
    by_shared_name,
    claimed_file,
    contradicts_claim,
    factor_rows,
    group_of,
    is_another,
    is_damaged,
    is_sound,
    namesakes,
    role_in_name,
    sound_sibling,
)
from idxcheck.source import StreamFault
from idxcheck.source.recognition import Content
from idxcheck.tables import DataFileScan
from idxspec import ELEMENTS, Header, idx_header, norb_header

UINT8, INT32 = (each for each in ELEMENTS if each.name in ("uint8", "int32"))
VECTOR = idx_header(UINT8, (10,))  # 8 bytes of header, 10 of payload
MNIST = data_set("mnist")
NAMES = {file.name: file for file in MNIST.files}


def matrix(name: str = "x.idx", header: Header = VECTOR, length: int | None = 18) -> Evidence:
    """Return the evidence on a matrix file of `length` bytes."""
    return Evidence(name, length=length, content=Content("idx", header))


def claim(*names: str, basis: Basis = Basis.FOLDER) -> Claim:
    """Return the claim that a file is one of those of MNIST."""
    return Claim((MNIST,), tuple(NAMES[name] for name in names), basis)


@pytest.mark.parametrize(
    ("name", "group", "role"),
    [
        ("train-images-idx3-ubyte", ("train-", ""), "images"),
        ("a/b\\Train-Labels.IDX1-ubyte.gz", ("train-", ""), "labels"),
        ("qmnist-test-labels-idx2-int", ("qmnist-test-", ""), "labels"),
        ("x_images_idx3", ("x_", ""), "images"),
        ("images.idx", ("", ".idx"), "images"),
        ("my2labels-3.idx.xz", ("my2", "-3.idx"), "labels"),
        ("images-of-labels.idx", ("images-of-", ".idx"), "labels"),
        ("small-training-dat.mat", ("small-training-", ".mat"), "images"),
        ("small-training-cat.mat.gz", ("small-training-", ".mat"), "labels"),
        ("my_info.lushbin", ("my_", ".lushbin"), "info"),
        ("MY-CAT.MAT", ("my-", ".mat"), "labels"),
        ("cat-dat.mat", ("cat-", ".mat"), "images"),
        ("images.mat", ("", ".mat"), "images"),
    ],
)
def test_roles_in_names(name: str, group: tuple[str, str], role: str) -> None:
    """The last word that is a role, and what is left of the name without it."""
    assert role_in_name(name) == (group, role)


@pytest.mark.parametrize(
    "name",
    [
        *("x.idx", "cat.idx", "my-cat.idx", "milabels.idx", "labelset.idx", ""),
        *("concat.mat", "cats.mat", "data.mat", "cat.mat", "dog.mat", "info.mat", "dat.lushbin"),
        *("-cat.mat", "_info.mat", "my.cat.mat", "2cat.mat"),
    ],
)
def test_names_without_a_role(name: str) -> None:
    """Parts of other words are no roles; cat is one in NORB names alone, behind a - or _."""
    assert role_in_name(name) is None


def test_the_claimed_file() -> None:
    """It is there where the claim leaves one."""
    assert claimed_file(matrix()) is None
    assert claimed_file(Evidence("x", claim=claim())) is None
    assert claimed_file(Evidence("x", claim=claim("train-images", "t10k-images"))) is None
    assert claimed_file(Evidence("x", claim=claim("train-images"))) is NAMES["train-images"]


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("mnist/t10k-labels", ["t10k-images", "t10k-labels"]),
        ("qmnist/test-info", ["test-images", "test-info", "test-labels"]),
        ("qmnist/xnist-images", ["xnist-images", "xnist-info"]),
        ("qmnist/train-images", ["train-images", "train-info"]),
        ("smallnorb/train-cat", ["train-dat", "train-cat", "train-info"]),
        ("norb/train-10-info", ["train-10-dat", "train-10-cat", "train-10-info"]),
        ("emnist-letters/test-images", ["test-images", "test-labels"]),
    ],
)
def test_groups(name: str, members: list[str]) -> None:
    """The files of a part; NORB's parts are cut into numbered ones."""
    of, _, wanted = name.partition("/")
    (file,) = [each for each in data_set(of).files if each.name == wanted]
    assert [each.name for each in group_of(file)] == members


def contradicts(header: Header | None, said: Claim | None) -> bool:
    """Whether a file with `header` contradicts what is said of it."""
    content = Content("empty") if header is None else Content("idx", header)
    return contradicts_claim(Evidence("x", content=content, claim=said))


def test_shapes_against_claims() -> None:
    """Only an assertion is contradicted, and only by a shape that no file of it has."""
    labels = idx_header(UINT8, (10000,))
    assert contradicts(VECTOR, claim("t10k-labels"))
    assert contradicts(labels, claim("train-labels"))
    assert not contradicts(labels, claim("train-labels", "t10k-labels"))
    assert contradicts(VECTOR, claim())
    assert not contradicts(labels, claim())
    assert not contradicts(VECTOR, claim("t10k-labels", basis=Basis.NAME))
    assert not contradicts(VECTOR, None)
    assert not contradicts(None, claim("t10k-labels"))


@pytest.mark.parametrize(
    ("evidence", "damaged", "sound"),
    [
        (matrix(), False, True),
        (matrix(length=17), True, False),
        (matrix(length=19), True, False),
        (Evidence("x", strict=False, length=19, content=Content("idx", VECTOR)), False, True),
        (Evidence("x", strict=False, length=17, content=Content("idx", VECTOR)), True, False),
        (matrix(length=None), False, False),
        (Evidence("x", seen=18, content=Content("idx", VECTOR)), False, False),
        (Evidence("x", seen=19, content=Content("idx", VECTOR)), True, False),
        (Evidence("x", strict=False, seen=19, content=Content("idx", VECTOR)), False, True),
        (Evidence("x", length=18, content=Content("html")), True, False),
        (Evidence("x", length=18, content=Content("newlines", VECTOR)), True, False),
        (Evidence("x", length=18, content=Content("idx", VECTOR, little_endian=True)), True, False),
        (
            Evidence(
                "x",
                length=18,
                fault=StreamFault("trailing", 0, ""),
                content=Content("idx", VECTOR),
            ),
            True,
            False,
        ),
    ],
)
def test_damage(evidence: Evidence, damaged: bool, sound: bool) -> None:  # noqa: FBT001 - expectations
    """What is not known to be whole is neither damaged nor sound."""
    assert (is_damaged(evidence), is_sound(evidence)) == (damaged, sound)


def test_namesakes() -> None:
    """Sound files with sizes: images first, then by name, the file itself among them."""
    scalar = idx_header(UINT8, ())
    judged = (
        matrix("b/a-labels.idx1-ubyte"),
        matrix("b/a-images-idx1-ubyte"),
        matrix("b/a-labels-idx1-ubyte"),
        matrix("b/c-labels.idx"),
        matrix("b/x"),
        matrix("b/a-images.idx1-ubyte", length=1),
        matrix("b/a-images.idx0-ubyte", scalar, 5),
    )
    groups = by_shared_name(judged)
    assert [len(group) for group in groups.values()] == [5, 1, 1]
    beside = Siblings((), namesakes=tuple(groups["a-", ""]))
    own = Evidence("b/a-labels-idx1-ubyte", siblings=beside)
    assert [(each.evidence.name, each.role, each.header) for each in namesakes(own)] == [
        ("b/a-images-idx1-ubyte", "images", VECTOR),
        ("b/a-labels-idx1-ubyte", "labels", VECTOR),
        ("b/a-labels.idx1-ubyte", "labels", VECTOR),
    ]
    assert namesakes(Evidence("b/a-labels-idx1-ubyte")) == []
    alone = Siblings(judged, namesakes=tuple(groups[None]))
    assert namesakes(Evidence("b/x", siblings=alone)) == []


@pytest.mark.parametrize(
    ("name", "ranks"),
    [
        ("my-dat.mat", [3, 4, 5]),
        ("my-cat.mat", [1]),
        ("my-info.mat", [2]),
        ("images.mat", [3, 4, 5]),
    ],
)
def test_norb_namesakes(name: str, ranks: list[int]) -> None:
    """A NORB file counts where it has the rank of its role; an IDX file of that name does."""
    found = []
    for rank in range(7):
        shape = (10,) * rank
        for header in (norb_header(INT32, shape), idx_header(INT32, shape)):
            one = Evidence(name, length=header.file_size, content=Content(header.format, header))
            if namesakes(Evidence(name, siblings=Siblings((), namesakes=(one,)))):
                found.append((header.format, rank))
    assert [rank for each, rank in found if each == "norb"] == ranks
    assert [rank for each, rank in found if each == "idx"] == [1, 2, 3, 4, 5, 6]


def test_the_sound_sibling() -> None:
    """It is the first sound file that is said to be the one asked for."""
    said = claim("t10k-labels")
    cut, other, whole = (
        Evidence(name, length=length, content=Content("idx", VECTOR), claim=each)
        for name, length, each in [
            ("cut", 17, said),
            ("other", 18, claim("train-labels")),
            ("whole", 18, said),
        ]
    )
    own = Evidence("x", siblings=Siblings((cut, other, whole)))
    assert sound_sibling(own, NAMES["t10k-labels"]) is whole
    assert sound_sibling(own, NAMES["t10k-images"]) is None
    assert sound_sibling(Evidence("x"), NAMES["t10k-images"]) is None


def test_factor_rows() -> None:
    """Rows are read by the header, in either byte order; other files have none."""
    files = data_set("smallnorb").files
    table = next(each for each in files if each.name == "test-info")
    header = norb_header(INT32, (2, 4))
    scan = DataFileScan(header, [table])
    scan.feed(memoryview(struct.pack("<8i", 1, 2, 3, 4, -5, 6, 7, 258)))
    known = Evidence("x", content=Content("norb", header), data_file=scan)
    assert factor_rows(known) == [(1, 2, 3, 4), (-5, 6, 7, 258)]
    swapped = idx_header(INT32, (3,))
    scan = DataFileScan(swapped, [table])
    scan.feed(memoryview(struct.pack(">3i", 1, -2, 258)))
    known = Evidence("x", content=Content("idx", swapped), data_file=scan)
    assert factor_rows(known) == [(1,), (-2,), (258,)]
    assert factor_rows(matrix()) == []
    assert factor_rows(Evidence("x", data_file=scan)) == []
    no_table = DataFileScan(VECTOR, [NAMES["t10k-labels"]])
    assert factor_rows(Evidence("x", content=Content("idx", VECTOR), data_file=no_table)) == []


def test_known_as_another_file() -> None:
    """Only what the digests tell of can be another file."""
    labels, images = NAMES["t10k-labels"], NAMES["t10k-images"]
    assert not is_another(Evidence("x"), labels)
    assert not is_another(Evidence("x", known=(images, labels)), labels)
    assert is_another(Evidence("x", known=(images,)), labels)
