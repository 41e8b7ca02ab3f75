"""How good the vectors are: break the reader of idx2numpy in every way, and see who notices.

    python peers/idx2numpy_mutants.py

Each mutant changes one place of the reader: what Cosmic Ray changes in any code, and the
faults this format invites (MUTANTS: byte order, sign, element type, axes, sizes). A mutant is
killed by a vector that the original treats rightly and the mutant does not: a valid file gives
its elements, an invalid one a FormatError. What survives is listed. A mutant is claimed to be
equivalent where no file whatever could kill it; the proof stands in idx2numpy_equivalent.toml.
Ends with status 1 where less than 95 % of the others are killed, where over 10 % are claimed, or
where one of byte order, sign, element type or axis survives. A product taken modulo 2^32 survives:
only a valid file of 4 GiB shows it.
"""

import ast
import inspect
import re
import signal
import sys
import tempfile
import tomllib
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, takewhile
from pathlib import Path
from typing import Any

import idx2numpy.converters
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from idx2numpy_faults import MUTANTS
from idxcheck.vectors import Reading, Vector, vectors

WANTED, MOST_CLAIMED = 0.95, 0.10
TO_KILL = ("byte order", "sign", "dtype", "axis")  # a size of 2^32 needs a file as large
SECONDS = 5  # a mutant that takes longer on one file is killed
CLAIMS = Path(__file__).with_name("idx2numpy_equivalent.toml")
READER = ("convert_from_file", "convert_from_string", "_internal_convert")
TABLE = "_DATA_TYPES_IDX"


