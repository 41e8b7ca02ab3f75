"""Mutation testing: change the code in one place at a time and see whether a test fails.

    python tests/mutation/run.py FOLDER [GROUP...]

mutmut makes the mutants. It names modules by their path, so both packages are copied side by
side, and it knows a function's tests only where they call it, so each group of modules is run
against the tests that are written for it. What runs when a module is imported is out of
mutmut's sight: those mutants are run again, each in a new process. A mutant without a test,
or one that timed out, survived. Ends with status 1 where less than 90 % are killed; FOLDER
then holds survivors.txt.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROCESSES = 2
WANTED = 0.9
KILLED = (1, 3)  # pytest's status: a test failed, or could not even be collected
TIMEOUT = 60  # seconds for a mutant run in a new process
HITS_ON_IMPORT = """
import importlib, json, sys
from mutmut.state import state
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted(state()._stats)))
"""
DIFFS = """
import sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
for name in sys.argv[1:]:
    print("#", name)
    print(get_diff_for_mutant(name))
"""


@dataclass(frozen=True)
class Group:
    """Modules that share their tests; both are patterns of paths."""

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]


def groups() -> Iterator[Group]:
    """Yield the groups, the longest first."""
    yield Group("source", ("idxcheck/source/*.py",), ("tests/source/test_*.py",))
    yield _by_name("array", "array", "sinks", "payload", "output", "soundness")
    hypotheses = ("idxcheck/hypotheses.py", "idxcheck/edits.py")
    yield Group("hypotheses", hypotheses, ("tests/hypotheses/test_*.py",))
    yield Group("idxspec", ("idxspec/*.py",), ("tests/spec/test_*.py",))
    yield _by_name("judging", "judging", "rule", "evidence", "values", "sizes")
    at_lengths = ("tests/rules/test_idx20*.py", "tests/rules/test_nrb20*.py")
    yield Group("lengths", ("idxcheck/lengths.py",), at_lengths)
    through_check = (
        "tests/**/test_check*.py",
        "tests/rules/test_trn1*.py",
        "tests/rules/test_val*.py",
        "tests/test_examining*.py",
        "tests/rules/test_prf*.py",
        "tests/rules/test_set*.py",
    )
    yield Group("checking", ("idxcheck/checking.py", "idxcheck/examining.py"), through_check)
    yield _by_name("context", "attribution", "claim", "siblings", "tables", "digests", "extremes")
    yield _package("registry")
    yield _package("configuration")
    yield _package("repair")
    lookups = ("contents", "files", "loading", "factors", "smallnorb", "packing")
    modules = tuple(f"idxcheck/datasets/{name}.py" for name in lookups)
    yield Group("lookups", modules, ("tests/datasets/lookups/test_*.py",))
    for path in sorted((ROOT / "idxcheck/rules").glob("???[0-9]*.py")):
        rule = (f"idxcheck/rules/{path.name}",)
        yield Group(path.stem, rule, (f"tests/rules/test_{path.name}",))


def _package(name: str) -> Group:
    return Group(name, (f"idxcheck/{name}/*.py",), (f"tests/{name}/test_*.py",))


def _by_name(group: str, *modules: str) -> Group:
    paths = tuple(f"idxcheck/{module}.py" for module in modules)
    return Group(group, paths, tuple(f"tests/test_{module}*.py" for module in modules))


def make_copy(folder: Path, group: Group) -> None:
    """Copy what the tests of `group` need, with mutmut told what to do."""
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc", "idxspec", "mutation")
    for name in ("idxcheck", "tests", "fixtures", "spec", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    packed = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "spec/idxspec", folder / "idxspec", ignore=packed)
    shutil.copy(ROOT / "README.md", folder)
    tests = [path.relative_to(folder).as_posix() for path in expanded(folder, group.tests)]
    told = f"only_mutate = {json.dumps(group.modules)}\n"
    told += f"pytest_add_cli_args_test_selection = {json.dumps(tests)}\n"
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    table = "[tool.mutmut]\n"
    assert project.count(table) == 1
    (folder / "pyproject.toml").write_text(project.replace(table, table + told), encoding="utf-8")


def expanded(folder: Path, patterns: Sequence[str]) -> list[Path]:
    """Return the files in `folder` that match `patterns`, each of which must match one."""
    files = [sorted(folder.glob(pattern)) for pattern in patterns]
    for pattern, found in zip(patterns, files, strict=True):
        assert found, f"nothing is called {pattern}"
    return [path for found in files for path in found]


def run_group(folder: Path, group: Group) -> dict[str, bool]:
    """Run the mutants of `group`; return for each whether it was killed."""
    make_copy(folder, group)
    (folder / "mutants").mkdir()  # Python forgets a folder on its path that is not there
    environment = {
        name: value for name, value in os.environ.items() if name not in ("CI", "IDXCHECK_DATA")
    }
    environment |= {"HYPOTHESIS_PROFILE": "mutation", "PYTHONPATH": str(folder / "mutants")}
    with (folder / "mutmut.log").open("wb") as log:
        command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", "1"]
        subprocess.run(command, check=True, cwd=folder, env=environment, stdout=log, stderr=log)
    killed = {
        name: code in KILLED
        for path in expanded(folder, group.modules)
        for name, code in statuses(folder / "mutants" / path.relative_to(folder)).items()
    }
    on_import = hits_on_import(folder, group, environment)
    for name, dead in killed.items():
        if not dead and name.partition("__mutmut_")[0] in on_import:
            killed[name] = killed_in_new_process(folder, group, name, environment)
    return killed


def statuses(path: Path) -> Mapping[str, int | None]:
    """Return pytest's status for each mutant of a module."""
    meta = path.with_name(f"{path.name}.meta")
    codes: dict[str, int | None] = {}
    if meta.exists():  # a module without functions has none
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return codes


