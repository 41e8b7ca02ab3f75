"""Before the cases: can it read at all, can it refuse, and would we notice if it were wrong?"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace

from idxcheck.conformance.adapter import Adapter, Capabilities
from idxcheck.conformance.asking import ask
from idxcheck.conformance.cases import Case, Direction, Scope, has_one_encoding, in_scope
from idxcheck.conformance.claims import directions_claimed, not_claimed, told
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result
from idxcheck.vectors import Reading, Vector, vectors
from idxcheck.vectors.vector import HEX_DIGITS, STRUCT_CODES

PLAIN_FILE = "smoke plain-file"
BROKEN_FILE = "smoke broken-file"
WRONG_EXPECTATION = "smoke wrong-expectation"
BYTE_ORDER = "smoke byte-order"
STEPS = (PLAIN_FILE, BROKEN_FILE, WRONG_EXPECTATION, BYTE_ORDER)
STOP = "smoke stop"  # the runner's, at the end

# Of these the first that the scope holds and the implementation claims: a small file, so that a
# first failure is easy to see. Many readers of MNIST read images of 28 x 28 alone.
PLAIN = ("IDX-4.1_uint8-rank-3", "NORB-2.2_uint8-rank-3", "IDX-4.1_uint8-rank-1")
PLAIN_OF_MNIST = ("IDX-4.2_two-images-28-28", "IDX-4.1_uint8-rank-1")
MULTI_BYTE = (
    "IDX-4.1_int32-rank-1",
    "IDX-4.1_float32-rank-1",
    "IDX-4.1_int16-rank-1",
    "IDX-4.1_float64-rank-1",
    "NORB-2.2_int32-rank-1",
    "NORB-2.2_float32-rank-1",
    "NORB-2.2_int16-rank-1",
    "NORB-2.2_float64-rank-1",
)
# Data was read all the same, and more can be learned of such a reader.
WRONG_DATA = (Outcome.WRONG_VALUES, Outcome.WRONG_SHAPE, Outcome.WRONG_ELEMENT)


def smoke(adapter: Adapter, scope: Scope) -> tuple[Result, ...]:
    """Take the steps before anything else, and return what came of each.

    A plain file must be read, the same file without its last byte refused, an expectation
    that is wrong on purpose be noticed, and the elements be in the right byte order, where
    they have one. Where the plain file is not read the other steps are left out. One that
    claims no reading writes the plain file, and takes no other step. The adapter has been
    entered.
    """
    return tuple(_steps(adapter, scope))


def stops_the_run(steps: Sequence[Result]) -> bool:
    """Whether no data came of the plain file, right or wrong, so that nothing can be learned."""
    passed = (Outcome.PASS, *WRONG_DATA)
    return any(each.case == PLAIN_FILE and each.outcome not in passed for each in steps)


def _steps(adapter: Adapter, scope: Scope) -> Iterator[Result]:
    claims = adapter.capabilities
    directions = directions_claimed(claims)
    names = PLAIN_OF_MNIST if scope == "mnist" else PLAIN
    plain = _chosen(names, claims, scope) or _any_plain(claims, scope)
    if plain is None or not directions:
        doing = directions[0] if directions else "read"
        detail = (
            f"claims to {doing} nothing of scope {scope}, but only {told(claims)};"
            " next: choose another --scope, or claim more"
        )
        yield Result(PLAIN_FILE, Outcome.ERROR, detail=detail)
        return
    first = _ask(adapter, PLAIN_FILE, plain, directions[0])
    yield first
    if stops_the_run([first]) or directions[0] != "read":
        return
    yield _broken(adapter, plain)
    if first.outcome is Outcome.PASS:
        yield _wrong_expectation(adapter, plain)
    multi_byte = _chosen(MULTI_BYTE, claims, scope)
    if multi_byte is not None:
        yield _byte_order(adapter, multi_byte)


def _chosen(names: Sequence[str], claims: Capabilities, scope: Scope) -> Vector | None:
    known = {vector.identifier: vector for vector in vectors()}
    fitting = (known[name] for name in names)
    return next((v for v in fitting if in_scope(v, scope) and not not_claimed(claims, v)), None)


def _any_plain(claims: Capabilities, scope: Scope) -> Vector | None:
    """Return any file with an element that can be asked: where only odd types are claimed."""
    plain = (v for v in vectors() if has_one_encoding(v) and v.reading and v.reading.values)
    return next((v for v in plain if in_scope(v, scope) and not not_claimed(claims, v)), None)


def _ask(adapter: Adapter, step: str, vector: Vector, direction: Direction = "read") -> Result:
    result = ask(adapter, Case(direction, vector))
    return replace(result, case=step, clause="", verdict="", flags=())


def _broken(adapter: Adapter, plain: Vector) -> Result:
    """Ask for the plain file without its last byte: of a type and a shape that were just read."""
    broken = replace(plain, data=plain.data[:-1], verdict="invalid", reading=None)
    result = _ask(adapter, BROKEN_FILE, broken)
    if result.outcome is not Outcome.UNSUPPORTED:
        return result
    detail = f"expected a refusal of a broken file, said unsupported: {result.detail}"
    return replace(result, outcome=Outcome.ERROR, detail=detail)


def _wrong_expectation(adapter: Adapter, vector: Vector) -> Result:
    """Judge the answer to a file that was read right by an expectation that is wrong."""
    assert vector.reading is not None  # noqa: S101 - it was read
    first, *others = vector.reading.values
    wrong = replace(vector.reading, values=(first ^ 1, *others))
    result = _ask(adapter, WRONG_EXPECTATION, replace(vector, reading=wrong))
    if result.outcome is Outcome.WRONG_VALUES:
        return replace(result, outcome=Outcome.PASS, detail="")
    return replace(
        result,
        outcome=Outcome.ERROR,
        detail=f"the judge is broken: an expectation that is wrong on purpose came out as"
        f" {result.outcome.value}, not as wrong-values",
    )


def _byte_order(adapter: Adapter, vector: Vector) -> Result:
    result = _ask(adapter, BYTE_ORDER, vector)
    if result.outcome is not Outcome.WRONG_VALUES:
        return result
    assert vector.reading is not None  # noqa: S101 - it is valid
    swapped = _swapped(vector.reading)
    if _ask(adapter, BYTE_ORDER, replace(vector, reading=swapped)).outcome is not Outcome.PASS:
        return result
    # NORB is little-endian, as are the machines that forget to swap.
    how = "unswapped" if vector.clause.startswith("IDX") else "swapped"
    found, expected = (_first(each) for each in (swapped, vector.reading))
    return replace(result, detail=f"returns the bytes {how}: {found} for {expected}")


def _swapped(reading: Reading) -> Reading:
    code = f"<{len(reading.values)}{STRUCT_CODES[reading.element]}"
    return replace(reading, values=struct.unpack(code, reading.payload(">")))


def _first(reading: Reading) -> str:
    digits = HEX_DIGITS.get(reading.element)
    value = reading.values[0]
    return str(value) if digits is None else f"{value:0{digits}x}"
