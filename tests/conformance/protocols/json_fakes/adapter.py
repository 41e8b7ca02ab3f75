"""An adapter as its author would write it, around a library that misbehaves."""

import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, sys.argv.pop(1))  # the folder of idxp, beside which an adapter lies

import idxp  # type: ignore[import-not-found,unused-ignore] # mypy knows it by its whole name

HELLO = "import sys; print('hello from a child'); print(sys.stdin.read())"


def read(path: str) -> Any:  # noqa: ANN401 - an array, or what is wrong
    """Do what the bytes of the file say."""
    data = Path(path).read_bytes()
    sys.stdout.write("reading\n")
    os.write(1, b"reading in C\n")
    subprocess.run([sys.executable, "-c", HELLO], check=True)  # noqa: S603 - prints, and reads
    if data == b"exit":
        sys.exit(3)
    if data == b"input":
        return ("int16", [1], [len(sys.stdin.read())])
    if data == b"short":
        raise struct.error("2 bytes")
    return ("float32", (2,), [1.0, 0x7FA00000])


def write(path: str, array: Any) -> None:  # noqa: ANN401 - an array of numpy, or of idxp
    """Write its repr."""
    Path(path).write_text(f"{type(array).__name__} {array!r}", "utf-8")


if "ANNOUNCED" in os.environ:
    sys.stdout.write("importing\n")
idxp.serve(read, write, name="adapted", version="3", homepage="https://example.org")
