"""Edits of a file that was compressed: cut, corrupt, with garbage behind it, packed twice."""

from collections.abc import Iterator

from idxcheck.mutations.layout import Format, Layout
from idxcheck.mutations.model import BOTH, Edit, Mutation
from idxcheck.vectors.wrapping import gzip_member

MEMBER = 0xFFFF  # bytes of content in each member: what one stored block holds
FRAMING = 23  # bytes of a member around its content
# Offsets in a member that `gzip_member` writes.
METHOD, FLAGS, BLOCK_COMPLEMENT, CHECKSUM, LENGTH = 2, 3, 13, -8, -4


def mutations() -> Iterator[Mutation]:
    """Yield the mutations of compressed streams, in the order of their rules."""
    groups: dict[str, dict[str, Edit]] = {
        "TRN101": {
            "gzip-one-byte-short": lambda data, _: gzip(data)[:-1],
            "gzip-cut-in-half": _cut_in_half,
            "gzip-magic-alone": lambda data, _: gzip(data)[:2],
        },
        "TRN102": {
            "gzip-wrong-checksum": lambda data, _: _flipped(gzip(data), CHECKSUM, 0x01),
            "gzip-wrong-length": lambda data, _: _flipped(gzip(data), LENGTH, 0x01),
            "gzip-reserved-flag": lambda data, _: _flipped(gzip(data), FLAGS, 0x80),
            "gzip-other-method": lambda data, _: _flipped(gzip(data), METHOD, 0x01),
            "gzip-invalid-block": lambda data, _: _flipped(gzip(data), BLOCK_COMPLEMENT, 0x01),
        },
        "TRN103": {
            "gzip-newline-behind": lambda data, _: gzip(data) + b"\n",
            "gzip-text-behind": lambda data, _: gzip(data) + b"200 OK\r\n",
        },
        "TRN104": {"gzip-twice": lambda data, _: gzip(gzip(data))},
    }
    for rule, edits in groups.items():
        for name, edit in edits.items():
            yield Mutation(name, rule, BOTH, edit)
    formats: tuple[tuple[Format, str], ...] = (("idx", ".idx"), ("norb", ".mat"))
    for kind, suffix in formats:
        yield Mutation(
            f"{kind}-gzip-under-raw-name", "TRN105", (kind,), lambda data, _: gzip(data), suffix
        )
        yield Mutation(
            f"{kind}-raw-under-gzip-name", "TRN105", (kind,), lambda data, _: data, f"{suffix}.gz"
        )


def gzip(data: bytes) -> bytes:
    """Return `data` in gzip members of one stored block each."""
    starts = range(0, len(data), MEMBER)
    return b"".join(gzip_member(data[start : start + MEMBER]) for start in starts)


def _cut_in_half(data: bytes, _: Layout) -> bytes:
    stream = gzip(data)
    half = len(stream) // 2
    # A cut between two members leaves a whole stream.
    return stream[: half - (half % (MEMBER + FRAMING) == 0)]


def _flipped(stream: bytes, place: int, bits: int) -> bytes:
    changed = bytearray(stream)
    changed[place] ^= bits
    return bytes(changed)
