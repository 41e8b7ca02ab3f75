"""What a reader can do with valid files, from its results."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from idxcheck.conformance.cases import is_compressed
from idxcheck.conformance.matrix.results import results_of
from idxcheck.conformance.outcomes import WORST_FIRST, Outcome
from idxcheck.vectors import Reading, Vector, vectors

FORMATS = ("idx", "norb")
PLAIN = "uint8"  # the element type that every reader is made for
MNIST_IMAGES = "3 of 28 x 28"  # in place of a rank, as many readers know no other images
COMPRESSIONS = {"gzip": b"\x1f\x8b", "xz": b"\xfd7zXZ", "bzip2": b"BZh"}
SUFFIX = re.compile(r"\.(gz|xz|bz2)$")
ENDINGS = ("", ".idx", ".mat")  # of a name that says nothing else
# The bits of infinity without its sign: those of NaN are a larger number.
INFINITY = {"float32": 0x7F800000, "float64": 0x7FF0000000000000}
UNSIGNED = {"float32": 0x7FFFFFFF, "float64": 0x7FFFFFFFFFFFFFFF}
NOT_FINITE = ("NaN", "infinity")
LARGE = 1 << 31  # the first size that is negative as a signed word
LARGE_SIZES = ("size from 2^31", "sizes from 2^31")

Table = dict[str, dict[str, str]]
"""The outcome of each element type at each rank."""
Asked = Sequence[tuple[Vector, Reading, Outcome]]


def abilities(
    results: Mapping[str, Any], beyond: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return name and version of a reader, and for each format what comes of valid files.

    Of a format: the outcome of every `element types`, of every one of `ranks`, of a `zero
    size`, of a `size from 2^31`, of several such `sizes from 2^31`, of each compression, and
    of `NaN` and `infinity` in each type that can hold them; `pass` where it reads them. What
    was not asked is left out. Each is the worst over the files that differ from one that the
    reader passes in this alone: a plain one, not compressed, its element type uint8 if the
    reader knows that. `together` has the outcome of each element type at each rank. MNIST's
    images have a rank of their own, `3 of 28 x 28`. `beyond` are results of files outside the
    scope of `results`.
    """
    found = [*([] if beyond is None else [beyond]), results]
    outcomes = {each.case: each.outcome for one in found for each in results_of(one, "results")}
    asked = [
        (vector, vector.reading, outcomes[f"read {vector.identifier}"])
        for vector in vectors()
        if vector.reading is not None
        and f"read {vector.identifier}" in outcomes
        and _is_ordinary(vector)
    ]
    implementation = results["implementation"]
    return {
        "name": implementation["name"],
        "version": implementation["version"],
        **{
            name: _of_format([each for each in asked if each[0].clause.startswith(name.upper())])
            for name in FORMATS
        },
    }


def rank_of(shape: tuple[int, ...]) -> str:
    """Return the rank as the abilities name it."""
    return MNIST_IMAGES if len(shape) == 3 and shape[1:] == (28, 28) else str(len(shape))  # noqa: PLR2004 - MNIST's images


def large_sizes(shape: tuple[int, ...]) -> str:
    """Return how the abilities name sizes as large as those of `shape`, "" where none is."""
    number = sum(size >= LARGE for size in shape)
    return LARGE_SIZES[number > 1] if number else ""


def _is_ordinary(vector: Vector) -> bool:
    """Whether a file is valid, and nothing of its name or streams is special.

    No header tells that a second stream follows.
    """
    return (
        vector.verdict == "valid"
        and SUFFIX.sub("", vector.ending) in ENDINGS
        and "further-stream-dropped" not in vector.flags
    )


def _of_format(asked: Asked) -> dict[str, Any]:
    """Return the abilities in one format; nothing where no plain file was asked."""
    together: Table = {}
    others: dict[str, dict[str, list[Outcome]]] = {}
    plain = [each for each in asked if not _respect(*each[:2])]
    for element in dict.fromkeys(reading.element for _, reading, _ in plain):
        of_rank: dict[str, list[Outcome]] = {}
        for _, reading, outcome in plain:
            if reading.element == element:
                of_rank.setdefault(rank_of(reading.shape), []).append(outcome)
        together[element] = {
            rank: _worst(each.value for each in of_rank[rank]) for rank in _in_order(of_rank)
        }
    for vector, reading, outcome in asked:
        respect = _respect(vector, reading)
        read_plain = together.get(reading.element, {}).get(rank_of(reading.shape)) == "pass"
        if respect and read_plain:
            others.setdefault(respect, {}).setdefault(reading.element, []).append(outcome)
    if not together:
        return {}
    by_type = {
        respect: {element: _worst(each.value for each in found) for element, found in row.items()}
        for respect, row in others.items()
    }
    at_all = {respect: _worst(row.values()) for respect, row in by_type.items()}
    if at_all.get("zero size") != "pass":
        # All files with large sizes have a size of 0 too.
        at_all = {name: each for name, each in at_all.items() if name not in LARGE_SIZES}
    return {
        "element types": _element_types(together),
        "ranks": _ranks(together),
        **{name: by_type[name] if name in NOT_FINITE else at_all[name] for name in at_all},
        "together": together,
    }


def _respect(vector: Vector, reading: Reading) -> str:
    """Return in what an ordinary file is other than plain, "" for nothing."""
    if is_compressed(vector):
        return next(name for name, magic in COMPRESSIONS.items() if vector.data.startswith(magic))
    if large := large_sizes(reading.shape):
        return large
    if 0 in reading.shape:
        return "zero size"
    if reading.element not in INFINITY:
        return ""
    infinity, unsigned = INFINITY[reading.element], UNSIGNED[reading.element]
    largest = max(each & unsigned for each in reading.values)
    return "NaN" if largest > infinity else "infinity" if largest == infinity else ""


def _worst(outcomes: Iterable[str]) -> str:
    """Return the worst of some outcomes, "" of none."""
    found = set(outcomes)
    return next((each.value for each in WORST_FIRST if each.value in found), "")


def _plain_element(together: Table) -> str:
    """Return the element type to judge ranks by: uint8 or the first that is read; "" for none."""
    read = [element for element, row in together.items() if "pass" in row.values()]
    return PLAIN if PLAIN in read else next(iter(read), "")


def _element_types(together: Table) -> dict[str, str]:
    plain = _plain_element(together)
    passed = {rank for rank, outcome in together.get(plain, {}).items() if outcome == "pass"}
    return {
        element: _worst(outcome for rank, outcome in row.items() if rank in passed)
        or _worst(row.values())
        for element, row in together.items()
    }


def _ranks(together: Table) -> dict[str, str]:
    """Return the outcome of each rank, of the plain element type or of those read elsewhere."""
    plain = together.get(_plain_element(together), {})
    read = [row for row in together.values() if not plain or "pass" in row.values()]
    ranks = {rank for row in (plain, *read) for rank in row}
    return {
        rank: plain.get(rank) or _worst(row[rank] for row in read if rank in row)
        for rank in _in_order(ranks)
    }


def _in_order(ranks: Iterable[str]) -> list[str]:
    return sorted(ranks, key=lambda rank: (int(rank.split()[0]), rank))
