"""The Markdown report: its text, and that what an implementation says is no markup in it."""

import re
from dataclasses import replace

from idxcheck.conformance.causes import Cause
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.conformance.reports.markdown import block, cause_lines, code, literal, render


def test_everything(mixed: ConformanceReport) -> None:
    """The score, the counts, the worst failures and the stale entries."""
    assert render(mixed) == (
        "### `mini 1.2`: 2/6 (scope idx)\n"
        "\n"
        "failed: 5 failures; 1 entry of the known failures did not come: remove it;"
        " executed 6 of 8 cases asked\n"
        "\n"
        "| outcome | cases |\n"
        "|---|---|\n"
        "| wrong-values | 2 |\n"
        "| false-accept | 1 |\n"
        "| error | 1 |\n"
        "| leaky-error | 1 |\n"
        "| unsupported | 2 |\n"
        "| pass | 1 |\n"
        "| not asked | 155 |\n"
        "| known failures | 1 |\n"
        "| known failures that did not come | 1 |\n"
        "\n"
        "- **wrong-values**, 2 cases (perhaps header-unread), e.g."
        " `read IDX-4.1_int16-rank-1`:"
        " `2 of 2 elements differ; element 0: expected 1, found 256`\n"
        "\n"
        "  ```sh\n"
        "  ./mini int16.idx\n"
        "  ```\n"
        "\n"
        "- **false-accept**, 1 case, e.g. `smoke broken-file`:"
        " `returned uint8 3 [5]`\n"
        "- **crash**, 1 case, e.g. `generated read`:"
        " `signal 11; saved as c.idx`\n"
        "- **error**, 1 case, e.g. `read IDX-3.1_rank-1-header-of-2`:"
        " `not understood: 'hm'`\n"
        "- stale: `read IDX-9.9_gone`: `there is no such case`\n"
    )


def test_what_passes(fine: ConformanceReport) -> None:
    """A run without a failure is a heading and a table."""
    assert render(fine) == (
        "### `mini`: 1/1 (scope mnist)\n\n"
        "passed; executed 1 of 1 case asked\n\n"
        "| outcome | cases |\n|---|---|\n| pass | 1 |\n"
    )


def test_what_the_elements_tell(fine: ConformanceReport) -> None:
    """It is said without a doubt."""
    swapped = Result(
        "read x", Outcome.WRONG_VALUES, detail="; the bytes of each element are swapped"
    )
    lines = render(replace(fine, results=(swapped,))).splitlines()
    start = "- **wrong-values**, 1 case (the bytes of each element are swapped), e.g. `read x`: "
    assert lines[-1].startswith(start)


def test_stopped(fine: ConformanceReport) -> None:
    """Why nothing was asked is said once."""
    refused = Result("smoke plain-file", Outcome.FALSE_REJECT, detail="no")
    reason = "the plain file was not read"
    lines = render(replace(fine, results=(), smoke=(refused,), stopped=reason)).splitlines()
    assert lines[2] == "failed: the plain file was not read, nothing more was asked"


def test_many_causes(fine: ConformanceReport) -> None:
    """Of more than five causes the others are counted."""
    failed = tuple(Result(f"read {w}", Outcome.FALSE_REJECT, detail=w) for w in "ghijklm")
    lines = render(replace(fine, results=failed)).splitlines()
    assert sum(line.startswith("- **false-reject**") for line in lines) == 5
    assert lines[-1] == "- and 2 more causes"


def test_literal() -> None:
    """Each character that Markdown or HTML looks at where it stands is written as its number."""
    assert literal("a|b`c<i>&[d](e)_*~@f#1\\$x: é") == (
        "a&#124;b&#96;c&#60;i&#62;&#38;&#91;d&#93;(e)&#95;&#42;&#126;&#64;f&#35;1&#92;&#36;x: é"
    )
    assert literal("a\nb\ud800") == "a&#92;x0ab&#92;ud800"
    assert literal("x86_64: _a_ _ b_c:d https://e") == (
        "x86_64: &#95;a&#95; &#95; b_c&#58;d https&#58;//e"
    )


def test_code() -> None:
    """Every character stands for itself; the fence is longer than any in it."""
    assert code("read a_b: <i> [c](d) @e") == "`read a_b: <i> [c](d) @e`"
    assert code("a\nb") == "`a\\x0ab`"
    assert code("a`b``c") == "```a`b``c```"
    assert code("`a") == "`` `a ``"
    assert code("a`") == "`` a` ``"
    assert code(" a ") == "`  a  `"
    assert code(" a") == "` a`"
    assert code("") == "`  `"


def test_block() -> None:
    """A block of code is closed by its own fence alone, whatever stands in it."""
    assert block("./mini x") == ["```sh", "./mini x", "```"]
    assert block("a ``` b") == ["````sh", "a ``` b", "````"]
    assert block("a\n```\n# b") == ["````sh", "a\\x0a```\\x0a# b", "````"]


def test_long_reproducers() -> None:
    """One that has no room is left out; the other reports have it."""
    for length, lines in ((1000, 6), (1001, 1), (0, 1)):
        result = Result("read x", Outcome.HANG, reproducer="y" * length)
        assert len(list(cause_lines(Cause(Outcome.HANG, "", (result,))))) == lines


def test_hostile_texts(hostile: ConformanceReport, nasty: str) -> None:
    """What is said is shown as it is, and is neither markup, table, mention nor control."""
    text = render(hostile)
    assert all(line.isprintable() for line in text.split("\n"))
    prose = "\n".join(line for line in text.split("\n") if not line.startswith("  "))
    outside_code = re.sub("(`+)(?!`).*?(?<!`)\\1(?!`)", "", prose)
    assert outside_code.partition("\n")[0] == "### : 2/4 (scope all)"
    assert not set("<>[]@`") & set(outside_code)
    first = text.partition("\n")[0]
    shown = "a|b`c<script>&]]>\\x0a\\x1b[31m\\u202e\\xff\\ud800@me*_[x](y)"
    assert nasty not in text
    assert first == f"### ``{shown} {shown}``: 2/4 (scope all)"
    assert f"  ```sh\n  {shown}\n  ```\n" in text
