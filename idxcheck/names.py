"""What a file's name says of its content (clauses IDX-5.2 and NORB-6.2): a claim, no more."""

import re

from idxcheck.source.layers import LayerKind
from idxspec import Format

COMPRESSION_SUFFIXES: tuple[tuple[str, LayerKind], ...] = (
    (".gz", "gzip"),
    (".xz", "xz"),
    (".bz2", "bzip2"),
)
IDX_NAME = re.compile(r"[-._]idx(?P<rank>\d{1,3})-(?P<type>[a-z0-9]+)", re.IGNORECASE)
MATRIX_NAME = re.compile(r"idx\d+(-|$)|-ubyte|\.(idx|mat|lushbin)$", re.IGNORECASE)
COMPRESSED = re.compile(r"\.(gz|gzip|tgz|xz|bz2|zst|lzma|zip|z)(?![a-z])", re.IGNORECASE)
COMPANION = re.compile(
    r"(\.(dvc|(md5|sha\d{1,3}|crc32)(sum)?|asc|sig|txt|md|rst|json|xml|csv|ya?ml|toml|ini|cfg|log"
    r"|meta|metadata|license|lock|url|torrent|aria2|part|ipynb|pyc?|c|h|cc|cpp|hpp|rs|go|js|ts|java"
    r"|m|r|sh|bat|npy|npz|png|jpe?g|pdf|bak|orig|expected)|~)$",
    re.IGNORECASE,
)
NORB_SUFFIXES = (".mat", ".lushbin")
SYNTHETIC_MARKER = "idxcheck-synthetic.txt"  # beside files that were generated
TYPE_WORDS = {
    "ubyte": "uint8",
    "byte": "int8",
    "short": "int16",
    "int": "int32",
    "float": "float32",
    "double": "float64",
}


def base_name(name: str) -> str:
    """Return the last part of a path, POSIX or Windows."""
    return re.split(r"[/\\]", name)[-1]


def claimed_compression(name: str) -> LayerKind | None:
    """Return the compression the suffix of `name` claims, or None."""
    lower = name.lower()
    return next((kind for suffix, kind in COMPRESSION_SUFFIXES if lower.endswith(suffix)), None)


def stem(name: str) -> str:
    """Return the last part of `name` without a suffix of compression."""
    base = base_name(name)
    kind = claimed_compression(base)
    suffix = next((suffix for suffix, each in COMPRESSION_SUFFIXES if each == kind), "")
    return base[: len(base) - len(suffix)]


def claims_raw(name: str) -> bool:
    """Whether `name` is one of an uncompressed IDX or NORB file.

    One with a suffix of compression inside, such as `.gz.1` or `.gz.part`, is not.
    """
    return looks_like_matrix(name) and COMPRESSED.search(base_name(name)) is None


def looks_like_matrix(name: str) -> bool:
    """Whether `name` is one that IDX or NORB files have, compressed or not."""
    return MATRIX_NAME.search(stem(name)) is not None


def is_companion(name: str) -> bool:
    """Whether `name` is that of something about a matrix: a checksum, a pointer, code, a backup."""
    return COMPANION.search(base_name(name)) is not None


def claimed_format(name: str) -> Format | None:
    """Return the format `name` claims, "idx" or "norb", or None where it claims neither."""
    if stem(name).lower().endswith(NORB_SUFFIXES):
        return "norb"
    return "idx" if looks_like_matrix(name) else None


def claimed_rank(name: str) -> int | None:
    """Return the rank `name` claims (`idx3` is 3), or None."""
    match = IDX_NAME.search(stem(name))
    return None if match is None else int(match["rank"])


def claimed_element(name: str) -> str | None:
    """Return numpy's name of the element type `name` claims (`-ubyte` is uint8), or None."""
    match = IDX_NAME.search(stem(name))
    return None if match is None else TYPE_WORDS.get(match["type"].lower())
