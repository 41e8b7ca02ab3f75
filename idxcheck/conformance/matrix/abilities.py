"""What a reader can do with valid files, from its results, and what that says of one file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from idxcheck.conformance.cases import is_compressed
from idxcheck.conformance.matrix.results import results_of
from idxcheck.conformance.outcomes import WORST_FIRST, Outcome
from idxcheck.vectors import Reading, Vector, vectors
from idxspec import Header

FORMATS = ("idx", "norb")
PLAIN = "uint8"  # the element type that every reader is made for
MNIST_IMAGES = "3 of 28 x 28"  # in place of a rank, as many readers know no other images
COMPRESSIONS = {"gzip": b"\x1f\x8b", "xz": b"\xfd7zXZ", "bzip2": b"BZh"}
SUFFIX = re.compile(r"\.(gz|xz|bz2)$")
ENDINGS = ("", ".idx", ".mat")  # of a name that says nothing else
# Sign and exponent of the floats that are not finite.
EXPONENTS = {"float32": 0x7F800000, "float64": 0x7FF0000000000000}
SAYINGS = {
    "pass": "",
    "": "was not asked about",
    "wrong-values": "returns wrong values for",
    "wrong-shape": "returns another shape for",
    "wrong-element": "returns another element type for",
    "memory": "takes all memory for",
    "hang": "hangs on",
    "crash": "crashes on",
    "error": "gives no usable answer for",
    "false-reject": "refuses",
    "unsupported": "does not support",
}

Table = dict[str, dict[str, str]]
"""The outcome of each element type at each rank."""
Asked = Sequence[tuple[Vector, Reading, Outcome]]


def abilities(results: Mapping[str, Any]) -> dict[str, Any]:
    """Return name and version of a reader, and for each format what comes of valid files.

    Of a format: the outcome of every `element types`, of every one of `ranks`, of a `zero
    size` and of each compression, `pass` where it reads them; what was not asked is left out.
    Each is the worst over the files that differ from one that the reader passes in this
    alone: a plain one, not compressed, its element type uint8 if the reader knows that.
    `together` has the outcome of each element type at each rank. MNIST's images have a rank
    of their own, `3 of 28 x 28`.
    """
    outcomes = {each.case: each.outcome for each in results_of(results, "results")}
    asked = [
        (vector, vector.reading, outcomes[f"read {vector.identifier}"])
        for vector in vectors()
        if vector.reading is not None
        and f"read {vector.identifier}" in outcomes
        and _is_ordinary(vector, vector.reading)
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


def what_it_does(
    abilities: Mapping[str, Any], header: Header, layers: Sequence[str] = ()
) -> list[str]:
    """Return what a reader makes of a valid file, in sentences; none where it simply reads it.

    `layers` are the compressions around it, as `FileReport.layers` names them.
    """
    reader = f"{abilities['name']} {abilities['version']}".strip()
    found, called = abilities[header.format], header.format.upper()
    every = {outcome for row in found.get("together", {}).values() for outcome in row.values()}
    if not every:
        return [f"{reader} was not asked about {called}"]
    if len(every) == 1 and every != {"pass"}:
        return [f"{reader} {SAYINGS[every.pop()]} {called}"]
    sayings = _of_type_and_rank(found, header)
    if 0 in header.shape:
        sayings.append((found.get("zero size", ""), "a size of 0"))
    sayings += [(found.get(layer, ""), layer) for layer in layers]
    return [f"{reader} {SAYINGS[outcome]} {what}" for outcome, what in sayings if outcome != "pass"]


def rank_of(shape: tuple[int, ...]) -> str:
    """Return the rank as the abilities name it."""
    return MNIST_IMAGES if len(shape) == 3 and shape[1:] == (28, 28) else str(len(shape))  # noqa: PLR2004 - MNIST's images


def _is_ordinary(vector: Vector, reading: Reading) -> bool:
    """Whether a valid file is nothing special: its name, sizes, values, and streams."""
    exponent = EXPONENTS.get(reading.element)
    return (
        vector.verdict == "valid"
        and SUFFIX.sub("", vector.ending) in ENDINGS
        and all(size < 1 << 31 for size in reading.shape)
        and not (exponent and any(each & exponent == exponent for each in reading.values))
        and "further-stream-dropped" not in vector.flags
    )


def _of_format(asked: Asked) -> dict[str, Any]:
    """Return the abilities in one format; nothing where no plain file was asked."""
    together: Table = {}
    others: dict[str, list[Outcome]] = {}
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
            others.setdefault(respect, []).append(outcome)
    if not together:
        return {}
    return {
        "element types": _element_types(together),
        "ranks": _ranks(together),
        **{name: _worst(each.value for each in found) for name, found in others.items()},
        "together": together,
    }


def _respect(vector: Vector, reading: Reading) -> str:
    """Return in what an ordinary file is other than plain, "" for nothing."""
    if is_compressed(vector):
        return next(name for name, magic in COMPRESSIONS.items() if vector.data.startswith(magic))
    return "zero size" if 0 in reading.shape else ""


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


def _of_type_and_rank(found: Mapping[str, Any], header: Header) -> list[tuple[str, str]]:
    """Return outcomes, each with what of element type and rank it is about."""
    element, own = header.element.name, rank_of(header.shape)
    table: Table = found["together"]
    row = table.get(element, {})
    rank = own if own in found["ranks"] else str(header.rank)
    of_type, of_rank = found["element types"].get(element, ""), _at_rank(found["ranks"], rank)
    about_type, about_rank = (of_type, element), (of_rank, _rank_in_words(found["ranks"], rank))
    if rank not in row:
        return [about_type, about_rank]
    outcome = row[rank]
    column = [each[rank] for each in table.values() if rank in each]
    if outcome == "pass":
        return []
    if not any("pass" in each.values() for each in table.values()):
        # Nothing is read, so that the widest true saying is wanted.
        if len(set(row.values())) == 1:
            return [(outcome, element)]
    elif "pass" not in row.values() or "pass" not in column:
        by_type = [about_type] if "pass" not in row.values() else []
        return by_type + ([about_rank] if "pass" not in column else [])
    return [(outcome, f"{element} of {about_rank[1]}")]


def _at_rank(ranks: Mapping[str, str], rank: str) -> str:
    """Return the outcome at a rank, asked or between two that were and came out alike."""
    if rank in ranks:
        return ranks[rank]
    asked = sorted(int(each) for each in ranks if each.isdecimal())
    below = [ranks[str(each)] for each in asked if each < int(rank)]
    above = [ranks[str(each)] for each in asked if each > int(rank)]
    alike = below and above and below[-1] == above[0]
    return above[0] if alike else ""


def _rank_in_words(ranks: Mapping[str, str], rank: str) -> str:
    if rank == MNIST_IMAGES:
        return "images of 28 x 28"
    if rank == "3" and ranks.get(MNIST_IMAGES) == "pass" != ranks.get(rank):
        return "rank 3 other than 28 x 28"
    return f"rank {rank}"
