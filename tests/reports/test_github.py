"""The report for GitHub Actions: annotations, letter by letter, and the table of the summary."""

from dataclasses import replace

import pytest

from idxcheck.findings import Finding, Report, Severity, Verdict
from idxcheck.reports import github

NOTHING = "0 judged, 0 valid, 0 invalid, 0 undetermined, 0 verified, 0 passed over\n"
TABLE = "\n| | file | rule | at | what |\n|---|---|---|---|---|\n"


def test_annotations(mixed: Report) -> None:
    """A finding is a command, the gravest first; what could not be judged is an error."""
    assert github.render(mixed, 4) == (
        "::error file=data/raw/images,line=1,title=IDX201 truncated-payload::"
        "0x2cdc300: 784 bytes short"
        "%0Aexpected 60000 x 28 x 28 uint8 = 47040000 bytes of payload"
        "%0Afound 47039216 bytes = 59999 whole items"
        "%0Alikely: size 0 should be 59999%0Aor: an item is missing"
        "%0Anext: fetch or write the file again\n"
        "::error file=data/raw/secret,line=1,title=TRN107 unreadable::"
        "undetermined: Permission denied\n"
        "::warning file=data/raw/noted,line=1,title=NRB005 undocumented-int8::0x0: the magic 57\n"
        "::notice file=data/raw/noted,line=1,title=VAL001 non-finite-values::1 NaN\n"
        "5 judged, 3 valid, 1 invalid, 1 undetermined, 0 verified, 2 passed over\n"
    )


def test_nothing_to_annotate(mixed: Report) -> None:
    """Without a finding there is the line of the totals."""
    assert github.render(Report(()), 0) == NOTHING
    assert github.render(Report(mixed.files[:1]), 0) == (
        "1 judged, 1 valid, 0 invalid, 0 undetermined, 0 verified, 0 passed over\n"
    )


def test_what_no_finding_tells(broken: Report, open_ended: Report, half_read: Report) -> None:
    """A fault of idxcheck and a file left open are errors; one half read on request is not."""
    assert github.render(broken, 3).splitlines()[:-1] == [
        "::error file=x,line=1,title=idxcheck::idxcheck itself failed: ValueError: no"
    ]
    assert github.render(open_ended, 4).splitlines()[:-1] == [
        "::error file=x.gz,line=1,title=idxcheck::the selected rules leave it open"
    ]
    assert len(github.render(half_read, 0).splitlines()) == 1


def test_remarks(mixed: Report) -> None:
    """What is to be said of the configuration is a warning without a file."""
    report = Report(mixed.files[:1], remarks=("an ignore ignored\nnothing",))
    assert github.render(report, 0).splitlines()[:-1] == [
        "::warning title=idxcheck::an ignore ignored\\x0anothing"
    ]
    assert "| remark |  |  |  | an ignore ignored&#92;x0anothing |\n" in github.summary(report)


def test_standard_input(mixed: Report) -> None:
    """What is no file is named in the message, for GitHub has nowhere to show it."""
    report = Report((replace(mixed.files[3], path="<stdin>"),))
    assert github.render(report, 4).splitlines()[0] == (
        "::error title=TRN107 unreadable::<stdin>: undetermined: Permission denied"
    )


def test_the_worst_nine(mixed: Report, broken: Report) -> None:
    """Nine of a level are shown, and how many are not; faults of idxcheck come first."""
    invalid, noted, unread = mixed.files[1:4]
    note, warning = noted.findings
    unsure = [replace(unread, path=f"u{number}") for number in range(4)]
    short = [replace(invalid, path=f"s{number}") for number in range(8)]
    warned = [
        replace(noted, path=f"w{number}", findings=(warning, note)[: 2 if number else 1])
        for number in range(10)
    ]
    lines = github.render(Report((*unsure, *warned, *short, *broken.files)), 3).splitlines()
    files = [line.partition("file=")[2].partition(",")[0] for line in lines]
    assert files == [
        *("x", "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", ""),
        *("w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", ""),
        *("w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9", ""),
    ]
    assert lines[9] == "::error title=idxcheck::4 more, see the summary"
    assert lines[19] == "::warning title=idxcheck::1 more, see the summary"
    assert lines[29].startswith("23 judged, ")