@dataclass(frozen=True)
class Mutant:
    """One change of the reader: its kind, the lines it takes away and puts in, the module."""

    kind: str
    change: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of the reader in `source`, each text once."""
    reader, seen = reader_lines(source), {source}
    changed = [
        (kind, result) for kind, old, new in MUTANTS for result in replaced(source, old, new)
    ]
    for name in operator_names():
        if not name.startswith("core/Variable"):  # these two change nothing unless told what
            operator = get_operator(name)()
            results = (mutate_code(source, operator, occurrence) for occurrence in count())
            changed += [("general", result) for result in takewhile(bool, results)]
    for kind, result in changed:
        line, words = difference(source, result)
        if line in reader and result not in seen:
            seen.add(result)
            yield Mutant(kind, words, result)


def replaced(source: str, old: str, new: str) -> Iterator[str]:
    """Yield `source` with `new` in place of `old`, once for each place."""
    assert old in source, f"the reader has no {old!r}"
    for place in re.finditer(re.escape(old), source):
        yield source[: place.start()] + new + source[place.end() :]


def reader_lines(source: str) -> set[int]:
    """Return the numbers, from 0, of the lines of the reader: its table and its functions."""
    lines: set[int] = set()
    for node in ast.parse(source).body:
        named = getattr(node, "name", None) in READER
        table = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == TABLE
        if named or table:
            lines.update(range(node.lineno - 1, node.end_lineno or node.lineno))
    return lines


def difference(source: str, result: str) -> tuple[int, str]:
    """Return the number of the first line that differs, and what becomes of what."""
    before, after = source.splitlines(), result.splitlines()
    start = next(n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
    end = next(
        n
        for n, pair in enumerate(zip(before[::-1], after[::-1], strict=False))
        if pair[0] != pair[1]
    )
    old, new = (" ".join(map(str.strip, each[start : len(each) - end])) for each in (before, after))
    return start, f"{old}  ->  {new}"


def reader_of(source: str) -> Any:  # noqa: ANN401 - a module
    """Return `source` as a module of idx2numpy."""
    module = types.ModuleType("idx2numpy.mutant")
    module.__package__ = "idx2numpy"
    exec(compile(source, "mutant", "exec"), module.__dict__)  # noqa: S102 - what mutation is
    return module


def outcomes(module: Any, vector: Vector, path: Path) -> list[str]:  # noqa: ANN401 - a module
    """Return what the reader says of a vector: by name, from an open file, from bytes."""
    with path.open("rb") as file:
        return [
            outcome(module.convert_from_file, str(path)),
            outcome(module.convert_from_file, file),
            outcome(module.convert_from_string, vector.data),
        ]


def outcome(read: Callable[[Any], Any], target: object) -> str:
    """Return the answer of the protocol, `rejected`, or the name of another exception."""
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        array = read(target)
        return Reading(*answer(array)).text
    except idx2numpy.FormatError:
        return "rejected"
    except Exception as error:  # noqa: BLE001 - whatever a mutant raises is its answer
        return type(error).__name__
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def answer(array: Any) -> tuple[str, tuple[int, ...], tuple[int, ...]]:  # noqa: ANN401 - numpy's
    """Return element type, shape and elements of an array, floats by their bits."""
    native = array.astype(array.dtype.newbyteorder("="), copy=False)
    unsigned = native.view(f"u{native.itemsize}") if native.dtype.kind == "f" else native
    return native.dtype.name, array.shape, tuple(unsigned.ravel().tolist())


def right(vector: Vector, said: str) -> bool:
    """Whether an answer is one that a vector allows."""
    if vector.verdict != "valid" and said == "rejected":
        return True
    return vector.reading is not None and said == vector.reading.text


def claims() -> dict[str, str]:
    """Return the changes that are claimed to be equivalent, each with its proof."""
    table = tomllib.loads(CLAIMS.read_text(encoding="utf-8"))
    return {each["change"]: each["proof"] for each in table["equivalent"]}


def main() -> int:
    """Run all mutants, print the survivors and the figures, and return the exit status."""
    warnings.simplefilter("ignore")  # what mutants make Python warn of
    signal.signal(signal.SIGALRM, too_long)
    source = inspect.getsource(idx2numpy.converters)
    asked = [each for each in vectors() if each.file.startswith("idx/")]
    with tempfile.TemporaryDirectory() as folder:
        paths = {each.identifier: Path(folder, str(number)) for number, each in enumerate(asked)}
        for each in asked:
            paths[each.identifier].write_bytes(each.data)

        def passed(module: Any, vector: Vector) -> list[bool]:  # noqa: ANN401 - a module
            said = outcomes(module, vector, paths[vector.identifier])
            return [right(vector, each) for each in said]

        original = reader_of(source)
        kept = [(each, passed(original, each)) for each in asked]
        rightly = sum(all(each) for _, each in kept)
        print(f"{len(asked)} IDX vectors, {rightly} treated rightly by the original in all ways")
        table = list(mutants(source))
        survivors = [each for each in table if not killed(each, kept, passed)]
    return verdict(table, survivors)


def killed(
    mutant: Mutant,
    kept: list[tuple[Vector, list[bool]]],
    passed: Callable[[Any, Vector], list[bool]],
) -> bool:
    """Whether what the original treats rightly is somewhere treated wrongly by a mutant."""
    try:
        module = reader_of(mutant.source)
    except Exception:  # noqa: BLE001 - a mutant that cannot even be imported
        return True
    return any(
        before and not after
        for vector, original in kept
        for before, after in zip(original, passed(module, vector), strict=True)
    )


def verdict(table: list[Mutant], survivors: list[Mutant]) -> int:
    """Print what became of the mutants; return the exit status."""
    proofs = claims()
    equivalent = [each for each in survivors if each.change in proofs]
    alive = [each for each in survivors if each.change not in proofs]
    for each in equivalent:
        print(f"equivalent  {each.change}\n            {proofs[each.change]}")
    for each in alive:
        print(f"SURVIVED    {each.kind}: {each.change}")
    wrong = sorted(set(proofs) - {each.change for each in survivors})
    for change in wrong:
        print(f"CLAIMED, but killed or not made: {change}")
    counted = len(table) - len(equivalent)
    rate = 1 - len(alive) / counted
    kinds = sorted({each.kind for each in table})
    by_kind = {kind: sum(each.kind == kind for each in table) for kind in kinds}
    print(f"{len(table)} mutants ({by_kind}), {len(equivalent)} claimed equivalent")
    print(f"{counted - len(alive)} of the other {counted} killed, {rate:.1%}")
    bad = rate < WANTED or wrong or any(each.kind in TO_KILL for each in alive)
    return int(bool(bad) or len(equivalent) > MOST_CLAIMED * len(table))


def too_long(_number: int, _frame: object) -> None:
    """End what takes too long."""
    raise TimeoutError


if __name__ == "__main__":
    sys.exit(main())
