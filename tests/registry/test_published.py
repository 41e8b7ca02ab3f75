"""Every published digest, once more beside the registry: a list that was made from the sources."""

import csv
from pathlib import Path

from idxcheck.registry import DataFile, Download, data_sets

LIST = Path(__file__).with_name("published.tsv")
Row = tuple[str, ...]


def rows(key: str, of: DataFile | Download, size: int | None) -> set[Row]:
    """Return a line for each digest, as they stand in the list."""
    told = "-" if size is None else str(size)
    return {(key, each.of, each.algorithm, each.value, told) for each in of.digests}


def test_every_digest() -> None:
    """List and registry have the same digests and sizes, of the same files, and no others."""
    with LIST.open(encoding="ascii", newline="") as file:
        heading, *lines = csv.reader(file, delimiter="\t")
    assert heading == ["key", "of", "algorithm", "value", "stored_size"]
    listed = set(map(tuple, lines))
    assert len(listed) == len(lines) == 132
    known: set[Row] = set()
    for each in data_sets():
        for one in each.files:
            known |= rows(one.key, one, one.stored_size)
        archives = [] if each.archive is None else [each.archive.download]
        downloads = [one for layout in each.layouts.values() for one in layout.downloads]
        for download in (*archives, *downloads):
            # An archive is its family's.
            known |= rows(f"{each.family}/{download.name}", download, download.size)
    assert known - listed == set()
    assert listed - known == set()
