"""IDX-1.1: a file is a header and a payload, and nothing else; what stands in its place."""

import struct

from idxcheck.vectors.idx.parts import header, matrix, sample, whole
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid

CLAUSE = "IDX-1.1"


def file_vectors() -> tuple[Vector, ...]:
    """Return the vectors on the whole of a file: its parts, pages and pointers."""
    return (
        whole(
            CLAUSE,
            "header-and-payload",
            Reading("uint8", (3,), (5, 0, 4)),
            "8 bytes of header and 3 of payload: MNIST's first three labels",
        ),
        *_additions(),
        *_pages(),
        *_pointers(),
    )


def _additions() -> tuple[Vector, ...]:
    file = matrix(sample("uint8", 2, 3))
    body = file[12:]
    return (
        invalid(
            CLAUSE,
            "empty-file",
            b"",
            "no byte at all: a download that failed",
            Promise("TRN001", 0),
            flags=("header-not-measured",),
        ),
        invalid(
            CLAUSE,
            "length-before-header",
            struct.pack(">L", len(file)) + file,
            "the file's length stands in front: byte 2 is no element type",
            Promise("IDX002", 2),
            flags=("header-unread",),
        ),
        invalid(
            CLAUSE,
            "name-before-header",
            b"images\0\0" + file,
            "a name stands in front of the magic",
            Promise("TRN005", 0),
            flags=("header-unread",),
        ),
        invalid(
            CLAUSE,
            "payload-before-header",
            body + file[:12],
            "the payload comes first",
            Promise("TRN005", 0),
            flags=("header-unread",),
        ),
        invalid(
            CLAUSE,
            "gap-behind-header",
            header(8, 2, 3) + bytes(4) + body,
            "zeros align the payload to 16 bytes: they would be its first elements",
            Promise("IDX202", 18),
            flags=("end-unread",),
        ),
        invalid(
            CLAUSE,
            "header-twice",
            header(8, 2, 3) + file,
            "the writer wrote its header twice: 00 00 08 02 would be the first elements",
            Promise("IDX202", 18),
            flags=("end-unread",),
        ),
    )


def _pages() -> tuple[Vector, ...]:
    page = b"<html>\n<head><title>404 Not Found</title></head>\n<body></body>\n</html>\n"
    drive = b'<html lang="en"><head><title>Google Drive - Virus scan warning</title></head></html>'
    denied = (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
    )
    return (
        invalid(
            CLAUSE,
            "html-page",
            b"<!DOCTYPE html>\n" + page,
            "a server's error page saved under the data's name",
            Promise("TRN002", 0),
            flags=("header-unread",),
        ),
        invalid(
            CLAUSE,
            "html-page-behind-mark-and-blanks",
            b"\xef\xbb\xbf\r\n\r\n  " + drive,
            "a file host's question, behind the mark of UTF-8 and blank lines",
            Promise("TRN002", 0),
            flags=("header-unread",),
        ),
        invalid(
            CLAUSE,
            "xml-access-denied",
            denied,
            "what an object store answers for a file that is not public",
            Promise("TRN002", 0),
            flags=("header-unread",),
        ),
        invalid(
            CLAUSE,
            "error-text",
            b"404: Not Found",
            "what a source forge answers for a path that is gone",
            Promise("TRN005", 0),
            flags=("header-unread",),
        ),
    )


def _pointers() -> tuple[Vector, ...]:
    digest = b"0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    large = (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:" + digest + b"\nsize 7840016\n"
    )
    return (
        invalid(
            CLAUSE,
            "git-lfs-pointer",
            large,
            "the text that stands in a clone for a file kept by git-LFS",
            Promise("TRN003", 0),
            flags=("header-unread",),
        ),
        invalid(
            CLAUSE,
            "git-annex-pointer",
            b"/annex/objects/SHA256E-s7840016--" + digest + b"\n",
            "the text that stands in a clone for a file kept by git-annex",
            Promise("TRN003", 0),
            flags=("header-unread",),
        ),
        invalid(
            CLAUSE,
            "symbolic-link-text",
            b"../raw/t10k-images-idx3-ubyte",
            "a symbolic link checked out where there are none",
            Promise("TRN003", 0),
            flags=("header-unread",),
        ),
    )
