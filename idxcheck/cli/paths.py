"""From the paths of a command that reads files to the files it is about."""

from collections.abc import Sequence

from idxcheck.errors import UsageError
from idxcheck.walking import STANDARD_INPUT, Entry, walk


def files_named(paths: Sequence[str]) -> list[Entry]:
    """Return the IDX and NORB files that `paths` stand for; raises UsageError where none is."""
    if paths.count(STANDARD_INPUT) > 1:
        raise UsageError("standard input can be read only once")
    entries = walk(paths).entries
    if not entries:
        raise UsageError(f"no IDX or NORB file in {', '.join(paths)}")
    return entries
