"""Hypothesis profiles, and the folder of genuine files."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("nightly", deadline=None, max_examples=20_000)
settings.register_profile(
    "mutation", derandomize=True, deadline=None, database=None, max_examples=20
)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if "CI" in os.environ else "dev")
)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of genuine files that IDXCHECK_DATA names; without it the test is skipped."""
    folder = os.environ.get("IDXCHECK_DATA")
    if not folder:
        pytest.skip("IDXCHECK_DATA does not name the folder of genuine files")
    return Path(folder).resolve(strict=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a real-file test into a failure where the files are promised."""
    report = yield
    needs_files = item.path.parent.name == "real" or "real_data" in getattr(
        item, "fixturenames", ()
    )
    promised = needs_files and os.environ.get("IDXCHECK_DATA")
    if promised and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although IDXCHECK_DATA is set: {report.longrepr}"
    return report
