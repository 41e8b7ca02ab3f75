"""What an adapter wrote: looked at without trust."""

import os
import stat
from pathlib import Path

from idxcheck.conformance.answers import Fault, Written
from idxcheck.conformance.protocols.limits import LONGEST_FILE

# Not to follow a link, nor wait at a pipe, that came between two looks; not everywhere known.
CAREFULLY = [getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")]


def written(path: Path) -> Written | Fault:
    """Return the bytes of a file of at most 16 MiB; `Written(None)` where there is none.

    A link, a device, a pipe and a folder are errors: to read one may not end, and shows nothing.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return Fault("error", "what it wrote is no regular file")
        with os.fdopen(os.open(path, os.O_RDONLY | sum(CAREFULLY)), "rb") as file:
            data = file.read(LONGEST_FILE + 1)
    except FileNotFoundError:
        return Written(None)
    except OSError as error:
        return Fault("error", f"what it wrote cannot be read: {error.strerror}")
    if len(data) > LONGEST_FILE:
        return Fault("error", f"wrote a file of more than {LONGEST_FILE >> 20} MiB")
    return Written(data)
