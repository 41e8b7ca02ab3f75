"""The matrix: what the page says of three result files, and that of the committed ones."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.cases import SCOPES
from idxcheck.conformance.matrix.abilities import abilities
from idxcheck.conformance.matrix.measured import measured_readers
from idxcheck.conformance.matrix.page import FORMATS, MARK, MEANINGS, page
from idxcheck.conformance.matrix.results import read_results, results_of
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result, Skipped
from idxcheck.conformance.reports.json import render

ROOT = Path(__file__).parents[3]
RESULTS = ROOT / "docs" / "conformance"
NASTY = "a|b`c<script>\n\x1b[31m\u202e\ud800[x](y)"
PLATFORM = {"date": "2026-11-20T18:00:00+00:00", "idxcheck": "0.5.0", "system": "Linux"}


def case(words: str, outcome: Outcome, detail: str = "", *flags: str, by: str = "") -> Result:
    """Return what came of a case such as `read IDX-4.1_a`."""
    clause = words.partition(" ")[2].partition("_")[0]
    return Result(words, outcome, clause, "valid", flags, detail, None, by)


FAULTY = ConformanceReport(
    Implementation("naive", "1.0", "C++", "https://example.org/naive(1)"),
    scope="idx",
    results=(
        case("read IDX-1.1_a", Outcome.PASS),
        case("read IDX-1.1_b", Outcome.LEAKY_ERROR, "KeyError: 10", by="naive b"),
        case("read IDX-2.4_c", Outcome.UNSUPPORTED, "rank 4"),
        case("read IDX-4.1_d", Outcome.WRONG_VALUES, "1 differs", "header-unread", by="d!"),
        case("read IDX-4.1_e", Outcome.WRONG_VALUES, "2 differ", "header-unread", by="e!"),
        case("write IDX-4.1_d", Outcome.CRASH, "signal 11"),
        case("round-trip IDX-4.1_d", Outcome.PASS),
    ),
    skipped=(Skipped("rewrite", 155, "not claimed: rewrite"),),
    notes=("memory was not measured",),
    platform=PLATFORM,
)
FINE = ConformanceReport(
    Implementation("fine", "2"),
    scope="all",
    results=(case("read IDX-4.1_d", Outcome.PASS), case("read NORB-6.1_x", Outcome.PASS)),
    strict=True,
    platform=PLATFORM,
)
HOSTILE = ConformanceReport(
    Implementation(NASTY, NASTY, NASTY, f"https://{NASTY}"),
    scope="norb",
    results=(
        case("read NORB-2.1_y", Outcome.HANG, NASTY, NASTY, by=NASTY),
        case(f"read {NASTY}", Outcome.UNSUPPORTED, NASTY),
    ),
    skipped=(Skipped(NASTY, 1, NASTY),),
    notes=(NASTY,),
    platform={**PLATFORM, NASTY: NASTY},
)


def found(report: ConformanceReport) -> dict[str, Any]:
    """Return the content of the result file of a run."""
    content: dict[str, Any] = json.loads(render(report))
    return content


@pytest.fixture
def lines() -> list[str]:
    """The lines of the page of the two that say nothing nasty."""
    return page({"naive": found(FAULTY), "fine": found(FINE)}).splitlines()


def section(lines: list[str], heading: str) -> list[str]:
    """Return the lines below a heading, to the next one."""
    rest = lines[lines.index(f"## {heading}") + 2 :]
    ends = [at for at, line in enumerate(rest) if line.startswith("## ")]
    return rest[: ends[0] - 1] if ends else rest


def test_tables(lines: list[str]) -> None:
    """A row for each implementation that was asked, by name; a cell for each section."""
    assert lines[0] == MARK == "<!-- made by: idxcheck conform matrix -->"
    assert section(lines, "All") == [
        "| implementation | language | scope | passed | failures | worst | date |",
        "|---|---|---|---|---|---|---|",
        "| [fine 2](fine.json) |  | all | 2/2 | 0 |  | 2026-11-20 |",
        "| [naive 1.0](naive.json) | C++ | idx | 3/6 | 3 | wrong-values | 2026-11-20 |",
    ]
    assert section(lines, "IDX") == [
        (
            "| implementation | IDX-1 the file | IDX-2 the magic | IDX-3 the sizes"
            " | IDX-4 the payload | IDX-5 around the file | writing |"
        ),
        "|---|---|---|---|---|---|---|",
        "| [fine 2](fine.json) | - | - | - | 1/1 | - | - |",
        (
            "| [naive 1.0](naive.json) | 2/2 leaky-error | unsupported | - | 0/2 wrong-values | -"
            " | 1/2 crash |"
        ),
    ]
    assert section(lines, "NORB")[2:] == [
        "| [fine 2](fine.json) | - | - | - | - | - | 1/1 | - |",
    ]


def test_of_one(lines: list[str]) -> None:
    """How it was asked, its worst defects each with a line that shows it, what it lacks."""
    assert section(lines, "naive 1.0") == [
        (
            "- C++, [example.org/naive(1)](https://example.org/naive%281%29),"
            " [all results](naive.json)"
        ),
        "- asked on 2026-11-20 by idxcheck 0.5.0, scope idx, system Linux",
        "- 3 passed of 6 executed, 7 cases asked",
        "- memory was not measured",
        "",
        "Worst defects:",
        "",
        ("- **wrong-values**, 2 cases (perhaps header-unread), e.g. `read IDX-4.1_d`: `1 differs`"),
        "",
        "  ```sh",
        "  d!",
        "  ```",
        "",
        (
            "  Perhaps: A fixed number of bytes is skipped and the rest taken for uint8: int8, floats, an"
            " unknown element type or a little-endian header come as wrong numbers."
        ),
        "- **crash**, 1 case, e.g. `write IDX-4.1_d`: `signal 11`",
        ("- **leaky-error**, 1 case, e.g. `read IDX-1.1_b`: `KeyError: 10`"),
        "",
        "  ```sh",
        "  naive b",
        "  ```",
        "",
        "Not taken or not asked:",
        "",
        "- unsupported, 1 case, e.g. `rank 4`",
        "- `rewrite`, 155 cases: `not claimed: rewrite`",
    ]
    assert section(lines, "fine 2") == [
        "- [all results](fine.json)",
        "- asked on 2026-11-20 by idxcheck 0.5.0, scope all, strict, system Linux",
        "- 2 passed of 2 executed, 2 cases asked",
        "",
        "No defect was found.",
    ]


def test_outside_what_they_claim() -> None:
    """Each outcome that is neither right nor a refusal, once, with its plainest case."""
    results = (
        case("read IDX-4.1_d", Outcome.WRONG_ELEMENT, "found uint8 0 x 28 x 28 []", by="empty"),
        case("read IDX-4.1_e", Outcome.WRONG_ELEMENT, "found uint8 2 [1, 2]", "x", "y", by="e!"),
        case("read IDX-4.4_f", Outcome.FALSE_ACCEPT, "returned uint8 1 [1]"),
        case("read IDX-4.1_g", Outcome.FALSE_REJECT, "rank 4"),
        case("read IDX-4.1_h", Outcome.LEAKY_ERROR, "KeyError: 1"),
        case("read IDX-4.1_i", Outcome.PASS),
    )
    beyond = {
        "naive": found(replace(FAULTY, results=results)),
        "fine": found(replace(FINE, results=results[3:])),
    }
    own = {"naive": found(FAULTY), "fine": found(FINE)}
    text = page(own, beyond)
    assert text.startswith(page(own))
    told = text.removeprefix(page(own)).splitlines()
    assert told[:2] == ["", "## Outside what they claim"]
    assert told[6:] == [
        "",
        "### fine 2",
        "",
        "- 3 cases asked, [all results](beyond/fine.json)",
        "- each was refused, or read as it must be",
        "",
        "### naive 1.0",
        "",
        "- 6 cases asked, [all results](beyond/naive.json)",
        "- **wrong-element**, 2 cases, e.g. `read IDX-4.1_e`: `found uint8 2 [1, 2]`",
        "",
        "  ```sh",
        "  e!",
        "  ```",
        "",
        "- **false-accept**, 1 case, e.g. `read IDX-4.4_f`: `returned uint8 1 [1]`",
    ]


def test_many_defects() -> None:
    """Of more than five the others are counted, with their cases."""
    words = ["g", "h", "i", "j", "k", "l", "l", "m"]
    results = tuple(case(f"read IDX-4.1_{n}", Outcome.FALSE_REJECT, w) for n, w in enumerate(words))
    text = page({"naive": found(replace(FAULTY, results=results))})
    assert text.count("- **false-reject**") == 5
    assert "\n- and 2 more causes of 2 cases\n" in text


def test_nothing_was_asked() -> None:
    """A run that ended at once has its row."""
    text = page({"naive": found(replace(FAULTY, results=()))})
    assert "| [naive 1.0](naive.json) | C++ | idx | 0/0 | 0 |  | 2026-11-20 |" in text


def test_hostile_texts() -> None:
    """Nothing that is said is markup, the end of a cell, or a control character."""
    text = page({"a b](c": found(HOSTILE)}, {"a b](c": found(HOSTILE)})
    assert text.encode()
    assert all(line.isprintable() for line in text[:-1].split("\n"))
    assert text.count("\n  a|b`c<script>") == 2, "the reproducer, in a block of code"
    prose = "\n".join(line for line in text.split("\n") if not line.startswith("  a|b"))
    prose = re.sub("(`+)(?!`).*?(?<!`)\\1(?!`)", "", prose)
    assert "<script>" not in prose
    assert "[x]" not in prose
    assert "a|b" not in prose
    assert "](a%20b%5D%28c.json)" in text
    assert "](beyond/a%20b%5D%28c.json)" in text
    assert "](https://a%7Cb%60c%3Cscript%3E%0A%1B%5B31m%E2%80%AE%5Cud800%5Bx%5D%28y%29)" in text
    rows = [line for line in text.split("\n") if line.startswith("| [a")]
    assert [row.count("|") for row in rows] == [8, 9]


def test_no_other_links() -> None:
    """A homepage that is no web address is no link."""
    other = replace(FINE, implementation=Implementation("x", homepage="javascript:alert(1)"))
    assert "javascript" not in page({"x": found(other)})


def test_the_titles() -> None:
    """The sections and their titles are those of the specifications."""
    for kind, titles in FORMATS.items():
        text = (ROOT / "spec" / f"{kind.lower()}.md").read_text(encoding="utf-8")
        headings = re.findall(r"^## (\d) (.*)$", text, re.MULTILINE)
        assert [(number, title.lower()) for number, title in headings] == [
            (str(number), title) for number, title in enumerate(titles, 1)
        ]


def test_the_legend(lines: list[str]) -> None:
    """Every word that a cell can hold has its meaning."""
    assert set(MEANINGS) == set(Outcome) - {Outcome.PASS}
    assert "| false-accept | data from a file that must be refused |" in lines
    assert len(SCOPES) == 5


def test_the_committed_page() -> None:
    """The page in docs/conformance is what its result files give."""
    text = (RESULTS / "README.md").read_text(encoding="utf-8")
    expected = page(committed_results(), committed_results("beyond"))
    assert text == expected, "next: idxcheck conform matrix docs/conformance"


def test_the_committed_abilities() -> None:
    """What `check --readers` knows is what the same result files give."""
    beyond = committed_results("beyond")
    found = {
        name: abilities(results, beyond.get(name)) for name, results in committed_results().items()
    }
    assert measured_readers() == found, (
        "next: idxcheck conform matrix docs/conformance"
        " --abilities idxcheck/conformance/matrix/abilities.json"
    )


def test_two_runs_are_alike() -> None:
    """Nothing in a committed result file tells how long something took, or where it stood."""
    for path in RESULTS.rglob("*.json"):
        for result in results_of(read_results(path), "smoke", "results"):
            assert not re.search(r"grew by \d|/root/|/home/|/tmp/|sheets,used", result.detail)
            assert result.outcome is not Outcome.HANG or "standard error" not in result.detail
            assert not re.search(r"[\w/]/(site-packages|node_modules)/", result.detail)


def test_who_was_asked_beyond() -> None:
    """Whoever claims MNIST's files alone was asked reading of others too, uncompressed."""
    scopes = {name: each["scope"] for name, each in committed_results().items()}
    beyond = committed_results("beyond")
    assert set(beyond) == {name for name, scope in scopes.items() if scope == "mnist"}
    assert len(beyond) == 9
    for name, found in beyond.items():
        assert found["scope"] == "idx"
        own = {each["case"] for each in committed_results()[name]["results"]}
        cases = [each["case"] for each in found["results"]]
        assert len(cases) == 159
        assert not own & set(cases)
        assert "read IDX-4.1_int8-rank-1" in cases
        assert "read IDX-5.1_gzip-stored" not in cases


def committed_results(folder: str = ".") -> dict[str, dict[str, Any]]:
    """Return the result files of docs/conformance, or of a folder in it, by their names."""
    return {path.stem: read_results(path) for path in (RESULTS / folder).glob("*.json")}
