"""Find the program of a command, and start it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from idxcheck.conformance.supervision.process_tree import MARK
from idxcheck.errors import UsageError


def find_command(command: Sequence[str]) -> list[str]:
    """Return `command` with the absolute path of its program.

    Raises UsageError where there is no such program, or it may not be executed.
    """
    if not command:
        raise UsageError("no command was given; next: name the adapter, as ./adapter")
    name = command[0]
    program = shutil.which(name)
    if program is not None:
        return [str(Path(program).absolute()), *command[1:]]
    if Path(name).is_file() and not os.access(name, os.X_OK):
        raise UsageError(
            f"{name} is not executable; next: chmod +x it, or name its interpreter before it"
        )
    raise UsageError(
        f"{name}: no such command; next: name an executable file, as ./adapter, or one on PATH"
    )


def start(
    command: Sequence[str], mark: str, *, feed: bool, folder: str | None
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, with unbuffered pipes and `mark`.

    Raises UsageError where the system refuses.
    """
    windows = sys.platform == "win32"
    try:
        return subprocess.Popen(  # noqa: S603 - to run it is what we are asked for
            command,
            bufsize=0,
            stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, MARK: mark},
            start_new_session=not windows,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) if windows else 0,
        )
    except (OSError, ValueError) as error:  # ValueError: a null character in the command
        raise UsageError(
            f"{command[0]} cannot be started: {error}; next: run it yourself, and see that"
            " a script begins with a line such as #!/usr/bin/env python3"
        ) from error
