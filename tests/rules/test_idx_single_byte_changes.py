"""Every single-byte change of an image header gives one error, the same ones every time."""

from collections import Counter
from collections.abc import Iterator

import pytest

from idxcheck.evidence import Evidence
from idxcheck.findings import Severity
from idxcheck.judging import judge
from idxcheck.source.recognition import recognise

HEADER = bytes.fromhex("00000803 00002710 0000001C 0000001C")
LENGTH = 7840016  # 10000 x 28 x 28 behind 16 bytes
BLANK_ROWS = bytes(168)  # the first rows of the first picture


def changes(offset: int) -> Iterator[bytes]:
    """Yield the header with each other value of one byte."""
    for value in range(256):
        if value != HEADER[offset]:
            yield HEADER[:offset] + bytes([value]) + HEADER[offset + 1 :]


def errors(header: bytes) -> tuple[str, ...]:
    """Return the codes of the errors in a file of 10000 pictures that begins so."""
    head = header + BLANK_ROWS + b"\x54" * 3912  # 4096 bytes, as many as are kept
    evidence = Evidence(
        "changed",
        head=head,
        seen=LENGTH,
        length=LENGTH,
        content=recognise(head, LENGTH, None),
        complete=True,
    )
    findings = judge(evidence).findings
    return tuple(each.code for each in findings if each.severity is Severity.ERROR)


@pytest.mark.slow
def test_all_4080_changes() -> None:
    """16 bytes with 255 other values each: one error, or none where int8 fits as well."""
    counts = Counter(errors(changed) for offset in range(16) for changed in changes(offset))
    assert counts == {
        ("IDX201",): 2953,
        ("IDX202",): 365,
        ("IDX001",): 510,
        ("IDX002",): 250,
        ("IDX102",): 1,
        (): 1,
    }


def test_the_header_itself() -> None:
    """Unchanged it has no error, and with 09 for 08 it is one of int8."""
    assert errors(HEADER) == ()
    assert errors(bytes.fromhex("00000903 00002710 0000001C 0000001C")) == ()


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("01000803 00002710 0000001C 0000001C", "IDX001"),
        ("00FF0803 00002710 0000001C 0000001C", "IDX001"),
        ("00000A03 00002710 0000001C 0000001C", "IDX002"),
        ("00000B03 00002710 0000001C 0000001C", "IDX201"),
        ("00000800 00002710 0000001C 0000001C", "IDX102"),
        ("00000801 00002710 0000001C 0000001C", "IDX202"),
        ("000008FF 00002710 0000001C 0000001C", "IDX202"),
        ("00000803 80002710 0000001C 0000001C", "IDX201"),
        ("00000803 0000270F 0000001C 0000001C", "IDX202"),
        ("00000803 00002711 0000001C 0000001C", "IDX201"),
        ("00000803 00002710 0000001C 00000000", "IDX202"),
    ],
)
def test_one_change_of_each_kind(header: str, code: str) -> None:
    """What a change gives follows from its place."""
    assert errors(bytes.fromhex(header)) == (code,)
