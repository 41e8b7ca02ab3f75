"""The model of the state machine: matrix files built by hand, and what damage makes of them."""

import bz2
import gzip
import lzma
import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st
from numpy.typing import NDArray

from idxcheck.mutations import MUTATIONS, Mutation
from idxcheck.strategies import idx_arrays, shapes

# numpy's name: IDX code, NORB magic, struct's letter for the bits of an element
TYPES = {
    "uint8": (0x08, 0x1E3D4C55, "B"),
    "int8": (0x09, 0x1E3D4C57, "B"),
    "int16": (0x0B, 0x1E3D4C56, "H"),
    "int32": (0x0C, 0x1E3D4C54, "I"),
    "float32": (0x0D, 0x1E3D4C51, "I"),
    "float64": (0x0E, 0x1E3D4C53, "Q"),
}
PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": lambda data: gzip.compress(data, 1),
    ".xz": lambda data: lzma.compress(data, preset=0),
    ".bz2": lambda data: bz2.compress(data, 1),
}
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.decompress,
    ".xz": lzma.decompress,
    ".bz2": bz2.decompress,
}
MOST_NORB_RANK = 11


@dataclass(frozen=True)
class Matrix:
    """A matrix: numpy's name of its elements, its shape, and the bits of each element."""

    element: str
    shape: tuple[int, ...]
    bits: tuple[int, ...]

    @property
    def in_norb(self) -> bool:
        """Whether a NORB file can hold it."""
        return 0 not in self.shape and len(self.shape) <= MOST_NORB_RANK

    @property
    def is_picture(self) -> bool:
        """Whether it is one of PICTURES."""
        return (self.element, self.shape) == ("uint8", (13, 17)) and min(self.bits) > 127

    def stored(self, order: str) -> bytes:
        """Return the elements in a byte order of struct's."""
        return struct.pack(f"{order}{len(self.bits)}{TYPES[self.element][2]}", *self.bits)

    def file(self, form: str) -> bytes:
        """Return the file that holds it."""
        rank, (code, magic, _) = len(self.shape), TYPES[self.element]
        if form == "idx":
            return struct.pack(f">HBB{rank}I", 0, code, rank, *self.shape) + self.stored(">")
        slots = [*self.shape, 1, 1][: max(3, rank)]
        return struct.pack(f"<Ii{len(slots)}i", magic, rank, *slots) + self.stored("<")

    def array(self) -> NDArray[Any]:
        """Return it as numpy holds it."""
        return np.frombuffer(self.stored("="), self.element).reshape(self.shape)

    def beginning(self, items: int) -> "Matrix":
        """Return its first items."""
        shape = (items, *self.shape[1:])
        return Matrix(self.element, shape, self.bits[: math.prod(shape)])


@dataclass(frozen=True)
class File:
    """A file: its bytes, what a reader makes of them, whether they are valid under its name.

    `before` is what it held before it was damaged: `certain` says that repair promises it,
    `shortened` is what it promises where the user gives up the rest. `has_gap` says that bytes
    may be lost in the middle, `passed_over` that it is not judged with its folder: a `.mat` may
    be MATLAB's.
    """

    data: bytes
    matrix: Matrix | None
    valid: bool
    before: Matrix | None = None
    certain: bool = False
    shortened: Matrix | None = None
    has_gap: bool = False
    passed_over: bool = False


@dataclass(frozen=True)
class Model:
    """What the tests take from here."""

    matrices: st.SearchStrategy[Matrix]
    damages: Callable[[str, File], st.SearchStrategy[File]]
    reading: Callable[[bytes], Matrix | None]
    suffix_of: Callable[[str], str]
    form_of: Callable[[str], str]
    unpacked: Callable[[str, bytes], bytes]
    file: type[File]


@pytest.fixture(scope="session")
def model() -> Model:
    """The strategies of matrices and of damage, what a reader must say, what a name asks for."""

    def unpacked(name: str, data: bytes) -> bytes:
        return UNPACK[suffix_of(name)](data)

    return Model(MATRICES, damages, reading, suffix_of, form_of, unpacked, File)


def suffix_of(name: str) -> str:
    """Return the suffix of compression."""
    return next((each for each in (".gz", ".xz", ".bz2") if name.endswith(each)), "")


def form_of(name: str) -> str:
    """Return the format that a name asks for."""
    kinds = {"idx": "idx", "mat": "norb", "lushbin": "norb", "npy": "npy", "npz": "npz"}
    return kinds[name.split(".")[1]]


def reading(data: bytes) -> Matrix | None:
    """Return the matrix that the clauses make of uncompressed data, None where they refuse."""
    idx = {code: name for name, (code, _, _) in TYPES.items()}
    norb = {magic: name for name, (_, magic, _) in TYPES.items()}
    header = data.ljust(8, b"\xff")
    magic, rank = struct.unpack_from("<Ii", header)
    if header[:2] == bytes(2) and header[2] in idx:
        element, order, rank, start, slots = idx[header[2]], ">", header[3], 4, header[3]
    elif magic in norb and 1 <= rank <= MOST_NORB_RANK:
        element, order, start, slots = norb[magic], "<", 8, max(3, rank)
    else:
        return None
    end = start + 4 * slots
    if rank < 1 or len(data) < end:
        return None
    sizes = struct.unpack_from(f"{order}{slots}{'I' if order == '>' else 'i'}", data, start)
    if order == "<" and (min(sizes) < 1 or set(sizes[rank:]) - {1}):
        return None
    letter, count = TYPES[element][2], math.prod(sizes[:rank])
    if len(data) - end != count * struct.calcsize(letter):
        return None
    return Matrix(element, sizes[:rank], struct.unpack_from(f"{order}{count}{letter}", data, end))


