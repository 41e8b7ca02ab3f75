"""The text report, letter by letter."""

from dataclasses import replace

from idxcheck.findings import (
    ContentWord,
    DataSetWord,
    FileReport,
    Report,
    Severity,
    Verdict,
)
from idxcheck.reports import text


def test_normal(mixed: Report) -> None:
    """Files stand under their folder, findings under their file, the totals at the end."""
    assert text.render(mixed, 4) == (
        "data/raw\n"
        "  ok            labels.gz  gzip > IDX uint8 60000 x 28 x 28\n"
        "  invalid       images     IDX uint8 60000 x 28 x 28\n"
        "                error IDX201 truncated-payload at 0x2cdc300: 784 bytes short\n"
        "                      expected 60000 x 28 x 28 uint8 = 47040000 bytes of payload\n"
        "                      found    47039216 bytes = 59999 whole items\n"
        "                      likely: size 0 should be 59999\n"
        "                      or: an item is missing\n"
        "                      next: fetch or write the file again\n"
        "  ok            noted      IDX uint8 60000 x 28 x 28\n"
        "                warning NRB005 undocumented-int8 at 0x0: the magic 57\n"
        "                note VAL001 non-finite-values: 1 NaN\n"
        "  undetermined  secret\n"
        "                undetermined TRN107 unreadable: Permission denied\n"
        "ok            alone.mat  byte-swapped NORB uint8 2  header only\n"
        "5 judged: 3 valid, 1 invalid, 1 undetermined; 2 passed over (-v lists them)\n"
    )


def test_str_is_the_text_report(mixed: Report) -> None:
    """`print(report)` shows what the command does."""
    assert str(mixed) == text.render(mixed, 0)


def test_quiet(mixed: Report) -> None:
    """-q keeps the files and findings that bear on the exit status, and the totals."""
    assert text.render(mixed, 4, verbosity=text.QUIET) == (
        "data/raw\n"
        "  invalid       images  IDX uint8 60000 x 28 x 28\n"
        "                error IDX201 truncated-payload at 0x2cdc300: 784 bytes short\n"
        "                      expected 60000 x 28 x 28 uint8 = 47040000 bytes of payload\n"
        "                      found    47039216 bytes = 59999 whole items\n"
        "                      likely: size 0 should be 59999\n"
        "                      or: an item is missing\n"
        "                      next: fetch or write the file again\n"
        "  undetermined  secret\n"
        "                undetermined TRN107 unreadable: Permission denied\n"
        "5 judged: 3 valid, 1 invalid, 1 undetermined; 2 passed over (-v lists them)\n"
    )


def test_quiet_follows_the_threshold(mixed: Report) -> None:
    """At --fail-on warning the warning is shown and the note of the same file is not."""
    warnings = Report(mixed.files[2:3], fail_on=Severity.WARNING)
    assert text.render(warnings, 1, verbosity=text.QUIET) == (
        "data/raw\n"
        "  ok  noted  IDX uint8 60000 x 28 x 28\n"
        "      warning NRB005 undocumented-int8 at 0x0: the magic 57\n"
        "1 judged: 1 valid, 0 invalid, 0 undetermined\n"
    )


def test_quiet_with_nothing_to_say(half_read: Report) -> None:
    """A header that alone was asked for is no reason to speak."""
    assert text.render(half_read, 0, verbosity=text.QUIET) == (
        "1 judged: 0 valid, 0 invalid, 1 undetermined\n"
    )


def test_quiet_shows_what_stays_open(open_ended: Report) -> None:
    """A file left undetermined is shown even where no finding says why."""
    assert text.render(open_ended, 4, verbosity=text.QUIET) == (
        "undetermined  x.gz  gzip > IDX uint8 60000 x 28 x 28\n"
        "              the selected rules leave it open (-v lists them)\n"
        "1 judged: 0 valid, 0 invalid, 1 undetermined\n"
    )


