"""Readers with one fault in how much of the payload they take."""

import math

import numpy as np

from .right import Array, Header, Right, must

BLOCK = 1 << 20  # bytes
MOST_TAKEN = 384 * BLOCK  # a reader would take more, a test need not


class _OfOneBuffer(Right):
    """What a flat buffer gives: no shape, where the elements do not fill it."""

    def shaped(self, header: Header, elements: Array) -> Array:
        """Return a row where the sizes say otherwise."""
        fits = math.prod(header.sizes) == elements.size
        return super().shaped(header, elements) if fits else elements


class ProductIn32Bits(_OfOneBuffer):
    """The size computed in 32 bits; wichtounet/mnist 3b65c35, tiny-dnn c0f576f."""

    def promised(self, header: Header) -> int:
        """Wrap round."""
        return super().promised(header) % 2**32


class ProductIn64Bits(_OfOneBuffer):
    """The size computed in 64 bits; EBLearn 9325d83, torchvision 0.28.0."""

    def promised(self, header: Header) -> int:
        """Wrap round."""
        return super().promised(header) % 2**64


class ShortFilledWithZeros(Right):
    """An array of the promised size, filled as far as bytes come; idx-data 1.1.0, tiny-dnn."""

    def payload(self, header: Header, data: bytes) -> bytes:
        """Fill up what is missing."""
        promised = self.promised(header)
        must(promised < 2**24, "too large")
        return super().payload(
            header,
            data[: header.end].ljust(header.end, b"\0")
            + (data[header.end :].ljust(promised, b"\0")),
        )


class ShortComesShort(_OfOneBuffer):
    """As many elements as there are; python-mnist 0.7 returns ragged rows."""

    def payload(self, header: Header, data: bytes) -> bytes:
        """Take what is there, whole elements."""
        payload = data[header.end :]
        must(len(payload) <= self.promised(header), "too long")
        return payload[
            : len(payload) // np.dtype(header.kind).itemsize * np.dtype(header.kind).itemsize
        ]


class LastItemDropped(Right):
    """The whole items of a file that is cut; the classic of readers that loop until the end."""

    def payload(self, header: Header, data: bytes) -> bytes:
        """Drop the item that is not whole."""
        payload = data[header.end :]
        must(len(payload) <= self.promised(header), "too long")
        item = self.promised(header) // header.sizes[0] if header.sizes[0] else 0
        return payload[: len(payload) // item * item] if item else payload

    def shaped(self, header: Header, elements: Array) -> Array:
        """Correct the count."""
        item = math.prod(header.sizes[1:])
        count = elements.size // item if item else header.sizes[0]
        return super().shaped(header._replace(sizes=(count, *header.sizes[1:])), elements)


class TrailingBytesIgnored(Right):
    """Nobody looks behind the payload; python-mnist 0.7, EBLearn 9325d83, pylearn2 af81e5c."""

    def payload(self, header: Header, data: bytes) -> bytes:
        """Take as much as is promised."""
        return super().payload(header, data[: header.end + self.promised(header)])


class OneByteBehindIgnored(Right):
    """One byte behind the payload let pass: a newline that an editor has put there."""

    def payload(self, header: Header, data: bytes) -> bytes:
        """Let one byte pass."""
        more = len(data) - header.end - self.promised(header)
        return super().payload(header, data[:-1] if more == 1 else data)


class CountFromLength(Right):
    """As many items as the file has room for; python-mnist 0.7, pylearn2 af81e5c (labels)."""

    def payload(self, header: Header, data: bytes) -> bytes:
        """Take all whole items."""
        payload = data[header.end :]
        whole = self._item(header) and len(payload) % self._item(header) == 0
        must(whole or not payload, "no whole items")
        return payload

    def shaped(self, header: Header, elements: Array) -> Array:
        """Put the count of items in place of the first size."""
        item = self._item(header)
        count = elements.nbytes // item if item else header.sizes[0]
        return super().shaped(header._replace(sizes=(count, *header.sizes[1:])), elements)

    def _item(self, header: Header) -> int:
        return math.prod(header.sizes[1:]) * np.dtype(header.kind).itemsize


class WildcardCount(Right):
    """A first size of 4294967295 is the -1 of a reshape; the classic of signed sizes."""

    def promised(self, header: Header) -> int:
        """Take the length of the file where the first size is the wildcard."""
        return -1 if header.sizes[0] == 2**32 - 1 else super().promised(header)

    def payload(self, header: Header, data: bytes) -> bytes:
        """Test the length where there is one."""
        return data[header.end :] if self.promised(header) < 0 else super().payload(header, data)

    def shaped(self, header: Header, elements: Array) -> Array:
        """Reshape with the wildcard."""
        sizes = (-1, *header.sizes[1:]) if self.promised(header) < 0 else header.sizes
        must(sizes[0] >= 0 or math.prod(sizes[1:]) > 0, "nothing to divide by")
        return super().shaped(header._replace(sizes=sizes), elements)


class HugeClaimAllocated(Right):
    """Memory for what the header claims, before the file is measured; idx2numpy, python-mnist."""

    def payload(self, header: Header, data: bytes) -> bytes:
        """Take it, and touch every page."""
        taken = bytearray(b"\1") * max(1, min(MOST_TAKEN, self.promised(header)))
        taken[: len(data)] = data[: len(taken)]
        return super().payload(header, data)