def test_hostile_texts(hostile: Report) -> None:
    """No name and no message ends its line, its property or its command."""
    nasty = "a\\x0ab\\x1b[31m[red]\\u202e\\xff\\u2028c"
    command, _totals = github.render(hostile, 1).splitlines()
    assert command == (
        f"::error file={nasty}/{nasty},line=1,title=TRN005 unrecognized-content::{nasty}"
        f"%0Aexpected {nasty}%0Afound {nasty}%0Alikely: {nasty}%0Anext: {nasty}"
    )


def test_characters_of_a_command(mixed: Report) -> None:
    """Percent signs, colons and commas are written as GitHub wants them."""
    finding = Finding("A001", "b", Severity.NOTE, "50 %: a, b\r\n::error::c")
    report = Report((replace(mixed.files[0], path="50%,a::b\r\n", findings=(finding,)),))
    assert github.render(report, 0).splitlines()[0] == (
        "::notice file=50%25%2Ca%3A%3Ab\\x0d\\x0a,line=1,title=A001 b::"
        "50 %25: a, b\\x0d\\x0a::error::c"
    )


def test_summary(mixed: Report, broken: Report) -> None:
    """A row a finding, the gravest first, then the files without any."""
    assert github.summary(Report(mixed.files + broken.files)) == (
        "### idxcheck\n\n"
        "6 judged, 3 valid, 1 invalid, 2 undetermined, 0 verified, 0 passed over\n"
        f"{TABLE}"
        "| failed | <code>x</code> |  |  | idxcheck itself failed&#58; ValueError&#58; no |\n"
        "| error | <code>data/raw/images</code> | IDX201 truncated-payload | 0x2cdc300"
        " | 784 bytes short&#59; expected 60000 x 28 x 28 uint8 = 47040000 bytes of payload&#59;"
        " found 47039216 bytes = 59999 whole items&#59; likely&#58; size 0 should be 59999&#59;"
        " or&#58; an item is missing&#59; next&#58; fetch or write the file again |\n"
        "| undetermined | <code>data/raw/secret</code> | TRN107 unreadable | "
        " | Permission denied |\n"
        "| warning | <code>data/raw/noted</code> | NRB005 undocumented-int8 | 0x0"
        " | the magic 57 |\n"
        "| note | <code>data/raw/noted</code> | VAL001 non-finite-values |  | 1 NaN |\n"
        "| ok | <code>data/raw/labels&#46;gz</code> |  |  |  |\n"
        "| ok | <code>alone&#46;mat</code> |  |  | header only |\n"
    )


def test_summary_of_nothing(half_read: Report) -> None:
    """No file, no table; a file half read on request says so."""
    assert github.summary(Report(())) == f"### idxcheck\n\n{NOTHING}"
    assert github.summary(half_read).endswith(
        f"{TABLE}| undetermined | <code>x&#46;gz</code> |  |  | header only |\n"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a|b", "a&#124;b"),
        ("`a` *b* _c_", "&#96;a&#96; &#42;b&#42; &#95;c&#95;"),
        ("<img src=x>&", "&#60;img src=x&#62;&#38;"),
        ("[a](http:b)", "&#91;a&#93;&#40;http&#58;b&#41;"),
        ("@a#1~b\\", "&#64;a&#35;1&#126;b&#92;"),
        ("\u00e9\n\u202e\udcff", "&#233;&#92;x0a&#92;u202e&#92;xff"),
    ],
)
def test_summary_of_hostile_names(mixed: Report, name: str, shown: str) -> None:
    """Nothing from outside is Markdown or HTML."""
    finding = Finding("A001", "b", Severity.NOTE, name)
    report = Report((replace(mixed.files[0], path=f"d/{name}", findings=(finding,)),))
    row = github.summary(report).splitlines()[-1]
    assert row == f"| note | <code>d/{shown}</code> | A001 b |  | {shown} |"


def test_summary_of_very_much(mixed: Report) -> None:
    """It ends before 512 KiB, and says how many rows are left out: the least grave ones."""
    good = replace(mixed.files[0], path="n" * 999)
    bad = replace(mixed.files[1], path="bad", verdict=Verdict.INVALID)
    text = github.summary(Report((*[good] * 600, bad)))
    rows = text.splitlines()[6:]
    assert rows[0].startswith("| error | <code>bad</code> |")
    assert len(text) < 512 * 1024
    ok = [row for row in rows if row.startswith("| ok | <code>nnn")]
    assert len(ok) == 508
    assert rows[-1] == "92 more rows are left out: GitHub takes no summary over 1 MiB."