def test_verbose(mixed: Report) -> None:
    """-v adds digests, rules with the reasons they were skipped for, and passed-over names."""
    two = Report((mixed.files[1], mixed.files[4]), mixed.passed_over)
    rules = "2 rules executed, 3 skipped: 2 as the content is not NORB; 1 as not selected\n"
    assert text.render(two, 1, verbosity=text.VERBOSE) == (
        "data/raw\n"
        "  invalid  images  IDX uint8 60000 x 28 x 28\n"
        "           error IDX201 truncated-payload at 0x2cdc300: 784 bytes short\n"
        "                 expected 60000 x 28 x 28 uint8 = 47040000 bytes of payload\n"
        "                 found    47039216 bytes = 59999 whole items\n"
        "                 likely: size 0 should be 59999\n"
        "                 or: an item is missing\n"
        "                 next: fetch or write the file again\n"
        "                 field payload, clause IDX-4.3, see: idxcheck explain IDX201\n"
        f"           sha256 of the content: {'ab' * 32}\n"
        f"           {rules}"
        "ok       alone.mat  byte-swapped NORB uint8 2  header only\n"
        f"         {rules}"
        "passed over: data/raw/README\n"
        "passed over: data/raw/\\x1b]0;title\\x07\n"
        "2 judged: 1 valid, 1 invalid, 0 undetermined; 2 passed over\n"
    )


def test_verbose_on_a_finding_without_a_place(mixed: Report) -> None:
    """Field and clause are left out where there are none."""
    noted = Report(mixed.files[2:3])
    assert text.render(noted, verbosity=text.VERBOSE).splitlines()[4:6] == [
        "      note VAL001 non-finite-values: 1 NaN",
        "           see: idxcheck explain VAL001",
    ]


def test_an_internal_error(broken: Report) -> None:
    """A file on which idxcheck failed says so, in its line and in the totals."""
    for verbosity in (text.QUIET, text.NORMAL):
        assert text.render(broken, 3, verbosity=verbosity) == (
            "failed  x\n"
            "        idxcheck itself failed: ValueError: no\n"
            "1 judged: 0 valid, 0 invalid, 1 undetermined; idxcheck itself failed on 1\n"
        )


def test_no_file_at_all() -> None:
    """A report on nothing is its totals."""
    assert text.render(Report(())) == "0 judged: 0 valid, 0 invalid, 0 undetermined\n"


def test_hostile_texts(hostile: Report) -> None:
    """Whatever comes from outside is escaped: names, messages, arithmetic, hints."""
    nasty = "a\\x0ab\\x1b[31m[red]\\u202e\\xff\\u2028c"
    assert text.render(hostile, 1, verbosity=text.VERBOSE) == (
        f"{nasty}\n"
        f"  invalid  {nasty}\n"
        f"           error TRN005 unrecognized-content: {nasty}\n"
        f"                 expected {nasty}\n"
        f"                 found    {nasty}\n"
        f"                 likely: {nasty}\n"
        f"                 next: {nasty}\n"
        "                 see: idxcheck explain TRN005\n"
        f"           sha256 of the content: {'ab' * 32}\n"
        "           2 rules executed, 3 skipped: 2 as the content is not NORB; 1 as not selected\n"
        f"passed over: {nasty}\n"
        "1 judged: 0 valid, 1 invalid, 0 undetermined; 1 passed over\n"
    )


def test_color_of_an_internal_error(broken: Report) -> None:
    """It has the colour of what could not be judged."""
    assert text.render(broken, 3, color=True).startswith("\x1b[35mfailed\x1b[0m  x\n")


