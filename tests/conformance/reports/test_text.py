"""The text report: its lines, what is left out of it, and that it is printable."""

from dataclasses import replace

from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result, Skipped
from idxcheck.conformance.reports.text import render

EFFECT = (
    "A fixed number of bytes is skipped and the rest taken for uint8: int8, floats, an unknown"
    " element type or a little-endian header come as wrong numbers."
)


def test_everything(mixed: ConformanceReport) -> None:
    """Who was asked, the failures by their causes, all else in a line each, the score last."""
    assert render(mixed) == (
        "mini 1.2 (C, https://example.org/mini)\n"
        "system Linux, idxcheck 0.5.0, date 2026-11-20T18:00:00+00:00\n"
        "note: memory was not measured\n"
        "smoke plain-file: pass\n"
        "smoke broken-file: false-accept: returned uint8 3 [5]\n"
        "wrong-values: 2 cases (perhaps header-unread), e.g.\n"
        f"  perhaps header-unread: {EFFECT}\n"
        "  read IDX-4.1_int16-rank-1 (clause IDX-4.1): 2 of 2 elements differ; element 0:"
        " expected 1, found 256\n"
        "    ./mini int16.idx\n"
        "false-accept: 1 case\n"
        "  smoke broken-file: returned uint8 3 [5]\n"
        "crash: 1 case\n"
        "  generated read: signal 11; saved as c.idx\n"
        "error: 1 case\n"
        "  read IDX-3.1_rank-1-header-of-2 (clause IDX-3.1): not understood: 'hm'\n"
        "leaky-error: 1 case, failures only with --strict\n"
        "  read IDX-3.1_rank-1-header-of-1 (clause IDX-3.1): IndexError: 1\n"
        "unsupported: 2 cases, e.g.\n"
        "  read IDX-2.4_rank-8 (clause IDX-2.4): rank 8\n"
        "known: 1 failure, as expected\n"
        "stale: read IDX-9.9_gone: there is no such case\n"
        "generated read: crash\n"
        "skipped write, 155 cases: not claimed: write\n"
        "2 wrong-values, 1 false-accept, 1 error, 1 leaky-error, 2 unsupported, 1 pass;"
        " smoke: 1 false-accept; generated: 1 crash; executed 6 of 8 cases asked\n"
        "failed: 5 failures; 1 entry of the known failures did not come: remove it\n"
        "scope idx: 2/6\n"
    )


def test_verbose(mixed: ConformanceReport) -> None:
    """Every case is named, with its reproducer or its bytes, and every known failure."""
    lines = render(mixed, verbose=True).splitlines()
    start = lines.index("wrong-values: 2 cases (perhaps header-unread)")
    case = "(clause IDX-4.1): {0} of {0} elements differ; element 0: expected 1, found {1}"
    assert lines[start + 2 : start + 6] == [
        f"  read IDX-4.1_int16-rank-1 {case.format(2, 256)}",
        "    ./mini int16.idx",
        f"  read IDX-4.1_int32-rank-1 {case.format(1, 16777216)}",
        "    ./mini int32.idx",
    ]
    start = lines.index("unsupported: 2 cases")
    assert lines[start + 1 : start + 5] == [
        "  read IDX-2.4_rank-8 (clause IDX-2.4): rank 8",
        "  read IDX-2.4_rank-9 (clause IDX-2.4): rank 9",
        "known: 1 failure, as expected",
        "  read IDX-4.3_uint8-one-byte-short: false-accept, the end is not looked at",
    ]


def test_what_passes(fine: ConformanceReport) -> None:
    """A run without a failure is four lines."""
    assert render(fine) == ("mini\n1 pass; executed 1 of 1 case asked\npassed\nscope mnist: 1/1\n")
    assert str(fine) == render(fine)


def test_generated(fine: ConformanceReport) -> None:
    """A property that held says how much was tried."""
    held = Result("generated idx-files", Outcome.PASS, detail="200 files tried")
    text = render(replace(fine, generated=(held,)))
    assert "\ngenerated idx-files: pass: 200 files tried\n" in text


def test_too_few(fine: ConformanceReport) -> None:
    """Nothing at all, or less than was asked for, is no success."""
    assert render(replace(fine, results=())) == (
        "mini\nno case; executed 0 of 0 cases asked\nfailed: 0 executed, and 1 must be\n"
        "scope mnist: 0/0\n"
    )
    few = render(replace(fine, min_executed=5))
    assert few.endswith("failed: 1 executed, and 5 must be\nscope mnist: 1/1\n")


def test_stopped(fine: ConformanceReport) -> None:
    """Where the plain file was not read its line and the verdict say all; no count of nothing."""
    refused = Result("smoke plain-file", Outcome.UNSUPPORTED, detail="never")
    stopped = replace(fine, results=(), smoke=(refused,), stopped="the plain file was not read")
    skipped = (
        Skipped("read", 134, "the plain file was not read: never"),
        Skipped("generation", 0, "the plain file was not read: never"),
    )
    assert render(replace(stopped, skipped=skipped)) == (
        "mini\n"
        "smoke plain-file: unsupported: never\n"
        "skipped read, 134 cases: the plain file was not read: never\n"
        "skipped generation: the plain file was not read: never\n"
        "failed: the plain file was not read, nothing more was asked\n"
        "scope mnist: 0/0\n"
    )


