"""Files of known data sets, looked up by name, by form and by digest."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeVar

from idxcheck.evidence import DigestKey
from idxcheck.names import stem
from idxcheck.registry import DataFile, DigestOf, PublishedDigest, data_sets, strongest
from idxspec import Header

Key = TypeVar("Key")


def files_like(header: Header) -> tuple[DataFile, ...]:
    """Return the files of known data sets with the element type and shape of `header`."""
    return _by_shape().get((header.element.name, header.shape), ())


def files_named(name: str) -> tuple[DataFile, ...]:
    """Return the files of known data sets that the last part of the path `name` may name."""
    return _by_name().get(stem(name).lower(), ())


def algorithms(files: Iterable[DataFile], of: DigestOf) -> frozenset[str]:
    """Return the algorithms that tell `files`, as stored or by content: the strongest of each.

    sha256 is always among them: it is what reports show.
    """
    best = (strongest(each for each in file.digests if each.of == of) for file in files)
    return frozenset({"sha256", *(digest.algorithm for digest in best if digest is not None)})


def known_files(digests: Mapping[DigestKey, str]) -> tuple[DataFile, ...]:
    """Return the files that have one of `digests`, each once.

    The digest of the values is that of the raw file as IDX.
    """
    table = _by_digest()
    return tuple(dict.fromkeys(file for key in _keys(digests) for file in table.get(key, ())))


def telling_digest(digests: Mapping[DigestKey, str], file: DataFile) -> PublishedDigest | None:
    """Return the digest published of `file` that is among `digests`, None where none is.

    Of several it is one of the content before one of the file as stored, sha256 before others.
    """
    keys = _keys(digests)
    found = [each for each in file.digests if (each.of, each.algorithm, each.value) in keys]
    return min(
        found, key=lambda each: (each.of != "content", each.algorithm != "sha256"), default=None
    )


def _keys(digests: Mapping[DigestKey, str]) -> list[tuple[str, str, str]]:
    return [
        ("content" if of == "values" else of, algorithm, value)
        for (of, algorithm), value in digests.items()
    ]


@cache
def _by_name() -> Mapping[str, tuple[DataFile, ...]]:
    return _table((name.lower(), file) for file in _all_files() for name in file.file_names)


@cache
def _by_shape() -> Mapping[tuple[str, tuple[int, ...]], tuple[DataFile, ...]]:
    return _table(((file.element, file.shape), file) for file in _all_files())


@cache
def _by_digest() -> Mapping[tuple[str, str, str], tuple[DataFile, ...]]:
    return _table(
        ((digest.of, digest.algorithm, digest.value), file)
        for file in _all_files()
        for digest in file.digests
    )


def _table(pairs: Iterable[tuple[Key, DataFile]]) -> dict[Key, tuple[DataFile, ...]]:
    table: dict[Key, tuple[DataFile, ...]] = {}
    for key, file in pairs:
        table[key] = (*table.get(key, ()), file)
    return table


def _all_files() -> Iterable[DataFile]:
    return (file for each in data_sets() for file in each.files)
