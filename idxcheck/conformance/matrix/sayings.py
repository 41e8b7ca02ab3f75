"""What the abilities of a reader say of one valid file."""

from collections.abc import Mapping, Sequence
from typing import Any

from idxcheck.conformance.matrix.abilities import (
    MNIST_IMAGES,
    NOT_FINITE,
    Table,
    large_sizes,
    rank_of,
)
from idxspec import Header

LARGE_IN_WORDS = {
    "size from 2^31": "a size from 2^31",
    "sizes from 2^31": "several sizes from 2^31",
}
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
MAY = {"wrong-values": "may change"}  # of what only some files of the kind hold


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
    if large := large_sizes(header.shape):
        sayings.append((found.get(large, ""), LARGE_IN_WORDS[large]))
    sayings += [(found.get(layer, ""), layer) for layer in layers]
    element = header.element.name
    special = [(found.get(name, {}).get(element, "pass"), name) for name in NOT_FINITE]
    return [
        *(f"{reader} {SAYINGS[outcome]} {what}" for outcome, what in sayings if outcome != "pass"),
        # Whether it holds any is not known.
        *(
            f"{reader} {MAY.get(outcome, SAYINGS[outcome])} {name} in {element}"
            for outcome, name in special
            if outcome != "pass"
        ),
    ]


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
        true = [about_type] if len(set(row.values())) == 1 else []
    else:
        true = [about_type] if "pass" not in row.values() else []
        true += [about_rank] if "pass" not in column else []
    # What mostly comes of the element type or of the rank need not come of both together.
    same = [each for each in true if each[0] == outcome]
    return same or [(outcome, f"{element} of {about_rank[1]}")]


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
