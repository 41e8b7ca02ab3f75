"""The JUnit report: its text, its counts, and that any XML parser reads it."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import idxcheck
from idxcheck.findings import Finding, Report, Severity, SkippedRule
from idxcheck.reports.junit import render

FIXTURES = Path(__file__).parents[2] / "fixtures"


def parse(report: Report) -> ET.Element:
    """Return the document, parsed again."""
    return ET.fromstring(render(report, 1))  # noqa: S314 - our own text


def outcome(report: Report, name: str) -> tuple[str, str | None, str | None]:
    """Return tag, message and text of what became of the case `name`."""
    (case,) = [case for case in parse(report).iter("testcase") if case.get("name") == name]
    (element,) = [child for child in case if child.tag != "properties"]
    return element.tag, element.get("message"), element.text


def test_text(mixed: Report) -> None:
    """A suite a file, a case a rule: passed, failed with all of the finding, or skipped."""
    assert render(Report(mixed.files[1:2]), 1) == (
        "<?xml version='1.0' encoding='us-ascii'?>\n"
        '<testsuites name="idxcheck" tests="5" failures="1" errors="0" skipped="3">\n'
        '  <testsuite name="data/raw/images" tests="5" failures="1" errors="0" skipped="3">\n'
        "    <properties>\n"
        '      <property name="verdict" value="invalid" />\n'
        '      <property name="content" value="unknown" />\n'
        '      <property name="format" value="idx" />\n'
        "    </properties>\n"
        '    <testcase classname="idxcheck.TRN" name="TRN107 unreadable" />\n'
        '    <testcase classname="idxcheck.IDX" name="IDX201 truncated-payload">\n'
        "      <properties>\n"
        '        <property name="severity" value="error" />\n'
        '        <property name="offset" value="47039232" />\n'
        '        <property name="length" value="0" />\n'
        '        <property name="field" value="payload" />\n'
        '        <property name="clause" value="IDX-4.3" />\n'
        "      </properties>\n"
        '      <failure message="error IDX201 truncated-payload at 0x2cdc300: 784 bytes short"'
        ' type="error">error IDX201 truncated-payload at 0x2cdc300\n'
        "784 bytes short\n"
        "expected 60000 x 28 x 28 uint8 = 47040000 bytes of payload\n"
        "found 47039216 bytes = 59999 whole items\n"
        "likely: size 0 should be 59999\n"
        "or: an item is missing\n"
        "next: fetch or write the file again</failure>\n"
        "    </testcase>\n"
        '    <testcase classname="idxcheck.NRB" name="NRB001 unknown-magic">\n'
        '      <skipped message="the content is not NORB" />\n'
        "    </testcase>\n"
        '    <testcase classname="idxcheck.NRB" name="NRB201 truncated-payload">\n'
        '      <skipped message="the content is not NORB" />\n'
        "    </testcase>\n"
        '    <testcase classname="idxcheck.VAL" name="VAL001 non-finite-values">\n'
        '      <skipped message="not selected" />\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_no_file_at_all() -> None:
    """A report on nothing has no suite."""
    assert render(Report(()), 0) == (
        "<?xml version='1.0' encoding='us-ascii'?>\n"
        '<testsuites name="idxcheck" tests="0" failures="0" errors="0" skipped="0" />\n'
    )


def test_counts(mixed: Report, broken: Report, open_ended: Report, half_read: Report) -> None:
    """Each suite counts its cases, and the whole counts all of them."""
    files = mixed.files + broken.files + open_ended.files + half_read.files
    root = parse(Report(files))
    counts = [
        tuple(int(suite.get(name, "-1")) for name in ("tests", "failures", "errors", "skipped"))
        for suite in [root, *root]
    ]
    assert counts == [
        (43, 1, 3, 23),
        (5, 0, 0, 3),
        (5, 1, 0, 3),
        (6, 0, 0, 2),
        (5, 0, 1, 3),
        (5, 0, 0, 3),
        (6, 0, 1, 3),
        (6, 0, 1, 3),
        (5, 0, 0, 3),
    ]


def test_what_does_not_fail(mixed: Report) -> None:
    """A finding below the threshold passes, and is told in the output of its case."""
    noted = Report(mixed.files[2:3])
    warned = ("system-out", None, "warning NRB005 undocumented-int8 at 0x0\nthe magic 57")
    assert outcome(noted, "NRB005 undocumented-int8") == warned
    strict = replace(noted, fail_on=Severity.WARNING)
    assert outcome(strict, "NRB005 undocumented-int8") == (
        "failure",
        "warning NRB005 undocumented-int8 at 0x0: the magic 57",
        "warning NRB005 undocumented-int8 at 0x0\nthe magic 57",
    )
    assert outcome(strict, "VAL001 non-finite-values")[0] == "system-out"


def test_where_nothing_fails(mixed: Report) -> None:
    """With --fail-on never all findings are output; what could not be judged stays an error."""
    never = replace(mixed, fail_on=Severity.NOTE, failing=False)
    root = parse(never)
    counts = [root.get(name) for name in ("tests", "failures", "errors", "skipped")]
    assert counts == ["26", "0", "1", "14"]
    short, unread = (replace(never, files=never.files[at : at + 1]) for at in (1, 3))
    tag, message, text = outcome(short, "IDX201 truncated-payload")
    assert (tag, message) == ("system-out", None)
    assert (text or "").startswith("error IDX201 truncated-payload at 0x2cdc300\n784 bytes short\n")
    assert outcome(unread, "TRN107 unreadable")[0] == "error"


def test_remarks(mixed: Report) -> None:
    """What is to be said of the configuration is the output of one case of its own suite."""
    remarks = ("files[0].ignore[0]: unused", "no judged file matches a\n\x1bb")
    told = replace(mixed, files=mixed.files[:1], configuration="my/idxcheck.toml", remarks=remarks)
    assert render(told, 0).endswith(
        "  </testsuite>\n"
        '  <testsuite name="my/idxcheck.toml" tests="1" failures="0" errors="0" skipped="0">\n'
        '    <testcase classname="idxcheck" name="configuration">\n'
        "      <system-out>files[0].ignore[0]: unused\n"
        "no judged file matches a\\x0a\\x1bb</system-out>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )
    assert parse(told).get("tests") == "6"
    nameless = parse(replace(told, configuration=None))
    assert [suite.get("name") for suite in nameless] == ["data/raw/labels.gz", "configuration"]
    assert len(parse(replace(told, remarks=()))) == 1


def test_what_could_not_be_judged(mixed: Report, broken: Report, open_ended: Report) -> None:
    """It is an error, whether a finding says so, idxcheck failed, or it was left open."""
    message = "undetermined TRN107 unreadable: Permission denied"
    unread = Report(mixed.files[3:4])
    assert outcome(unread, "TRN107 unreadable")[:2] == ("error", message)
    assert outcome(broken, "verdict") == (
        "error",
        "idxcheck itself failed: ValueError: no",
        None,
    )
    assert outcome(open_ended, "verdict") == ("error", "the selected rules leave it open", None)


def test_several_findings_of_a_rule(mixed: Report) -> None:
    """They are one failure, which says the worst first and keeps all, with every place."""
    first = Finding("IDX103", "zero-size-dimension", Severity.WARNING, "size 0 is 0", offset=4)
    second = replace(first, severity=Severity.ERROR, message="size 1 is 0", offset=8)
    third = replace(first, severity=Severity.UNDETERMINED, message="size 2 is unknown")
    report = Report((replace(mixed.files[0], findings=(first, second, third)),))
    assert outcome(report, "IDX103 zero-size-dimension") == (
        "failure",
        "error IDX103 zero-size-dimension at 0x8: size 1 is 0",
        (
            "warning IDX103 zero-size-dimension at 0x4\nsize 0 is 0\n\n"
            "error IDX103 zero-size-dimension at 0x8\nsize 1 is 0\n\n"
            "undetermined IDX103 zero-size-dimension at 0x4\nsize 2 is unknown"
        ),
    )
    told = [(each.get("name"), each.get("value")) for each in parse(report).iter("property")]
    assert told[4:] == [
        ("severity", "warning"),
        ("offset", "4"),
        ("severity", "error"),
        ("offset", "8"),
        ("severity", "undetermined"),
        ("offset", "4"),
    ]


def test_the_layers(mixed: Report) -> None:
    """The wrappers are a property, from the outside in."""
    double = Report((replace(mixed.files[0], layers=("gzip", "xz")),))
    told = {each.get("name"): each.get("value") for each in parse(double).iter("property")}
    assert told == {
        "verdict": "valid",
        "content": "unknown",
        "format": "idx",
        "layers": "gzip > xz",
    }


def test_a_rule_nobody_knows(mixed: Report) -> None:
    """A skipped rule without a name is called by its code; one that found something counts."""
    skipped = (SkippedRule("XYZ9", "no"), SkippedRule("NRB005", "no"))
    report = Report((replace(mixed.files[2], rules_skipped=skipped),))
    assert outcome(report, "XYZ9") == ("skipped", "no", None)
    assert outcome(report, "NRB005 undocumented-int8")[0] == "system-out"
    cases = [case.get("classname") for case in parse(report).iter("testcase")]
    assert cases.count("idxcheck.XYZ") == 1


def test_hostile_texts(hostile: Report) -> None:
    """What XML cannot hold is escaped, and the text is ASCII."""
    text = render(hostile, 1)
    assert text.isascii()
    nasty = "a\\x0ab\\x1b[31m[red]\\u202e\\xff\\u2028c"
    assert parse(hostile)[0].get("name") == f"{nasty}/{nasty}"
    assert outcome(hostile, "TRN005 unrecognized-content") == (
        "failure",
        f"error TRN005 unrecognized-content: {nasty}",
        (
            f"error TRN005 unrecognized-content\n{nasty}\nexpected {nasty}\nfound {nasty}\n"
            f"likely: {nasty}\nnext: {nasty}"
        ),
    )


def test_every_character(mixed: Report) -> None:
    """Any character of a name or a reason comes through XML, as it is or as an escape."""
    awkward = "".join(map(chr, range(0x120))) + "]]>&<\"'\ud800\udc80\ufffe\uffff\U0001f600"
    reason = (SkippedRule("XYZ9", awkward),)
    found = Finding("IDX001", "nonzero-prefix", Severity.ERROR, awkward, field=awkward)
    report = Report(
        (replace(mixed.files[0], path=awkward, findings=(found,), rules_skipped=reason),)
    )
    shown = parse(report)[0].get("name") or ""
    assert shown.startswith("\\x00\\x01")
    assert shown.endswith("]]>&<\"'\\ud800\\x80\\ufffe\\uffff\U0001f600")
    assert outcome(report, "XYZ9")[1] == shown
    assert outcome(report, "IDX001 nonzero-prefix")[2] == f"error IDX001 nonzero-prefix\n{shown}"


@pytest.mark.parametrize("folder", ["idx", "norb"])
def test_real_files(folder: str) -> None:
    """On the fixtures, every rule of every file is a case, and y_ files alone have no failure."""
    report = idxcheck.check(FIXTURES / folder)
    root = parse(report)
    assert len(root) == len(report.files) > 20
    for suite, file in zip(root, report.files, strict=True):
        cases = len(file.rules_executed) + len(file.rules_skipped)
        assert suite.get("tests") == str(len(suite) - 1) == str(cases)
        name = Path(file.path).name
        failures = len({each.code for each in file.findings if each.severity is Severity.ERROR})
        assert suite.get("failures") == str(failures), name
        # A reader may refuse zeros behind a gzip stream; there is nothing to say of them.
        sound = name.startswith("y_") or name == "i_5.1_gzip-then-zeros.idx.gz"
        assert (failures == 0) is sound, name
