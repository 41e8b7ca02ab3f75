"""The digests of a file, computed as its bytes go by."""

import hashlib
from array import array
from collections.abc import Iterable, Mapping

from idxspec import LONG_MAGIC, Header, HeaderError, build, idx_header

ALGORITHMS = ("sha256", "md5", "sha1")
INTEGERS = {2: "H", 4: "I", 8: "Q"}  # array's codes of unsigned integers by their bytes


class Hashing:
    """Several digests of the same bytes."""

    def __init__(self, algorithms: Iterable[str] = ALGORITHMS) -> None:
        self._hashes = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}

    def keep(self, algorithms: Iterable[str]) -> None:
        """Go on with these algorithms alone."""
        wanted = frozenset(algorithms)
        self._hashes = {name: each for name, each in self._hashes.items() if name in wanted}

    def update(self, data: memoryview) -> None:
        """Take the next bytes."""
        for each in self._hashes.values():
            each.update(data)

    def hexdigests(self) -> Mapping[str, str]:
        """Return the digests in hexadecimal by algorithm."""
        return {name: each.hexdigest() for name, each in self._hashes.items()}


class ValuesHashing:
    """The sha256 that the matrix of `header` has as an IDX file, from its stored payload.

    It is equal for raw and compressed, IDX and NORB copies of the same values.
    """

    def __init__(self, header: Header) -> None:
        self._size = header.element.size if header.byte_order == "little" else 1
        self._hash = hashlib.sha256(build(idx_header(header.element, header.shape)))

    def update(self, payload: memoryview) -> None:
        """Take the next bytes of the payload, whole elements but for a cut end."""
        if self._size == 1:
            self._hash.update(payload)
            return
        numbers = array(INTEGERS[self._size])
        assert numbers.itemsize == self._size, "unsigned int has 4 bytes on this platform"  # noqa: S101 - a bug of ours
        numbers.frombytes(payload[: len(payload) // self._size * self._size])
        numbers.byteswap()
        self._hash.update(numbers)

    def hexdigest(self) -> str:
        """Return the digest in hexadecimal."""
        return self._hash.hexdigest()


def values_hashing(header: Header) -> ValuesHashing | None:
    """Return what digests the values under `header`; None where no IDX file can hold them."""
    if header.magic == LONG_MAGIC:  # only the length of the file tells its element type
        return None
    try:
        return ValuesHashing(header)
    except HeaderError:  # a size below 0
        return None
