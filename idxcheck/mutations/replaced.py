"""Something else in place of the file, or a beginning that no format has."""

import hashlib
import struct
import zlib
from collections.abc import Iterator

from idxcheck.mutations.layout import IDX_WIDTHS, Layout, is_ambiguous, reversed_words
from idxcheck.mutations.model import BOTH, Edit, Mutation

PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head>"
    b"<body><h1>Service Unavailable</h1></body></html>\n"
)
ERROR_DOCUMENT = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>\n"
)
MATLAB = b"MATLAB 5.0 MAT-file, Platform: GLNXA64".ljust(124) + b"\0\1IM"
NPY_MAGIC = b"\x93NUMPY\x01\x00"  # version 1.0
NPY_ALIGNMENT = 64  # bytes, of its header
NPY_TYPES = {  # what numpy calls the element types, IDX's and then NORB's
    0x08: "|u1",
    0x09: "|i1",
    0x0B: "<i2",
    0x0C: "<i4",
    0x0D: "<f4",
    0x0E: "<f8",
    0x55: "|u1",
    0x57: "|i1",
    0x56: "<i2",
    0x54: "<i4",
    0x51: "<f4",
    0x53: "<f8",
}
ZIPPED_NAME = b"matrix"


def mutations() -> Iterator[Mutation]:
    """Yield the mutations that leave no IDX or NORB file, in the order of their rules."""
    groups: dict[str, dict[str, Edit]] = {
        "TRN001": {"empty": lambda *_: b""},
        "TRN002": {"html-page": lambda *_: PAGE, "xml-error": lambda *_: ERROR_DOCUMENT},
        "TRN003": {"git-lfs-pointer": _git_lfs_pointer, "git-annex-pointer": _git_annex_pointer},
        "TRN004": {
            "zip": _zip,
            "npy": _npy,
            "json": _json,
            "ascii-lush": _ascii_lush,
            "matlab-header": lambda data, _: MATLAB + data,
        },
        "TRN005": {
            "not-found": lambda *_: b"404: Not Found",
            "magic-ffffffff": lambda data, _: b"\xff\xff\xff\xff" + data[4:],
            "byte-order-mark": lambda data, _: b"\xef\xbb\xbf" + data,
            "first-byte-lost": _first_byte_lost,
        },
    }
    for rule, edits in groups.items():
        for name, edit in edits.items():
            yield Mutation(name, rule, BOTH, edit)


def _git_lfs_pointer(data: bytes, _: Layout) -> bytes:
    digest = hashlib.sha256(data).hexdigest()
    return (
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(data)}\n"
    ).encode()


def _git_annex_pointer(data: bytes, _: Layout) -> bytes:
    digest = hashlib.sha256(data).hexdigest()
    return f"/annex/objects/SHA256E-s{len(data)}--{digest}\n".encode()


def _zip(data: bytes, _: Layout) -> bytes:
    """Return a zip archive of one stored member, of the earliest time a zip file can say."""
    common = struct.pack(
        "<5H3L2H", 20, 0, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(ZIPPED_NAME), 0
    )
    member = b"PK\x03\x04" + common + ZIPPED_NAME + data
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + common + bytes(14) + ZIPPED_NAME
    end = struct.pack("<4H2LH", 0, 0, 1, 1, len(entry), len(member), 0)
    return member + entry + b"PK\x05\x06" + end


def _npy(data: bytes, layout: Layout) -> bytes:
    """Return what numpy.save makes of the elements."""
    sizes = "".join(f"{size}, " for size in layout.sizes)
    shape = sizes.rstrip() if layout.rank == 1 else sizes.rstrip(", ")
    code = NPY_TYPES[layout.code]
    text = f"{{'descr': '{code}', 'fortran_order': False, 'shape': ({shape}), }}"
    fixed = len(NPY_MAGIC) + 2 + 1  # magic, length of the text, newline
    text += " " * (-(fixed + len(text)) % NPY_ALIGNMENT) + "\n"
    payload = data[layout.header_size :]
    if layout.format == "idx":
        payload = reversed_words(payload, layout.width)
    return NPY_MAGIC + struct.pack("<H", len(text)) + text.encode() + payload


def _json(_: bytes, layout: Layout) -> bytes:
    sizes = ", ".join(str(size) for size in layout.sizes)
    return f'{{"shape": [{sizes}]}}\n'.encode()


def _ascii_lush(_: bytes, layout: Layout) -> bytes:
    """Return Lush's text form (NORB-2.6) of a matrix of zeros, at most ten of them."""
    zeros = min(10, layout.payload_size // layout.width)
    words = [".MAT", str(layout.rank), *map(str, layout.sizes)]
    return (" ".join(words) + "\n" + "0 " * zeros + "\n").encode()


def _first_byte_lost(data: bytes, layout: Layout) -> bytes | None:
    # An IDX rank that is a type code too would make this a type behind a wrong prefix.
    if layout.format == "idx" and layout.rank in IDX_WIDTHS:
        return None
    return None if is_ambiguous(data[1:]) else data[1:]
