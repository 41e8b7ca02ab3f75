"""Mutation testing: change the code in one place at a time and see whether a test fails.

    python tests/mutation/mutate.py FOLDER [GROUP...]

mutmut makes the mutants. It names modules by their path, so both packages are copied side by
side, and it knows a function's tests only where they call it, so each group of modules is run
against the tests that are written for it. What runs when a module is imported is out of
mutmut's sight: those mutants are run again, each in a new process. A mutant without a test,
or one that timed out, survived. Each group is judged by itself, the rules together as one:
the status is 1 where less than 90 % of the mutants of one are killed. FOLDER then holds
survivors.txt. GROUP is one of the names that are printed, or `rules` for all of these.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from groups import ROOT, Group, groups

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
# Each mutant is run in a fork of a process in which cached functions have results already; and
# while mutmut notes which tests reach a function, each test is to reach those behind a cache.
FORGET_CACHES = """

def pytest_runtest_setup(item) -> None:
    import sys
    first = item is item.session.items[0]
    for name in {names} if first or os.environ.get("MUTANT_UNDER_TEST") == "stats" else []:
        for value in [*vars(sys.modules.get(name, object)).values()]:
            if hasattr(value, "cache_clear"):
                value.cache_clear()
"""
DIFFS = """
import sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
for name in sys.argv[1:]:
    print("#", name)
    print(get_diff_for_mutant(name))
"""


def make_copy(folder: Path, group: Group) -> None:
    """Copy what the tests of `group` need, with mutmut told what to do."""
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc", "idxspec", "mutation")
    for name in ("idxcheck", "tests", "fixtures", "spec", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    packed = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "spec/idxspec", folder / "idxspec", ignore=packed)
    shutil.copy(ROOT / "README.md", folder)
    tests = [path.relative_to(folder).as_posix() for path in expanded(folder, group.tests)]
    # By their names, for mutmut's own patterns reach into sub-packages and Path.glob's do not.
    modules = [path.relative_to(folder).as_posix() for path in expanded(folder, group.modules)]
    told = f"only_mutate = {json.dumps(modules)}\n"
    told += f"pytest_add_cli_args_test_selection = {json.dumps(tests)}\n"
    told += f"pytest_add_cli_args = {json.dumps(group.options)}\n"
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    table = "[tool.mutmut]\n"
    assert project.count(table) == 1
    (folder / "pyproject.toml").write_text(project.replace(table, table + told), encoding="utf-8")
    with (folder / "tests/conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(FORGET_CACHES.format(names=module_names(folder, group)))


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


def module_names(folder: Path, group: Group) -> list[str]:
    """Return the names by which the modules of `group` are imported."""
    paths = [path.relative_to(folder).with_suffix("") for path in expanded(folder, group.modules)]
    return [".".join(path.parts).removesuffix(".__init__") for path in paths]


def hits_on_import(folder: Path, group: Group, environment: Mapping[str, str]) -> set[str]:
    """Return the functions that are called while the modules of `group` are imported."""
    command = [sys.executable, "-c", HITS_ON_IMPORT, *module_names(folder, group)]
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
        *group.options,
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
    every = [*groups()]
    if unknown := {*chosen} - {name for each in every for name in (each.name, each.judged)}:
        print(f"no group is called {', '.join(sorted(unknown))}; there are", file=sys.stderr)
        print(*dict.fromkeys(each.judged for each in every), file=sys.stderr)
        return 2
    wanted = [each for each in every if not chosen or {each.name, each.judged} & {*chosen}]
    shutil.rmtree(work, ignore_errors=True)
    totals: dict[str, tuple[int, int]] = {}
    survivors = []

    def run(group: Group) -> tuple[Group, dict[str, bool], float]:
        start = time.monotonic()
        return group, run_group(work / group.name, group), time.monotonic() - start

    with ThreadPoolExecutor(PROCESSES) as pool:
        for group, results, seconds in pool.map(run, wanted):
            alive = [name for name, dead in results.items() if not dead]
            killed = len(results) - len(alive)
            print(f"{group.name:40}{killed:5} of{len(results):5}{seconds:6.0f} s", flush=True)
            before = totals.get(group.judged, (0, 0))
            totals[group.judged] = (before[0] + killed, before[1] + len(results))
            survivors += [diffs(work / group.name, alive)] if alive else []
    (work / "survivors.txt").write_text("\n".join(survivors), encoding="utf-8")
    return int(not judged(totals, work / "survivors.txt"))


def judged(totals: Mapping[str, tuple[int, int]], survivors: Path) -> bool:
    """Print what is killed of the mutants of each; return whether it is enough in all."""
    enough = True
    print()
    for name, (killed, total) in totals.items():
        passed = killed >= WANTED * total
        enough = enough and passed
        share = killed / total if total else 1
        print(f"{name:40}{share:8.1%}{'' if passed else f'  under {WANTED:.0%}'}")
    print(f"what survived: {survivors}")
    return enough


if __name__ == "__main__":
    sys.exit(main())