def matrix_of(array: NDArray[Any]) -> Matrix:
    """Return an array as its bits."""
    bits = array.view(f"u{array.itemsize}").ravel().tolist()
    return Matrix(array.dtype.name, array.shape, tuple(bits))


SHAPES = shapes(max_rank=3, min_size=0, max_size=4) | shapes(min_rank=10, max_rank=12, max_size=2)
# Of 13 x 17 bytes from 128 on: nothing but the damage explains what is wrong with them then.
PICTURES = st.lists(st.integers(128, 191), min_size=1, max_size=12).map(
    lambda drawn: Matrix("uint8", (13, 17), tuple((drawn * 221)[: 13 * 17]))
)
MATRICES = st.one_of(idx_arrays(shape=SHAPES).map(matrix_of), PICTURES)

TAILS = [b"\0", b"\0\0", b"\0\0\0", bytes(300), b"\n", b"\r\n"]
LEFT = [(1, 5), (6, 9), (7, 5), (10, 14)]  # items and bytes behind them: no other size fits these


@st.composite
def damages(draw: st.DrawFn, name: str, file: File) -> File:
    """What becomes of a valid file; it shrinks to one that is cut by a byte."""
    matrix = file.matrix
    assert matrix is not None
    kind = draw(st.sampled_from(["cut", "longer", "wrapped", "byte", "named", "named"]))
    hypothesis.event(f"damage: {kind}")
    if kind == "wrapped":
        return wrapped(draw, name, matrix)
    if kind == "named" and (damaged := mutated(draw, name, matrix)):
        return damaged
    if kind in ("cut", "longer") and matrix.is_picture:
        return explained(draw, name, matrix, kind)
    data, suffix = file.data, suffix_of(name)
    if kind == "byte":
        content = bytearray(matrix.file(form_of(name)))
        place = draw(st.integers(0, len(content) - len(matrix.stored("=")) - 1))
        content[place] = draw(st.integers(0, 255))
        data, found = PACK[suffix](bytes(content)), reading(bytes(content))
    elif kind == "longer" and suffix:
        more = draw(st.sampled_from([b"garbage", b"\n", b"\x1f"]))
        certain = more == b"\n"  # which no stream begins with
        return File(data + more, None, valid=False, before=matrix, certain=certain)
    elif kind == "longer":
        data += draw(st.integers(1, 40).map(bytes) | st.binary(min_size=1, max_size=9))
        found = reading(data)
    else:
        data = data[: -draw(st.integers(1, len(data)))]
        found = None if suffix else reading(data)
    return File(data, found, found is not None, matrix if found is None else None)


def explained(draw: st.DrawFn, name: str, matrix: Matrix, kind: str) -> File:
    """Return the file of a picture with padding behind it, or cut, where nothing else fits."""
    content = matrix.file(form_of(name))
    if kind == "longer":
        data = PACK[suffix_of(name)](content + draw(st.sampled_from(TAILS)))
        return File(data, None, valid=False, before=matrix, certain=True)
    items, more = draw(st.sampled_from(LEFT))
    data = PACK[suffix_of(name)](content[: items * 17 + more - 13 * 17])
    return File(data, None, valid=False, before=matrix, shortened=matrix.beginning(items))


def wrapped(draw: st.DrawFn, name: str, matrix: Matrix) -> File:
    """Return a file in other layers of compression than its name says: always mended."""
    content = matrix.file(form_of(name))
    layers = draw(st.lists(st.sampled_from([".gz", ".xz", ".bz2"]), max_size=2))
    if layers == [each for each in [suffix_of(name)] if each]:
        layers.append(".gz")
    for each in layers:
        content = PACK[each](content)
    return File(content, matrix, valid=False, before=matrix, certain=True)


def mutated(draw: st.DrawFn, name: str, matrix: Matrix) -> File | None:
    """Return a file with one of the named edits, or None where this one is not for it."""
    suitable = [each for each in MUTATIONS if suits(each, name)]
    code = draw(st.sampled_from(sorted({each.rule for each in suitable})))
    mutation = draw(st.sampled_from([each for each in suitable if each.rule == code]))
    hypothesis.event(f"damage: {mutation.rule}", "certain" if is_certain(mutation, matrix) else "")
    changed = mutation.apply(matrix.file(form_of(name)))
    if changed is None or changed.startswith(b"\x93NUMPY"):  # convert reads that
        return None
    return File(
        PACK[suffix_of(name)](changed),
        matrix if mutation.rule == "TRN104" else None,  # load reads through it
        valid=False,
        before=matrix,
        certain=is_certain(mutation, matrix),
        has_gap=mutation.rule in ("IDX201", "NRB201"),
        passed_over=changed.startswith(b"MATLAB") and ".mat" in name,
    )


def suits(mutation: Mutation, name: str) -> bool:
    """Whether a mutation can be made of the content of a file; a third layer is beyond check."""
    layered = suffix_of(name) and mutation.rule.startswith("TRN10")
    return form_of(name) in mutation.formats and not mutation.ending and not layered


def is_certain(mutation: Mutation, matrix: Matrix) -> bool:
    """Whether docs/repair.md promises the file back, whatever its elements are."""
    if mutation.rule == "NRB105":  # else elements or a size may be slots
        return matrix.stored("<")[:1] != b"\1" and matrix.shape[-1] != 1
    if mutation.rule in ("IDX003", "NRB002"):  # a file without elements has any shape
        return matrix.element in ("uint8", "int8") and 0 not in matrix.shape
    return mutation.rule in ("IDX001", "TRN104") or mutation.name in (
        "gzip-newline-behind",
        "norb-slots-zero",
    )