def hits_on_import(folder: Path, group: Group, environment: Mapping[str, str]) -> set[str]:
    """Return the functions that are called while the modules of `group` are imported."""
    paths = [path.relative_to(folder).with_suffix("") for path in expanded(folder, group.modules)]
    names = [".".join(path.parts).removesuffix(".__init__") for path in paths]
    command = [sys.executable, "-c", HITS_ON_IMPORT, *names]
    done = subprocess.run(
        command,
        check=True,
        cwd=folder / "mutants",
        env={**environment, "MUTANT_UNDER_TEST": "stats"},
        stdout=subprocess.PIPE,
    )
    return set(json.loads(done.stdout))


def killed_in_new_process(
    folder: Path, group: Group, name: str, environment: Mapping[str, str]
) -> bool:
    """Return whether the tests of `group` fail in a process that imports the mutant `name`."""
    tests = expanded(folder / "mutants", group.tests)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        *map(str, tests),
    ]
    try:
        done = subprocess.run(
            command,
            check=False,
            cwd=folder / "mutants",
            env={**environment, "MUTANT_UNDER_TEST": name},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode != 0


def diffs(folder: Path, names: Sequence[str]) -> str:
    """Return what each of the mutants called `names` changes."""
    command = [sys.executable, "-c", DIFFS, *names]
    return subprocess.run(command, check=True, cwd=folder, capture_output=True, text=True).stdout


def main() -> int:
    """Run the groups, print a table and return the exit status."""
    work, chosen = Path(sys.argv[1]).resolve(), sys.argv[2:]
    shutil.rmtree(work, ignore_errors=True)
    wanted = [each for each in groups() if not chosen or each.name in chosen]
    killed = total = 0
    survivors = []

    def run(group: Group) -> tuple[Group, dict[str, bool], float]:
        start = time.monotonic()
        return group, run_group(work / group.name, group), time.monotonic() - start

    with ThreadPoolExecutor(PROCESSES) as pool:
        for group, results, seconds in pool.map(run, wanted):
            alive = [name for name, dead in results.items() if not dead]
            killed, total = killed + len(results) - len(alive), total + len(results)
            print(
                f"{group.name:40}{len(results) - len(alive):5} of{len(results):5}{seconds:6.0f} s"
            )
            survivors += [diffs(work / group.name, alive)] if alive else []
    (work / "survivors.txt").write_text("\n".join(survivors), encoding="utf-8")
    print(f"{killed} of {total} killed, {killed / total:.1%}; see {work / 'survivors.txt'}")
    return 0 if killed >= WANTED * total else 1


if __name__ == "__main__":
    sys.exit(main())
