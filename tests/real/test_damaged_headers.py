"""Every single-byte change of the header of MNIST's test images, judged."""

import gzip
from collections import Counter
from pathlib import Path

import pytest

from idxcheck.checking import check
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.judging import judge
from idxcheck.source.recognition import recognise

NAME = "t10k-images-idx3-ubyte"
LENGTH = 7840016


@pytest.fixture(scope="module")
def genuine(real_data: Path) -> bytes:
    """MNIST's test images, decompressed."""
    return gzip.decompress((real_data / "mnist" / f"{NAME}.gz").read_bytes())


def codes(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return the codes of the errors."""
    return tuple(each.code for each in findings if each.severity is Severity.ERROR)


def judged(head: bytes) -> tuple[str, ...]:
    """Return the errors of a file of the right length that begins with `head`."""
    content = recognise(head, LENGTH)
    evidence = Evidence(
        NAME,
        stored_head=head,
        stored_length=LENGTH,
        head=head,
        seen=LENGTH,
        length=LENGTH,
        content=content,
        complete=True,
    )
    return codes(judge(evidence).findings)


def changed(data: bytes, offset: int, value: int) -> bytes:
    """Return `data` with another byte at `offset`."""
    return data[:offset] + bytes([value]) + data[offset + 1 :]


@pytest.mark.slow
def test_all_changes(genuine: bytes) -> None:
    """255 other values of 16 bytes: one error each, none where int8 takes uint8's place."""
    head = genuine[:4096]
    found = {
        (offset, value): judged(changed(head, offset, value))
        for offset in range(16)
        for value in range(256)
        if value != head[offset]
    }
    assert Counter(found.values()) == {
        ("IDX201",): 2953,
        ("IDX202",): 365,
        ("IDX001",): 510,
        ("IDX002",): 250,
        ("IDX102",): 1,
        (): 1,
    }
    assert found[2, 0x09] == ()
    assert found[3, 0x00] == ("IDX102",)


@pytest.mark.slow
@pytest.mark.parametrize("offset", range(16))
def test_some_changes_of_the_file(offset: int, genuine: bytes, tmp_path: Path) -> None:
    """Read whole, a changed file has the errors that its beginning and its length gave it."""
    path = tmp_path / NAME
    for value in (0x00, 0x0A, 0xFF):
        data = changed(genuine, offset, value)
        path.write_bytes(data)
        assert codes(check(path).findings) == judged(data[:4096])