def test_stopped_by_hangs(fine: ConformanceReport) -> None:
    """What was asked is counted; why the rest was not, stands in the place of too few."""
    hung = tuple(Result(f"read {number}", Outcome.HANG) for number in range(10))
    reason = "10 cases in a row did not end in time"
    text = render(replace(fine, results=hung, stopped=reason, min_executed=67))
    assert text.endswith(
        "10 hang; executed 10 of 10 cases asked\n"
        "failed: 10 failures; 10 cases in a row did not end in time, nothing more was asked\n"
        "scope mnist: 0/10\n"
    )


def test_many_stale_entries(fine: ConformanceReport) -> None:
    """Entries of the known failures that did not come are to be removed."""
    stale = tuple(Result(f"read {number}", Outcome.PASS, stale="gone") for number in range(10))
    text = render(replace(fine, stale=stale))
    assert "\nfailed: 10 entries of the known failures did not come: remove them\n" in text


def test_strict(mixed: ConformanceReport) -> None:
    """With --strict a leaky error is a failure among the others."""
    text = render(replace(mixed, strict=True))
    assert "\nleaky-error: 1 case\n  read IDX-3.1_rank-1-header-of-1 (clause" in text
    assert text.endswith(
        "failed: 6 failures; 1 entry of the known failures did not come: remove it\nscope idx: 1/6\n"
    )


def test_bytes_without_a_reproducer(fine: ConformanceReport) -> None:
    """Where no line asks again, the bytes stand there."""
    result = Result("read x", Outcome.FALSE_REJECT, detail="no", data=b"\x00\xff")
    text = render(replace(fine, results=(result,)))
    assert "\nfalse-reject: 1 case\n  read x: no\n    00ff\n" in text


def words(number: int) -> str:
    """Return a word of letters beyond f, another one for each number."""
    return "".join("ghijklmnop"[int(digit)] for digit in str(number))


def test_what_the_elements_tell(fine: ConformanceReport) -> None:
    """It is said without a doubt, and no flag beside it."""
    detail = "2 of 2 elements differ; element 0: expected 1, found 256"
    swapped = f"{detail}; the bytes of each element are swapped"
    result = Result("read x", Outcome.WRONG_VALUES, "IDX-4.1", "valid", ("header-unread",), swapped)
    assert (
        "\nwrong-values: 1 case (the bytes of each element are swapped)\n"
        f"  read x (clause IDX-4.1): {swapped}\n1 wrong-values; "
    ) in render(replace(fine, results=(result,)))


def test_many_causes(fine: ConformanceReport) -> None:
    """Of more than 20 causes the others are counted; `verbose` tells them."""
    failed = tuple(Result(f"read {n}", Outcome.FALSE_REJECT, detail=words(n)) for n in range(23))
    report = replace(fine, results=failed)
    text = render(report)
    assert text.count("false-reject: 1 case\n") == 20
    assert "\nand 3 more causes; -v tells all\n" in text
    assert render(report, verbose=True).count("false-reject: 1 case\n") == 23


def test_many_reasons(fine: ConformanceReport) -> None:
    """Of more than 5 reasons of what is unsupported the cases of the others are counted."""
    lacking = tuple(
        Result(f"read {n}", Outcome.UNSUPPORTED, detail=words(n % 7)) for n in range(13)
    )
    text = render(replace(fine, results=lacking))
    assert text.count("unsupported: 2 cases, e.g.\n") == 5
    assert "\nunsupported: and 3 more cases; -v tells all\n" in text


def test_long_messages(fine: ConformanceReport) -> None:
    """A message is cut, with the number of what is left out."""
    result = Result("read x", Outcome.FALSE_REJECT, detail="y" * 1_000_000)
    text = render(replace(fine, results=(result,)))
    assert f"  read x: {'y' * 300}... (999700 more characters)\n" in text
    assert len(text) < 1000


def test_hostile_texts(hostile: ConformanceReport) -> None:
    """Whatever an implementation says, each line is printable, and there are no more of them."""
    for verbose in (False, True):
        text = render(hostile, verbose=verbose)
        assert all(line.isprintable() for line in text[:-1].split("\n"))
        assert text.encode()
    shown = "a|b`c<script>&]]>\\x0a\\x1b[31m\\u202e\\xff\\ud800@me*_[x](y)"
    lines = render(hostile).splitlines()
    assert lines[0] == f"{shown} {shown} ({shown}, {shown})"
    assert lines[1:4] == [f"{shown} {shown}", f"note: {shown}", f"{shown}: crash: {shown}"]
    assert lines[4:7] == [
        f"wrong-values: 1 case (perhaps {shown})",
        f"  read {shown} (clause IDX-4.1): {shown}",
        f"    {shown}",
    ]