def test_color(mixed: Report) -> None:
    """Verdicts and severities are coloured, nothing else is, and the words stay the same."""
    colored = text.render(mixed, 4, color=True)
    assert "  \x1b[32mok          \x1b[0m  labels.gz  gzip" in colored
    assert "  \x1b[31minvalid     \x1b[0m  images" in colored
    assert "\x1b[31merror\x1b[0m IDX201" in colored
    assert "\x1b[33mwarning\x1b[0m NRB005" in colored
    assert "\x1b[36mnote\x1b[0m VAL001" in colored
    assert "\x1b[35mundetermined\x1b[0m TRN107" in colored
    plain = colored
    for code in ("0", "31", "32", "33", "35", "36"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == text.render(mixed, 4)


def test_long_names_do_not_push_the_others(mixed: Report) -> None:
    """Names are padded to the longest of their folder, but to no more than 40 columns."""
    long = replace(mixed.files[0], path="d/" + "n" * 60)
    short = replace(mixed.files[0], path="d/s")
    assert text.render(Report((long, short))).splitlines()[1:3] == [
        f"  ok  {'n' * 60}  gzip > IDX uint8 60000 x 28 x 28",
        f"  ok  s{' ' * 39}  gzip > IDX uint8 60000 x 28 x 28",
    ]


def test_a_folder_as_a_file(mixed: Report) -> None:
    """A path that ends in a slash is its own name."""
    folder = replace(mixed.files[3], path="data/raw/")
    assert text.render(Report((folder,))).splitlines()[0] == "undetermined  data/raw/"


def said(mixed: Report, titles: str, basis: str, *, asserted: bool) -> list[FileReport]:
    """Return the first two files, valid, verified, and said to be of a data set."""
    word = DataSetWord(("x",), ("x/y",), titles, f"{titles}'s labels, {basis}", basis, asserted)
    return [
        replace(
            each,
            data_set=word,
            findings=(),
            verdict=Verdict.VALID,
            content=ContentWord.VERIFIED,
        )
        for each in mixed.files[:2]
    ]


def test_a_data_set_of_a_whole_folder(mixed: Report) -> None:
    """It stands beside the folder; what is verified says so, and is counted."""
    files = said(mixed, "Fashion-MNIST", "by the folder's name", asserted=True)
    assert text.render(Report(tuple(files)), 0) == (
        "data/raw  Fashion-MNIST, by the folder's name\n"
        "  ok  labels.gz  gzip > IDX uint8 60000 x 28 x 28  content verified\n"
        "  ok  images     IDX uint8 60000 x 28 x 28  content verified\n"
        "2 judged: 2 valid, 0 invalid, 0 undetermined; 2 of 2 valid verified by digest\n"
    )


def test_a_data_set_of_one_file(mixed: Report) -> None:
    """It stands with the file; a guess always does."""
    first, second = said(mixed, "MNIST", "by its digest", asserted=False)
    other = replace(mixed.files[2], findings=())
    assert text.render(Report((first, other)), 0) == (
        "data/raw\n"
        "  ok  labels.gz  gzip > IDX uint8 60000 x 28 x 28  MNIST's labels, by its digest"
        "  content verified\n"
        "  ok  noted      IDX uint8 60000 x 28 x 28\n"
        "2 judged: 2 valid, 0 invalid, 0 undetermined; 1 of 2 valid verified by digest\n"
    )
    alone = replace(said(mixed, "MNIST", "as asked for", asserted=True)[1], path="images")
    assert text.render(Report((alone, second)), 0).splitlines()[:3] == [
        ".  MNIST, as asked for",
        "  ok  images  IDX uint8 60000 x 28 x 28  content verified",
        "data/raw",
    ]


def test_the_configuration(mixed: Report) -> None:
    """The file that was followed is named, and what is to be said of it."""
    report = Report(mixed.files[:1], configuration="a\n.toml", remarks=("files[0]: \x1b",))
    assert text.render(report, 0).splitlines()[-3:] == [
        "configuration: a\\x0a.toml",
        "  files[0]: \\x1b",
        "1 judged: 1 valid, 0 invalid, 0 undetermined",
    ]
