"""Properties: files that Hypothesis makes, each property one result, its smallest failure saved."""

import contextlib
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import configuration

from idxcheck.conformance.adapter import Adapter
from idxcheck.conformance.asking import ending_of
from idxcheck.conformance.cases import UNMEASURED, Case, Scope
from idxcheck.conformance.generation.details import with_search
from idxcheck.conformance.generation.properties import properties
from idxcheck.conformance.generation.searching import Search, search
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result, Skipped
from idxcheck.output import StrPath, open_output


def generated(
    adapter: Adapter, scope: Scope, *, save_to: StrPath | None = None, examples: int = 200
) -> tuple[tuple[Result, ...], tuple[Skipped, ...]]:
    """Try what is claimed inside `scope` with files that Hypothesis makes.

    The adapter has been entered. There is one result for each property, `generated
    idx-damaged` and the like: of about `examples` files, and as many more as it takes to
    find the smallest that fails. That one is saved in the folder `save_to`, as
    `idx-damaged-false-accept.idx` and the like, with the answer beside it, `.expected`,
    where it must be read; no file is replaced. A file refused by an exception that is not
    declared is neither made smaller nor saved. What is not claimed, or was answered with
    "unsupported" every time, is skipped.
    """
    results: list[Result] = []
    skipped: list[Skipped] = []
    with _storage_elsewhere():
        for each in properties(scope, adapter.capabilities):
            name = f"generated {each.name}"
            if each.cases is None:
                skipped.append(Skipped(name, examples, each.reason))
                continue
            found = search(adapter, each.plan(examples))
            if found.unmeasured:
                skipped.append(Skipped(name, found.unmeasured, UNMEASURED))
            if found.asked > found.unsupported:
                results.append(_result(name, found, save_to))
            elif found.asked:
                reason = 'every file was answered with "unsupported"'
                skipped.append(Skipped(name, found.asked, reason))
    return tuple(results), tuple(skipped)


def _result(name: str, found: Search, save_to: StrPath | None) -> Result:
    """Return the result of a property of which something was executed."""
    tried = f"{found.asked} files tried"
    if found.unsupported:
        tried += f", {found.unsupported} of them unsupported"
    if found.ended:
        tried += f"; {found.ended}"
    example = found.failed or found.leaked
    if example is None:
        return Result(name, Outcome.PASS, detail=tried)
    case, result = example
    many = found.failing if found.failed else found.leaking
    saved = ""
    if found.failed and save_to is not None:
        saved = _saved(Path(save_to), name.partition(" ")[2], case, result)
    return Result(
        name,
        result.outcome,
        verdict=result.verdict,
        detail=with_search(f"{case.vector.why}: {result.detail}", many, f"{tried}{saved}"),
        data=result.data,
        reproducer=result.reproducer,
    )


def _saved(folder: Path, name: str, case: Case, result: Result) -> str:
    """Save the file and its answer under a name that is free, or theirs; say what became of it."""
    ending, reading = ending_of(case.vector), case.vector.reading
    data = case.vector.data if result.data is None else result.data
    answer = reading.text.encode() if case.vector.verdict == "valid" and reading else None
    numbers = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    paths = (folder / f"{name}-{result.outcome.value}{number}{ending}" for number in numbers)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        contents = next(
            each
            for each in (_contents(path, data, answer) for path in paths)
            if all(_is_free(path, content) for path, content in each.items())
        )
        for path, content in contents.items():
            if not path.exists():
                with open_output(path, replace=False, compress=False) as file:
                    file.write(content)
    except OSError as error:
        return f"; not saved: {error}"
    return f"; saved as {next(iter(contents))}"


def _contents(path: Path, data: bytes, answer: bytes | None) -> dict[Path, bytes]:
    """Return the files to write: the file itself and, where there is one, the answer beside it."""
    contents = {path: data}
    if answer is not None:
        contents[path.with_name(f"{path.name}.expected")] = answer
    return contents


def _is_free(path: Path, content: bytes) -> bool:
    """Whether nothing stands there, or a file with this very content."""
    if not path.is_symlink() and not path.exists():
        return True
    same_size = path.is_file() and path.stat().st_size == len(content)
    return same_size and path.read_bytes() == content


@contextlib.contextmanager
def _storage_elsewhere() -> Iterator[None]:
    """Let Hypothesis keep nothing in the working directory, where it makes a folder otherwise."""
    # Once it was a path, now it is an object that has one.
    where: Any = configuration.storage_directory(intent_to_write=False)
    before = getattr(where, "path", where)
    with tempfile.TemporaryDirectory(prefix="idxcheck-", ignore_cleanup_errors=True) as folder:
        configuration.set_hypothesis_home_dir(folder)
        try:
            yield
        finally:
            configuration.set_hypothesis_home_dir(before)
