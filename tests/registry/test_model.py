"""What follows from the facts of a file: sizes, names, addresses, values of a column."""

import pytest

from idxcheck.registry import Column, DataFile, DataSet, Download, PublishedDigest
from idxspec import Format

STORED = PublishedDigest("md5", "stored", "ab", "a page")
CONTENT = PublishedDigest("md5", "content", "cd", "a page")


def file_of(file_format: Format, element: str, shape: tuple[int, ...]) -> DataFile:
    """A file of the data set `toys` of which only this matters."""
    return DataFile(
        data_set="toys",
        name="test-info",
        part="test",
        role="info",
        format=file_format,
        element=element,
        shape=shape,
        file_names=("toys-info", "toys.info"),
        compression="xz",
        mirrors=("https://example.org/toys-info.xz",),
        stored_size=77,
        digests=(STORED, CONTENT),
    )


@pytest.mark.parametrize(
    ("file_format", "element", "shape", "size"),
    [
        ("idx", "uint8", (60000, 28, 28), 47040016),
        ("idx", "uint8", (10,), 18),
        ("idx", "int32", (2, 8), 76),
        ("idx", "float64", (3,), 32),
        ("norb", "int32", (24300,), 97220),
        ("norb", "int32", (24300, 4), 388820),
        ("norb", "uint8", (1, 2, 3), 26),
        ("norb", "uint8", (24300, 2, 96, 96), 447897624),
        ("norb", "uint8", (1, 1, 1, 1, 1), 29),
    ],
)
def test_raw_size(file_format: Format, element: str, shape: tuple[int, ...], size: int) -> None:
    """The size of a raw file: header, with NORB's unused slots, and payload."""
    assert file_of(file_format, element, shape).raw_size == size


def test_names_and_download() -> None:
    """A file is served under its first name, and must have the digests of the stored bytes."""
    file = file_of("idx", "uint8", (1,))
    assert file.key == "toys/test-info"
    assert file.stored_name == "toys-info.xz"
    assert file.download == Download(
        "toys-info.xz", ("https://example.org/toys-info.xz",), (STORED,), 77
    )


def test_column_values() -> None:
    """The values of a column: each range with its bounds, in steps from its least value."""
    column = Column("azimuth", ((-1, -1), (0, 8)), step=2)
    assert column.values() == (-1, 0, 2, 4, 6, 8)
    assert Column("instance", ((0, 3), (5, 5))).values() == (0, 1, 2, 3, 5)


def test_parts() -> None:
    """A data set gives the files of one part, or all."""
    file = file_of("idx", "uint8", (1,))
    toys = DataSet("toys", "Toys", "toys", "", "", "", (), (), (file,))
    assert toys.of("test") == (file,)
    assert toys.of("train") == ()
    assert toys.of(None) == (file,)
