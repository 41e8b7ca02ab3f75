"""Where a path stands against a folder, whatever names the folder goes by."""

# Names stay as they are given; pathlib would rewrite them.
# ruff: noqa: PTH100, PTH120, PTH121, PTH206

import os
from collections.abc import Iterator


def is_within(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or below it, all links followed."""
    real = os.path.realpath(path)
    return any(_is_same(each, folder) for each in (real, *_above(real)))


def names_below(folder: str, path: str | None) -> tuple[str, ...]:
    """Return the parts of `path` below the absolute `folder`, none where it is not below it.

    No link below the folder is followed. What has no path is below no folder.
    """
    if path is None:
        return ()
    try:
        absolute = os.path.abspath(path)
    except OSError:  # the working directory was removed
        return ()
    parents = [*_above(absolute)]
    if folder in parents:
        return _parts_below(folder, absolute)
    # One folder may have two names: that with a link in it, and that without.
    for above in reversed(parents):  # from the root on, as no link below it counts
        if _is_same(above, folder):
            return _parts_below(above, absolute)
    return ()


def _above(path: str) -> Iterator[str]:
    """Yield the folders above an absolute path, the nearest first."""
    while (parent := os.path.dirname(path)) != path:
        yield parent
        path = parent


def _parts_below(folder: str, path: str) -> tuple[str, ...]:
    return tuple(os.path.relpath(path, folder).split(os.sep))


def _is_same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):  # it is not there, or is no name a file can have
        return False
