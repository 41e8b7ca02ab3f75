"""The smallest file on which each rule finds something and no other does, where it is IDX."""

from idxcheck.vectors.idx.broken_streams import TWICE
from idxcheck.vectors.idx.parts import header, matrix, whole
from idxcheck.vectors.idx.wrapped import RAW_NAMED
from idxcheck.vectors.vector import Promise, Reading, Vector, acceptable, invalid
from idxcheck.vectors.wrapping import gzip_member

LABEL = Reading("uint8", (1,), (5,))  # 9 bytes: the smallest matrix there is


def smallest_vectors() -> tuple[Vector, ...]:
    """Return the vectors that stand for a rule by the fewest bytes."""
    return (*_foreign(), *_headers(), *_payloads(), *_wrapped(), *_named())


def _foreign() -> tuple[Vector, ...]:
    unread = ("header-not-measured",)
    cases = (
        ("beginning-of-a-page", b"<p", "TRN002", "two letters of an HTML page"),
        ("path-of-two-characters", b"/a", "TRN003", "a symbolic link as text"),
        ("pickle-cut", b"\x80\x02", "TRN004", "the two bytes that a pickle begins with"),
    )
    return tuple(
        invalid("IDX-1.1", shows, data, why, Promise(rule, 0), flags=unread)
        for shows, data, rule, why in cases
    )


def _headers() -> tuple[Vector, ...]:
    turned = bytes.fromhex("01080000 01000000 05")
    return (
        invalid(
            "IDX-2.1",
            "one-label-and-byte-0-is-1",
            b"\x01\x00" + matrix(LABEL)[2:],
            "the smallest matrix, but byte 0 is 1",
            Promise("IDX001", 0),
            flags=("prefix-unread", "header-unread"),
        ),
        invalid(
            "IDX-2.2",
            "code-07-and-nothing-more",
            b"\x00\x00\x07\x01",
            "the element type is none, and the file ends before its size",
            Promise("IDX002", 2),
        ),
        whole(
            "IDX-2.4",
            "rank-4-of-one-element",
            Reading("uint8", (1, 1, 1, 1), (5,)),
            "the smallest matrix of a rank that common readers refuse",
            Promise("IDX105", 3),
        ),
        invalid(
            "IDX-3.4",
            "one-label-header-reversed",
            turned,
            "the smallest matrix under a little-endian header",
            Promise("IDX003", 0),
            flags=("header-unread",),
        ),
    )


def _payloads() -> tuple[Vector, ...]:
    swapped = Reading("int16", (8,), tuple(each << 8 for each in (5, 0x20, 4, 1, 9, 2, 0x11, 3)))
    line_ends = header(8, 8) + b"\r\n" * 8
    return (
        whole(
            "IDX-4.1",
            "eight-int16-that-look-swapped",
            swapped,
            "multiples of 2^8, most likely of a little-endian writer: no byte tells",
            Promise("VAL002", 8),
        ),
        invalid(
            "IDX-4.3",
            "one-label-promised-and-none",
            header(8, 1),
            "one label is promised, and the file ends behind the header",
            Promise("IDX201", 8),
            flags=("short-read-unchecked", "zero-filled", "count-ignored", "header-unread"),
        ),
        whole(
            "IDX-4.3",
            "one-row-of-64-zeros",
            Reading("uint8", (1, 64), (0,) * 64),
            "a row without a value, as where nothing was ever written",
            Promise("VAL003", 12),
        ),
        invalid(
            "IDX-4.4",
            "eight-line-ends-translated",
            line_ends,
            "eight elements were 0A, and a text tool made 0D 0A of each",
            Promise("TRN201", 8),
            flags=("end-unread", "count-ignored", "header-unread"),
        ),
        invalid(
            "IDX-4.4",
            "one-label-as-utf-8",
            header(8, 1) + b"\xc3\xa9",
            "the element was E9, and a text tool made C3 A9 of it",
            Promise("TRN202", 8),
            flags=("end-unread", "count-ignored", "header-unread"),
        ),
        invalid(
            "IDX-4.4",
            "two-labels-under-size-1",
            header(8, 1) + b"\x05\x00",
            "one label more than the size says",
            Promise("IDX202", 9),
            flags=("end-unread", "count-ignored", "header-unread"),
        ),
        whole(
            "IDX-4.5",
            "one-nan",
            Reading("float32", (1,), (0x7FC00000,)),
            "one element, and it is no number",
            Promise("VAL001", 8),
        ),
    )


def _wrapped() -> tuple[Vector, ...]:
    member = gzip_member(matrix(LABEL))
    return (
        invalid(
            "IDX-5.1",
            "gzip-header-of-method-9",
            bytes.fromhex("1F8B0900 00000000 00FF"),
            "gzip's header alone, and its compression method is 9, not 8",
            Promise("TRN102", 2),
            ending=".idx.gz",
        ),
        invalid(
            "IDX-5.1",
            "letter-behind-gzip",
            member + b"x",
            "one byte behind the stream",
            Promise("TRN103", 32),
            flags=("end-unread", "further-stream-dropped"),
            ending=".idx.gz",
        ),
        acceptable(
            "IDX-5.1",
            "one-label-in-gzip-in-gzip",
            gzip_member(member),
            LABEL,
            "the smallest matrix, compressed twice",
            Promise("TRN104", 0),
            reason=TWICE,
            ending=".idx.gz",
        ),
        acceptable(
            "IDX-5.1",
            "one-label-under-gzip-name",
            matrix(LABEL),
            LABEL,
            "the smallest matrix, gzip by its name alone",
            Promise("TRN105", 0),
            reason=RAW_NAMED,
            flags=("compression-by-name",),
            ending=".idx.gz",
        ),
    )


def _named() -> tuple[Vector, ...]:
    return (
        whole(
            "IDX-5.2",
            "one-label-called-rank-3",
            LABEL,
            "the name says rank 3: a reader that goes by it skips 16 bytes",
            Promise("NAM001"),
            flags=("rank-ignored", "header-unread"),
            ending="-idx3-ubyte",
        ),
        whole(
            "IDX-5.2",
            "one-label-called-int",
            LABEL,
            "the name says int32, the header uint8",
            Promise("NAM002"),
            ending="-idx1-int",
        ),
    )
