"""The configuration of `idxcheck check`: where it is found, what it says, and of which files.

find_configuration      the file to use, from the working directory upward
read_configuration      its content, each key held to its form
settings_for            what it says of one file
settle                  the findings on that file, as these settings have them
unused_ignores          the exceptions that nothing needed
"""

from idxcheck.configuration.model import (
    Configuration,
    FilesEntry,
    Ignore,
    PathSettings,
)
from idxcheck.configuration.reading import read_configuration
from idxcheck.configuration.searching import Found, NotUsed, find_configuration
from idxcheck.configuration.settings import settings_for, settle
from idxcheck.configuration.unused import (
    JudgedFile,
    UnusedIgnore,
    unmatched_patterns,
    unused_ignores,
)

__all__ = [
    "Configuration",
    "FilesEntry",
    "Found",
    "Ignore",
    "JudgedFile",
    "NotUsed",
    "PathSettings",
    "UnusedIgnore",
    "find_configuration",
    "read_configuration",
    "settings_for",
    "settle",
    "unmatched_patterns",
    "unused_ignores",
]
