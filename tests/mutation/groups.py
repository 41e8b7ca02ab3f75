"""Which modules are mutated together, and which tests they are judged by."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Group:
    """Modules that share their tests; both are patterns of paths.

    `judged_with` names what is judged as one with it, if not the group itself. Without `slow`
    the tests that are marked so are left out.
    """

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]
    judged_with: str = ""
    slow: bool = True

    @property
    def judged(self) -> str:
        """What is to reach 90 %."""
        return self.judged_with or self.name

    @property
    def options(self) -> list[str]:
        """What else to tell pytest."""
        return [] if self.slow else ["-m", "not slow"]


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
    context = ("attribution", "known_files", "synthetic_marker", "claim", "siblings")
    yield _by_name("context", *context, "tables", "digests", "extremes")
    yield _package("registry")
    yield _package("configuration")
    yield _package("repair")
    yield from _synth()
    # Not the recipes: every byte of theirs stands in the files of `fixtures` a second time.
    yield Group("vectors", ("idxcheck/vectors/*.py",), ("tests/vectors/test_*.py",))
    yield _package("strategies")
    yield _package("mutations")
    lookups = ("contents", "files", "loading", "factors", "smallnorb", "packing")
    modules = tuple(f"idxcheck/datasets/{name}.py" for name in lookups)
    yield Group("lookups", modules, ("tests/datasets/lookups/test_*.py",))
    for path in sorted((ROOT / "idxcheck/rules").glob("???[0-9]*.py")):
        rule = (f"idxcheck/rules/{path.name}",)
        yield Group(path.stem, rule, (f"tests/rules/test_{path.name}",), judged_with="rules")


def _synth() -> Iterator[Group]:
    """Yield the groups of idxcheck.synth, each of which can be run alone."""
    folder, tests = "idxcheck/synth", "tests/synth/test_"
    drawing = ("choices", "fills", "glyphs", "pictures", "words")
    files = [
        f"{folder}/{path.name}"
        for path in sorted((ROOT / folder).glob("*.py"))
        if path.stem not in drawing and not path.stem.startswith("norb_")
    ]
    parts = ("contents", "data_sets", "digests", "generating", "labels", "stored_gzip")
    groups_of = {
        "synth-files": (files, [f"{tests}{name}.py" for name in parts]),
        "violations": ([f"{folder}/violations/*.py"], [f"{tests}violations*.py"]),
        "synth-norb": ([f"{folder}/norb_*.py"], [f"{tests}norb_*.py"]),
        "synth-pictures": (
            [f"{folder}/{name}.py" for name in drawing],
            # What is drawn is pinned by digests.
            [f"{tests}{name}.py" for name in (*drawing[1:], "digests")],
        ),
    }
    for name, (modules, with_tests) in groups_of.items():
        yield Group(name, tuple(modules), tuple(with_tests), slow=False)


def _package(name: str) -> Group:
    return Group(name, (f"idxcheck/{name}/**/*.py",), (f"tests/{name}/**/test_*.py",))


def _by_name(group: str, *modules: str) -> Group:
    paths = tuple(f"idxcheck/{module}.py" for module in modules)
    return Group(group, paths, tuple(f"tests/test_{module}*.py" for module in modules))
