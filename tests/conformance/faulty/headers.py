"""Readers with one fault in what they make of the header."""

import math
import struct

from .right import Array, Header, Right, cut, must


class LittleEndianSizes(Right):
    """Sizes in the order of the machine: the classic of those who forget ntohl."""

    def idx_sizes(self, data: bytes, rank: int) -> tuple[int, ...]:
        """Take them little-endian."""
        return cut(f"<{rank}I", data, 4)


class HeaderUnread(Right):
    """16 bytes skipped, 8 where no images fit; keras 3.15.1, tensorflow_datasets 4.9.10 (mnist)."""

    def idx_header(self, data: bytes) -> Header:
        """Take the rest for uint8."""
        must(len(data) >= 8, "too short")
        images, left = divmod(len(data) - 16, 784)
        if images > 0 and left == 0:
            return Header(">", "u1", (images, 28, 28), 16)
        return Header(">", "u1", (len(data) - 8,), 8)


class PrefixUnread(Right):
    """The first two bytes never looked at; idx-data 1.1.0, ubyte 1.0.1."""

    def prefix(self, prefix: int) -> None:
        """Take any."""


class TypeIgnored(Right):
    """Every element is a byte; ubyte 1.0.1, ndrplz/small_norb c46717f."""

    def idx_kind(self, code: int) -> str:
        """Take every known code for uint8."""
        super().idx_kind(code)
        return "u1"


class UnknownTypeAsUint8(Right):
    """A code that is not in the table is uint8; mlxtend 0.25.0."""

    def idx_kind(self, code: int) -> str:
        """Fall back."""
        return self.idx_kinds.get(code, "u1")


class RankIgnored(Right):
    """Always three sizes; ubyte 1.0.1."""

    def idx_rank(self, rank: int) -> int:
        """Take any for 3."""
        must(rank, "rank 0")
        return 3


class RankOfTwoBits(Right):
    """The rank through a mask, 4 as 0: the classic of a bit field."""

    def idx_rank(self, rank: int) -> int:
        """Keep the lowest bits."""
        return rank & 3


class FurtherSizesFolded(Right):
    """Ranks over 3 come as rank 3, the rest folded into the last size; mlxtend's flat rows."""

    def shaped(self, header: Header, elements: Array) -> Array:
        """Return three axes at most."""
        sizes = header.sizes
        folded = sizes if len(sizes) <= 3 else (*sizes[:2], elements.size // (sizes[0] * sizes[1]))
        return super().shaped(header._replace(sizes=folded), elements)


class HeaderFourBytesOff(Right):
    """The payload of ranks over 3 from four bytes on: the classic of a second header form."""

    def idx_end(self, rank: int) -> int:
        """Count one size too few."""
        return 4 + 4 * rank - 4 * (rank > 3)


class SizesSigned(Right):
    """Sizes of 2^31 and more refused as negative; half of the readers take them signed."""

    def idx_sizes(self, data: bytes, rank: int) -> tuple[int, ...]:
        """Take them signed."""
        sizes = cut(f">{rank}i", data, 4)
        must(min(sizes) >= 0, "a negative size")
        return sizes


class ZeroSizeRefused(Right):
    """A matrix without an element refused; torchvision 0.28.0."""

    def idx_sizes(self, data: bytes, rank: int) -> tuple[int, ...]:
        """Insist on an element."""
        sizes = super().idx_sizes(data, rank)
        must(min(sizes) > 0, "a size of 0")
        return sizes


class ImagesOf28By28(Right):
    """Images are 28 x 28 whatever the header says; mlxtend 0.25.0, wichtounet/mnist 3b65c35."""

    def idx_sizes(self, data: bytes, rank: int) -> tuple[int, ...]:
        """Trust the first size of images alone."""
        sizes = super().idx_sizes(data, rank)
        return (sizes[0], 28, 28) if rank == 3 and data[2] == 8 else sizes


class PaddingNotSkipped(Right):
    """The payload of NORB behind the last size, where unused slots stand; a classic."""

    def norb_end(self, rank: int) -> int:
        """Count no unused slots."""
        return 8 + 4 * rank


class PaddingTakenForSizes(Right):
    """24300 labels come as 24300 x 1 x 1, as the NYU page calls them."""

    def shaped(self, header: Header, elements: Array) -> Array:
        """Give a NORB matrix three axes at least."""
        padding = (1,) * (3 - len(header.sizes)) if header.order == "<" else ()
        return super().shaped(header._replace(sizes=(*header.sizes, *padding)), elements)


class SwappedNorbHalfRead(Right):
    """Of a byte-swapped NORB file the header is swapped, the payload not; eblearn-python."""

    def header(self, data: bytes) -> Header:
        """Turn the words of such a header, and no more."""
        if data[:3] != b"\x1e\x3d\x4c":
            return super().header(data)
        end = 8 + 4 * max(3, min(11, cut(">Ii", data, 0)[1]))
        words = cut(f">{end // 4}I", data, 0)
        return super().norb_header(struct.pack(f"<{end // 4}I", *words) + data[end:])


class NegativeNorbRank(Right):
    """A negative rank slices the list of sizes; pylearn2 af81e5c."""

    def norb_rank(self, rank: int) -> int:
        """Let -1 mean all slots but one."""
        return super().norb_rank(3 + rank if -3 < rank < 0 else rank)

    def norb_sizes(self, data: bytes, rank: int) -> tuple[int, ...]:
        """Look at no slot that the slice left out."""
        if cut("<i", data, 4)[0] > 0:
            return super().norb_sizes(data, rank)
        return cut(f"<{rank}i", data, 8)


class NorbWildcard(Right):
    """A size of -1 reaches a reshape; tensorflow_datasets 4.9.10 (smallnorb), pylearn2 af81e5c."""

    def norb_sizes(self, data: bytes, rank: int) -> tuple[int, ...]:
        """Refuse the other sizes below 1, whose product no file has."""
        sizes = cut(f"<{max(3, rank)}i", data, 8)[:rank]
        must(all(size == -1 or size >= 1 for size in sizes), "a size below 1")
        return sizes

    def payload(self, header: Header, data: bytes) -> bytes:
        """Test the length where no size is -1."""
        return data[header.end :] if -1 in header.sizes else super().payload(header, data)

    def shaped(self, header: Header, elements: Array) -> Array:
        """Reshape, and refuse what numpy cannot: it knows one wildcard, and whole items."""
        if -1 not in header.sizes:
            return super().shaped(header, elements)
        must(header.sizes.count(-1) == 1, "two wildcards")
        must(elements.size % -math.prod(header.sizes) == 0, "no whole items")
        return elements.reshape(header.sizes)


class NorbTypesSwapped(Right):
    """51 read as eight bytes, as disentanglement_lib has it, and 53 as four."""

    norb_kinds = Right.norb_kinds | {81: "f8", 83: "f4"}


class PackedAsBytes(Right):
    """The obsolete packed form 52 read as plain bytes; ndrplz/small_norb decodes no type."""

    norb_kinds = Right.norb_kinds | {82: "u1"}


class NorbInt8Refused(Right):
    """57 is in no document, and unknown; tensorflow_datasets 4.9.10, pylearn2 af81e5c."""

    norb_kinds = {  # noqa: RUF012 - constant
        code: kind for code, kind in Right.norb_kinds.items() if kind != "i1"
    }
