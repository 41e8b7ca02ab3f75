"""The headers of published files, stand-ins of their true length, prose and tables."""

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import idxcheck
from idxcheck.findings import FileReport

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "completeness.md"
Judged = Callable[..., FileReport]


@pytest.fixture(scope="session")
def printed() -> Callable[[str], str]:
    """`printed(name)`: the table between the marks of that name in docs/completeness.md."""

    def table(name: str) -> str:
        _, _, rest = PAGE.read_text(encoding="utf-8").partition(f"<!-- {name}:begin -->\n")
        table, mark, _ = rest.partition(f"<!-- {name}:end -->")
        assert mark, f"docs/completeness.md has no table {name}"
        return table

    return table


@dataclass(frozen=True)
class Subject:
    """A published file: its header, how its payload begins, and what it is called.

    `fields` are the names and lengths in bytes of the parts of the header, in order.
    """

    title: str
    header: bytes
    payload: bytes
    length: int
    fields: tuple[tuple[str, int], ...]
    name: str
    data_set: str

    @property
    def head(self) -> bytes:
        """The first 4096 bytes of a stand-in of true length: zeros behind what is typed in."""
        return (self.header + self.payload).ljust(min(4096, self.length), b"\0")


IDX_FIELDS = (("prefix", 2), ("type", 1), ("rank", 1))
NORB_FIELDS = (("magic", 4), ("rank", 4))
SUBJECTS = {
    each.title: each
    for each in (
        Subject(
            "MNIST images",
            bytes.fromhex("00000803 0000EA60 0000001C 0000001C"),
            b"",  # blank rows
            16 + 60000 * 28 * 28,
            (*IDX_FIELDS, ("size 0", 4), ("size 1", 4), ("size 2", 4)),
            "train-images-idx3-ubyte",
            "mnist",
        ),
        Subject(
            "MNIST labels",
            bytes.fromhex("00000801 0000EA60"),
            bytes.fromhex("05000401 09020103 01040305 03060107 02080609 04000901"),
            8 + 60000,
            (*IDX_FIELDS, ("size 0", 4)),
            "train-labels-idx1-ubyte",
            "mnist",
        ),
        Subject(
            "QMNIST labels",
            bytes.fromhex("00000C02 0000EA60 00000008"),
            struct.pack(">8l", 5, 4, 2154, 59, 35, 229421, 0, 0),
            12 + 60000 * 8 * 4,
            (*IDX_FIELDS, ("size 0", 4), ("size 1", 4)),
            "qmnist-train-labels-idx2-int",
            "qmnist",
        ),
        Subject(
            "smallNORB dat",
            bytes.fromhex("554C3D1E 04000000 EC5E0000 02000000 60000000 60000000"),
            b"\xbe" * 96,
            24 + 24300 * 2 * 96 * 96,
            (*NORB_FIELDS, *((f"size {place}", 4) for place in range(4))),
            "smallnorb-5x46789x9x18x6x2x96x96-training-dat.mat",
            "smallnorb",
        ),
        Subject(
            "smallNORB cat",
            bytes.fromhex("544C3D1E 01000000 EC5E0000 01000000 01000000"),
            struct.pack("<10l", *range(5), *range(5)),
            20 + 24300 * 4,
            (*NORB_FIELDS, ("size 0", 4), ("padding 0", 4), ("padding 1", 4)),
            "smallnorb-5x46789x9x18x6x2x96x96-training-cat.mat",
            "smallnorb",
        ),
        Subject(
            "smallNORB info",
            bytes.fromhex("544C3D1E 02000000 EC5E0000 04000000 01000000"),
            struct.pack("<12l", 8, 6, 4, 4, 8, 2, 6, 4, 4, 8, 24, 3),
            20 + 24300 * 4 * 4,
            (*NORB_FIELDS, ("size 0", 4), ("size 1", 4), ("padding 0", 4)),
            "smallnorb-5x46789x9x18x6x2x96x96-training-info.mat",
            "smallnorb",
        ),
    )
}


@pytest.fixture(scope="session")
def subjects() -> dict[str, Subject]:
    """The six published files by title."""
    return SUBJECTS


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """`judged(head, length, name=None, data_set="none")`: what a strict check reports.

    It checks a file on disk of that name, beginning and length, without reading the payload:
    the zeros behind `head` take no room. Without a name, and of data set "none", nothing but
    the bytes is judged.
    """
    folder = tmp_path_factory.mktemp("stand-ins")

    def check(
        head: bytes, length: int, name: str | None = None, data_set: str | None = "none"
    ) -> FileReport:
        path = folder / (name or "matrix")
        with path.open("wb") as file:
            file.write(head[:length])
            file.truncate(length)
        (report,) = idxcheck.check(path, dataset=data_set, header_only=True).files
        path.unlink()
        return report

    return check


@pytest.fixture(scope="session")
def guards() -> dict[str, tuple[str, ...]]:
    """Each clause of the prose, in order, with the rules that its `Rules:` line names, sorted."""
    found = {}
    for name in ("idx.md", "norb.md"):
        text = (ROOT / "spec" / name).read_text(encoding="utf-8")
        for clause, line in re.findall(
            r"^### (\S+) (?:.*\n)+?^Rules: ((?:.+\n)+)", text, re.MULTILINE
        ):
            found[clause] = tuple(sorted(set(_codes(line))))
    return found


def _codes(line: str) -> Iterator[str]:
    """Yield the codes in a line of the prose, those of `TRN101 to TRN104` one by one."""
    for family, first, last in re.findall(r"\b([A-Z]{3})(\d{3})(?: to [A-Z]{3}(\d{3}))?", line):
        for number in range(int(first), int(last or first) + 1):
            yield f"{family}{number:03}"
