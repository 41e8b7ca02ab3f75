"""The page of known defects: every case that it names came out as it says."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from idxcheck.vectors import flags

ROOT = Path(__file__).parents[3]
RESULTS = ROOT / "docs" / "conformance"
PAGE = (RESULTS / "known-defects.md").read_text(encoding="utf-8")
BEYOND = "*outside its claims*"
CASE = re.compile(r"`((?:read|write|round-trip|rewrite) \S+)` ([a-z-]+)")
LIBRARY = re.compile(r"\[([a-z0-9-]+)\]\(\1\.json\)")


class Found(NamedTuple):
    """A case that a row names: the result file, the case, and what it says came of it."""

    file: str
    case: str
    outcome: str


def rows(heading: str) -> list[list[str]]:
    """Return the cells of all rows below a heading, to the next one."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [line.strip("| ").split(" | ") for line in lines if not line.startswith("| library")]


def found() -> Iterator[Found]:
    """Yield every case that stands in the column `found by`."""
    for library, _, by in rows("Found"):
        name = "".join(LIBRARY.findall(library))
        inside, _, outside = by.partition(BEYOND)
        for folder, cases in (("", inside), ("beyond/", outside)):
            for case, outcome in CASE.findall(cases):
                yield Found(f"{folder}{name}.json", case, outcome)


def test_the_tables() -> None:
    """All the rows are read here: 41 of what was found, and those that were not."""
    numbers = [len(rows(each)) for each in ("Found", "Not found, though the library was asked")]
    assert numbers == [41, 8]
    assert len(rows("Not asked")) == 10
    for library, _, by in rows("Found"):
        assert len(LIBRARY.findall(library)) == len(CASE.findall(by)[:1]) == 1
        assert re.sub(r"[, ]", "", CASE.sub("", by).replace(BEYOND, "")) == "", "nothing else"
    assert PAGE.count("\n| ") == 41 + 8 + 10 + 4, "and four heads"


@pytest.mark.parametrize("each", list(found()), ids=lambda each: f"{each.file} {each.case}")
def test_what_was_found(each: Found) -> None:
    """The result file of the library has that case, and it failed in this way."""
    document = json.loads((RESULTS / each.file).read_bytes())
    outcomes = {result["case"]: result["outcome"] for result in document["results"]}
    assert outcomes[each.case] == each.outcome
    assert each.outcome not in ("pass", "unsupported")


def test_what_was_not_found() -> None:
    """The libraries were asked, and the one case that is named passes."""
    for libraries, _, why in rows("Not found, though the library was asked"):
        names = LIBRARY.findall(libraries)
        assert names
        for name in names:
            document = json.loads((RESULTS / f"{name}.json").read_bytes())
            outcomes = {result["case"]: result["outcome"] for result in document["results"]}
            for vector in re.findall(r"`(IDX-\S+)`", why):
                assert outcomes[f"read {vector}"] == "pass"


def test_what_was_not_asked() -> None:
    """Each of these faults is a flag of the vectors, and all but one are a faulty reader's."""
    folder = ROOT / "tests" / "conformance" / "faulty"
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    readers = []
    for _, _, flag, reader in rows("Not asked"):
        assert flag.strip("`") in flags()
        readers += re.findall("`(.+)`", reader)
    assert len(readers) == 9
    assert set(readers) <= set(re.findall(r"^class (\w+)", source, re.MULTILINE))
    assert (ROOT / "tests" / "vectors" / "test_flags_exposed.py").is_file()


def test_the_way_there() -> None:
    """The page of the matrix links to this one."""
    assert "(known-defects.md)" in (RESULTS / "README.md").read_text(encoding="utf-8")
