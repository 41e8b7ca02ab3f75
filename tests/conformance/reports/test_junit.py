"""The JUnit report: its text, its counts, and that any XML parser reads it."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result, Skipped
from idxcheck.conformance.reports.junit import render


def parse(report: ConformanceReport) -> ET.Element:
    """Return the document, parsed again."""
    return ET.fromstring(render(report))  # noqa: S314 - our own text


def outcome(report: ConformanceReport, name: str) -> list[tuple[str, str | None, str | None]]:
    """Return tag, message and text of what became of the case `name`; nothing if it passed."""
    (case,) = [case for case in parse(report).iter("testcase") if case.get("name") == name]
    return [
        (child.tag, child.get("message"), child.text) for child in case if child.tag != "properties"
    ]


def test_text(mixed: ConformanceReport) -> None:
    """A suite for each part of the run, a case for each question."""
    assert render(replace(mixed, results=mixed.results[:2], smoke=(), generated=(), stale=())) == (
        "<?xml version='1.0' encoding='us-ascii'?>\n"
        '<testsuites name="idxcheck conform: mini 1.2" tests="4" failures="2" errors="0"'
        ' skipped="1">\n'
        '  <testsuite name="vectors" tests="2" failures="1" errors="0" skipped="0">\n'
        '    <testcase classname="idxcheck.conform.IDX-1" name="read IDX-1.1_header-and-payload">\n'
        "      <properties>\n"
        '        <property name="clause" value="IDX-1.1" />\n'
        '        <property name="verdict" value="valid" />\n'
        "      </properties>\n"
        "    </testcase>\n"
        '    <testcase classname="idxcheck.conform.IDX-4" name="read IDX-4.1_int16-rank-1">\n'
        "      <properties>\n"
        '        <property name="clause" value="IDX-4.1" />\n'
        '        <property name="verdict" value="valid" />\n'
        '        <property name="flags" value="header-unread" />\n'
        "      </properties>\n"
        '      <failure message="wrong-values: 2 of 2 elements differ; element 0: expected 1,'
        ' found 256" type="wrong-values">wrong-values\n'
        "2 of 2 elements differ; element 0: expected 1, found 256\n"
        "./mini int16.idx</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="skipped" tests="1" failures="0" errors="0" skipped="1">\n'
        '    <testcase classname="idxcheck.conform.skipped" name="write, 155 cases">\n'
        '      <skipped message="not claimed: write" />\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="run" tests="1" failures="1" errors="0" skipped="0">\n'
        '    <testcase classname="idxcheck.conform.run" name="executed">\n'
        '      <failure message="failed: 1 failure; 2 executed, and 4 must be" type="too-few" />\n'
        "      <system-out>scope idx: 1/2, executed 2 of 2 cases asked</system-out>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_counts(mixed: ConformanceReport) -> None:
    """Each suite counts its cases, and the whole counts all of them."""
    root = parse(mixed)
    counts = [
        [suite.get(name) for name in ("name", "tests", "failures", "errors", "skipped")]
        for suite in [root, *root]
    ]
    assert counts == [
        ["idxcheck conform: mini 1.2", "14", "5", "1", "4"],
        ["smoke", "2", "1", "0", "0"],
        ["vectors", "8", "2", "1", "3"],
        ["generated", "1", "1", "0", "0"],
        ["stale", "1", "1", "0", "0"],
        ["skipped", "1", "0", "0", "1"],
        ["run", "1", "0", "0", "0"],
    ]


def test_outcomes(mixed: ConformanceReport) -> None:
    """What became of each kind of case."""
    assert outcome(mixed, "smoke plain-file") == []
    assert outcome(mixed, "read IDX-2.4_rank-8") == [("skipped", "unsupported: rank 8", None)]
    assert outcome(mixed, "read IDX-4.3_uint8-one-byte-short") == [
        (
            "skipped",
            "known false-accept: must be refused, returned uint8 1 [5]; the end is not looked at",
            None,
        )
    ]
    assert outcome(mixed, "read IDX-3.1_rank-1-header-of-1") == [
        ("system-out", None, "leaky-error: IndexError: 1")
    ]
    assert outcome(mixed, "read IDX-3.1_rank-1-header-of-2") == [
        ("error", "error: not understood: 'hm'", "error\nnot understood: 'hm'")
    ]
    assert outcome(mixed, "read IDX-9.9_gone") == [
        ("failure", "stale: there is no such case", "pass")
    ]
    strict = replace(mixed, strict=True)
    assert outcome(strict, "read IDX-3.1_rank-1-header-of-1") == [
        ("failure", "leaky-error: IndexError: 1", "leaky-error\nIndexError: 1")
    ]


def test_what_passes(fine: ConformanceReport) -> None:
    """A run without a failure has none; a run of nothing has one."""
    assert [parse(fine).get(name) for name in ("tests", "failures", "errors")] == ["2", "0", "0"]
    nothing = replace(fine, results=())
    assert outcome(nothing, "executed") == [
        ("failure", "failed: 0 executed, and 1 must be", None),
        ("system-out", None, "scope mnist: 0/0, executed 0 of 0 cases asked"),
    ]


def test_stopped(fine: ConformanceReport) -> None:
    """A run that ended before the first case fails, and says why."""
    reason = "the plain file was not read"
    report = replace(
        fine, results=(), stopped=reason, skipped=(Skipped("generation", 0, f"{reason}: no"),)
    )
    [failure] = parse(report).iter("failure")
    assert failure.get("message") == f"failed: {reason}, nothing more was asked"
    text = render(report)
    assert f"scope mnist: 0/0, {reason}, nothing more was asked<" in text
    assert 'name="generation">' in text


def test_hostile_texts(hostile: ConformanceReport) -> None:
    """Whatever an implementation says, the document is ASCII, and a parser gives it back."""
    assert render(hostile).isascii()
    shown = "a|b`c<script>&]]>\\x0a\\x1b[31m\\u202e\\xff\\ud800@me*_[x](y)"
    assert parse(hostile).get("name") == f"idxcheck conform: {shown} {shown}"
    assert outcome(hostile, f"read {shown}") == [
        ("failure", f"wrong-values: {shown}", f"wrong-values\n{shown}\n{shown}")
    ]
    assert outcome(hostile, "read u") == [("skipped", f"unsupported: {shown}", None)]
    assert outcome(hostile, "read k") == [("skipped", f"known hang: {shown}; {shown}", None)]
    assert outcome(hostile, "read s") == [("failure", f"stale: {shown}", "pass")]
    assert outcome(hostile, "read l") == [("system-out", None, f"leaky-error: {shown}")]
    assert outcome(hostile, f"{shown}, 1 case") == [("skipped", shown, None)]


def test_every_character(fine: ConformanceReport) -> None:
    """Any character comes through XML, as it is or as an escape."""
    awkward = "".join(map(chr, range(0x120))) + "]]>\ufffe\uffff\U0001f600"
    result = Result("read x", Outcome.HANG, detail=awkward[:290], reproducer=awkward)
    text = outcome(replace(fine, results=(result,)), "read x")[0][2] or ""
    assert "\\x00\\x01" in text
    assert text.endswith("]]>\\ufffe\\uffff\U0001f600")
