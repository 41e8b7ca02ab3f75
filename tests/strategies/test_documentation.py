"""What docs/strategies.md shows is true: tests pass on right code, and fail on wrong code."""

import doctest
import inspect
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import numpy as np
import pytest

import idxcheck
from idxcheck import strategies
from idxcheck.mutations import MUTATIONS

PAGE = (Path(__file__).parents[2] / "docs" / "strategies.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n([^`]*)^```$", PAGE, re.MULTILINE)


def shown(name: str, **given: Any) -> Callable[[], None]:  # noqa: ANN401 - what a page may need
    """Return the test called `name` that the page shows, in the presence of `given`."""
    (block,) = (each for each in BLOCKS if f"def {name}(" in each)
    names: dict[str, Any] = dict(given)
    exec(block, names)  # noqa: S102 - our own page
    test: Callable[[], None] = names[name]
    decorate = hypothesis.settings(database=None, report_multiple_bugs=False)
    return decorate(test)


def write(array: Any) -> bytes:  # noqa: ANN401 - any array
    """Return the IDX file that idxcheck writes."""
    file = io.BytesIO()
    idxcheck.save(file, array, format="idx")
    return file.getvalue()


def unswapped(data: bytes) -> Any:  # noqa: ANN401 - any array
    """Read the elements in the machine's own order, as a wrong reader does."""
    array = idxcheck.load(data)
    return array.byteswap()


def unsigned(data: bytes) -> Any:  # noqa: ANN401 - any array
    """Take int8 for uint8: the bytes are the same."""
    array = idxcheck.load(data)
    return array.view(np.uint8) if array.dtype == np.int8 else array


def flat(data: bytes) -> Any:  # noqa: ANN401 - any array
    """Lose the shape: the bytes are the same."""
    return idxcheck.load(data).reshape(-1)


@pytest.mark.parametrize("wrong", [unswapped, unsigned, flat])
def test_the_pages_reader(wrong: Callable[[bytes], Any]) -> None:
    """A few lines prove a right reader, and find a wrong one."""
    shown("test_my_reader", my_read=idxcheck.load)()
    with pytest.raises(AssertionError):
        shown("test_my_reader", my_read=wrong)()


@pytest.mark.slow
def test_the_pages_refusals() -> None:
    """The same of a reader that must refuse."""
    shown("test_my_reader_refuses", my_read=idxcheck.load)()
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        shown("test_my_reader_refuses", my_read=lambda data: np.frombuffer(data, np.uint8))()


def test_the_pages_writer() -> None:
    """The same of a writer."""
    shown("test_my_writer", my_write=write)()
    with pytest.raises(AssertionError):
        shown("test_my_writer", my_write=lambda array: write(array.byteswap()))()


def test_the_pages_bounds() -> None:
    """The strategies that the page makes can be made."""
    (block,) = (each for each in BLOCKS if each.startswith("from idxcheck.strategies import idx_f"))
    exec(block, {})  # noqa: S102 - our own page
    assert block.count("_files(") == 3


def test_the_pages_session() -> None:
    """The session on mutations prints what it shows."""
    (block,) = (each for each in BLOCKS if each.startswith(">>>"))
    test = doctest.DocTestParser().get_doctest(block, {}, "docs/strategies.md", None, 0)
    assert len(test.examples) == 5
    output: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=output.append)
    assert "".join(output) == ""


def test_no_other_blocks() -> None:
    """All blocks of the page are run above."""
    assert (len(BLOCKS), PAGE.count("\n```")) == (5, 10)


def test_the_table() -> None:
    """The table names every strategy and all of its bounds."""
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    names = [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(names) == strategies.__all__
    for row in rows:
        cells = row.split("|")
        for name in re.findall(r"`(\w+)`", cells[1]):
            parameters = inspect.signature(getattr(strategies, name)).parameters.values()
            keywords = [each.name for each in parameters if each.kind is each.KEYWORD_ONLY]
            if cells[3].strip() != "the same":
                assert re.findall(r"`(\w+)`", cells[3]) == keywords


def test_the_lenient_rules() -> None:
    """The rules that a lenient reader may read through are those that idxcheck reads through."""
    (sentence,) = re.findall(r"a lenient reader read those:([^.]*)\.", PAGE)
    listed = set(re.findall(r"[A-Z]{3}\d{3}", sentence))
    base = bytes.fromhex("544C3D1E 02000000 02000000 03000000 01000000") + bytes(range(24))
    scalar = bytes.fromhex("00000C01 00000001 00000005")
    read = set()
    for each in MUTATIONS:
        for data in (
            base,
            bytes.fromhex("554C3D1E 01000000 01000000 01000000 01000000 05"),
            scalar,
        ):
            result = None if each.ending else each.apply(data)
            if result is not None:
                try:
                    idxcheck.load(result, strict=False)
                except idxcheck.IdxcheckError:
                    continue
                read.add(each.rule)
    assert read == listed
