"""Working adapters to begin with: the files of one language, written to a folder."""

import os
from dataclasses import dataclass
from pathlib import Path

from idxcheck.errors import UsageError
from idxcheck.output import StrPath, name_of
from idxcheck.vectors.writing import obstacle, write

TEMPLATES = Path(__file__).with_name("scaffolds")
RUN = "idxcheck conform run -- "


@dataclass(frozen=True, slots=True)
class Scaffold:
    """The files of an adapter, and the lines of a shell that build and run it in its folder."""

    files: tuple[str, ...]
    commands: tuple[str, ...]


# The files are named: installers put others beside a template in Python.
SCAFFOLDS = {
    "c": Scaffold(
        ("README.md", "Makefile", "adapter.c", "matrix.c", "matrix.h"),
        ("make", RUN + "./adapter"),
    ),
    "rust": Scaffold(
        ("README.md", "Cargo.toml", "src/main.rs", "src/matrix.rs"),
        ("cargo build --release", RUN + "./target/release/adapter"),
    ),
    "node": Scaffold(
        ("README.md", "package.json", "adapter.js", "matrix.js"),
        (RUN + "node adapter.js",),
    ),
    "go": Scaffold(
        ("README.md", "go.mod", "main.go", "matrix.go"),
        ("go build -o adapter .", RUN + "./adapter"),
    ),
    "python": Scaffold(
        ("README.md", "adapter.py", "matrix.py"),
        (RUN + "python3 adapter.py",),
    ),
}
LANGUAGES = tuple(SCAFFOLDS)


def write_scaffold(language: str, folder: StrPath, *, replace: bool = False) -> Scaffold:
    """Write the adapter of one of LANGUAGES to `folder`, which is made where there is none.

    A folder that holds anything, hidden names aside, is refused; with `replace` its files of
    the same names are replaced, all others left alone. Raises UsageError for such a folder,
    for a language that there is not, and where something that is no file has the name of
    one; OSError where a file cannot be written.
    """
    if language not in SCAFFOLDS:
        raise UsageError(f"no adapter in {language!r}; next: one of {', '.join(LANGUAGES)}")
    scaffold, name = SCAFFOLDS[language], name_of(folder)
    place = Path(name)
    place.mkdir(parents=True, exist_ok=True)
    held = sorted(each.name for each in place.iterdir() if not each.name.startswith("."))
    if held and not replace:
        more = f" (and {len(held) - 1} more)" if len(held) > 1 else ""
        raise UsageError(
            f"{os.path.join(name, held[0])} exists{more}; next: another folder, or --force,"  # noqa: PTH118 - shown as given
            " which replaces what has the names of the adapter's files"
        )
    in_the_way = obstacle(place, scaffold.files)
    if in_the_way is not None:
        kind = "file of its own" if in_the_way in scaffold.files else "folder of its own"
        raise UsageError(
            f"{os.path.join(name, in_the_way)} is no {kind}; next: move it away;"  # noqa: PTH118 - shown as given
            " nothing was written"
        )
    contents = {each: (TEMPLATES / language / each).read_bytes() for each in scaffold.files}
    write(place, contents, replace=replace)
    return scaffold
