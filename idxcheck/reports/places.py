"""Where files and findings are, as machines ask for it: relative paths, URIs, fingerprints."""

import contextlib
import os
import re
from pathlib import Path
from urllib.parse import quote

from idxcheck.findings import Finding
from idxcheck.reports.escaping import escape

# Surrogates that stand for no byte of a name: no file has them, the name of an object may.
NO_BYTES = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def is_file(name: str) -> bool:
    """Whether `name` is that of a file, not `<stdin>` or `<bytes>`."""
    return not (name.startswith("<") and name.endswith(">"))


def posix_path(name: str) -> str:
    """Return a path with slashes, relative to the working directory where it lies below it."""
    mended = NO_BYTES.sub(lambda match: escape(match[0]), name)
    return _from_here(Path(mended)).as_posix() if is_file(name) else mended


def _from_here(path: Path) -> Path:
    with contextlib.suppress(OSError, ValueError):  # no such folder any more, or not below it
        if os.pardir in path.parts:
            path = Path(os.path.realpath(path))  # a link before the `..` leads elsewhere
        if path.is_absolute():
            return path.relative_to(Path.cwd())
    return path


def uri_of(name: str) -> str:
    """Return a relative reference for what lies below the working directory, else a file's URI.

    Each byte of a name that is no UTF-8 is percent-encoded as it is.
    """
    path = Path(posix_path(name))
    return path.as_uri() if path.is_absolute() else quoted(path.as_posix())


def quoted(path: str) -> str:
    """Return `path` percent-encoded but for its slashes."""
    return quote(path, errors="surrogateescape")


def fingerprint(name: str, finding: Finding) -> str:
    """Return what stays the same while a finding does: a hash of its rule, file and field."""
    import hashlib  # noqa: PLC0415 - only for some reports

    parts = (finding.code, quoted(posix_path(name)), finding.field or "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
