"""The known data sets: what is published of their files, as data in `sets`."""

from idxcheck.registry.loading import data_set, data_sets, data_sets_called, parse, plain
from idxcheck.registry.model import (
    STRENGTH,
    Algorithm,
    Archive,
    Column,
    DataFile,
    DataSet,
    DigestOf,
    Download,
    Layout,
    OldRelease,
    Part,
    PublishedDigest,
    Role,
    strongest,
)

__all__ = [
    "STRENGTH",
    "Algorithm",
    "Archive",
    "Column",
    "DataFile",
    "DataSet",
    "DigestOf",
    "Download",
    "Layout",
    "OldRelease",
    "Part",
    "PublishedDigest",
    "Role",
    "data_set",
    "data_sets",
    "data_sets_called",
    "parse",
    "plain",
    "strongest",
]
