"""From the vectors to files in a folder."""

import os
import stat
from collections.abc import Collection, Mapping
from pathlib import Path

from idxcheck.vectors.catalogue import vectors
from idxcheck.vectors.manifest import manifest, schema, table


def files() -> dict[str, bytes]:
    """Return every file: its path below the folder, `/` between, and its bytes.

    Beside each vector that a reader may read stands its answer, `.expected`; the manifest is
    there as JSON, with its schema, and as lines. The texts are ASCII and end lines with LF.
    """
    generated = {vector.file: vector.data for vector in vectors()}
    for vector in vectors():
        if vector.reading is not None:
            generated[str(vector.expected)] = vector.reading.text.encode()
    return generated | {
        "manifest.json": manifest(vectors()),
        "manifest.tsv": table(vectors()),
        "manifest.schema.json": schema(),
    }


def obstacle(folder: Path, paths: Collection[str]) -> str | None:
    """Return the first of `paths`, or of the folders they name, where none of ours can stand.

    A folder of ours is no link, since what it leads to is not ours; a file may be replaced
    where it is one, also through a link, but not a folder, a pipe or a link to nowhere.
    """
    parents = dict.fromkeys(path.partition("/")[0] for path in paths if "/" in path)
    for name in parents:
        place = folder / name
        if os.path.lexists(place) and (place.is_symlink() or not place.is_dir()):
            return name
    return next((each for each in paths if _is_no_file(folder / each)), None)


def _is_no_file(place: Path) -> bool:
    return os.path.lexists(place) and not place.is_file()


def write(folder: Path, contents: Mapping[str, bytes], *, replace: bool) -> None:
    """Write `contents` below `folder`, each file whole or not at all; nothing else is touched.

    With `replace` a file takes the place of one that exists, whose mode it keeps, also of a
    link, but not of what it leads to. Raises OSError, FileExistsError among them where one
    exists without `replace`. Nothing is synced: what a loss of power takes is as easily
    written again.
    """
    for path, data in contents.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        place = target.with_name(f".{os.urandom(8).hex()}.tmp") if replace else target
        file = place.open("xb")
        try:
            with file:
                file.write(data)
            if replace:
                if target.is_file() and not target.is_symlink():
                    place.chmod(stat.S_IMODE(target.stat().st_mode))
                place.replace(target)
        except BaseException:
            place.unlink()
            raise
