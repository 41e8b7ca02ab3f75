"""Reports whose every part is typed in."""

import pytest

from idxcheck.findings import (
    ContentWord,
    FileReport,
    Finding,
    Hypothesis,
    Report,
    Severity,
    SkippedRule,
    Verdict,
)
from idxspec import Element, Header

UINT8 = Element("uint8", 1, "u", 0x08, 0x1E3D4C55)
IMAGES = Header("idx", "big", 2051, UINT8, (60000, 28, 28))
SWAPPED = Header("norb", "big", 0x1E3D4C55, UINT8, (2,), (1, 1))
DIGEST = "ab" * 32

SHORT = Finding(
    code="IDX201",
    name="truncated-payload",
    severity=Severity.ERROR,
    message="784 bytes short",
    offset=0x2CDC300,
    length=0,
    field="payload",
    clause="IDX-4.3",
    expected="60000 x 28 x 28 uint8 = 47040000 bytes of payload",
    actual="47039216 bytes = 59999 whole items",
    hint="fetch or write the file again",
    hypotheses=(
        Hypothesis("size 0 should be 59999", 4, b"\0\0\xea\x60", b"\0\0\xea\x5f"),
        Hypothesis("an item is missing"),
    ),
)
NOTE = Finding("VAL001", "non-finite-values", Severity.NOTE, "1 NaN")
WARNING = Finding("NRB005", "undocumented-int8", Severity.WARNING, "the magic 57", offset=0)
UNREADABLE = Finding("TRN107", "unreadable", Severity.UNDETERMINED, "Permission denied")


def file(  # noqa: PLR0913 - the parts that tests vary
    path: str,
    verdict: Verdict = Verdict.VALID,
    *findings: Finding,
    header: Header | None = IMAGES,
    layers: tuple[str, ...] = (),
    internal_error: str | None = None,
    header_only: bool = False,
) -> FileReport:
    """Return the report on one file."""
    return FileReport(
        path=path,
        layers=layers,
        header=header,
        verdict=verdict,
        content=ContentWord.NOT_READ if header_only else ContentWord.UNKNOWN,
        digests={} if header_only else {"content": DIGEST},
        findings=findings,
        rules_executed=("TRN107", "IDX201"),
        rules_skipped=(
            SkippedRule("NRB001", "the content is not NORB"),
            SkippedRule("NRB201", "the content is not NORB"),
            SkippedRule("VAL001", "not selected"),
        ),
        internal_error=internal_error,
        header_only=header_only,
    )


@pytest.fixture
def mixed() -> Report:
    """A folder of four files, a file on its own, and two that were passed over."""
    return Report(
        files=(
            file("data/raw/labels.gz", layers=("gzip",)),
            file("data/raw/images", Verdict.INVALID, SHORT),
            file("data/raw/noted", Verdict.VALID, NOTE, WARNING),
            file("data/raw/secret", Verdict.UNDETERMINED, UNREADABLE, header=None),
            file("alone.mat", header=SWAPPED, header_only=True),
        ),
        passed_over=("data/raw/README", "data/raw/\x1b]0;title\x07"),
    )


@pytest.fixture
def broken() -> Report:
    """A file that idxcheck itself could not judge."""
    return Report((file("x", Verdict.UNDETERMINED, header=None, internal_error="ValueError: no"),))


@pytest.fixture
def hostile() -> Report:
    """Every text that comes from outside holds what must not reach a terminal."""
    nasty = "a\nb\x1b[31m[red]\u202e\udcff\u2028c"
    finding = Finding(
        "TRN005",
        "unrecognized-content",
        Severity.ERROR,
        nasty,
        expected=nasty,
        actual=nasty,
        hint=nasty,
        hypotheses=(Hypothesis(nasty),),
    )
    return Report(
        (file(f"{nasty}/{nasty}", Verdict.INVALID, finding, header=None),), passed_over=(nasty,)
    )


@pytest.fixture
def half_read() -> Report:
    """A compressed file whose header alone was asked for, so its length is open."""
    return Report((file("x.gz", Verdict.UNDETERMINED, layers=("gzip",), header_only=True),))


@pytest.fixture
def open_ended() -> Report:
    """A file left undetermined though no finding says why: its rule was not selected."""
    return Report((file("x.gz", Verdict.UNDETERMINED, layers=("gzip",)),))
