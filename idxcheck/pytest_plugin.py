"""What pytest loads in every session (entry point `pytest11`): a marker and two options.

Nothing but the standard library is imported before a session has a test of a vector, or asks
for a report of them.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

MARKER = "idxcheck_vector"


def pytest_addoption(parser: "pytest.Parser") -> None:
    """Add the options."""
    group = parser.getgroup("idxcheck", "conformance of readers of IDX and NORB files")
    group.addoption(
        "--idxcheck-report",
        metavar="FILE",
        help="write what came of the conformance vectors to FILE, as JSON",
    )
    group.addoption(
        "--idxcheck-min-executed",
        metavar="N",
        type=int,
        help="fail where fewer than N cases of vectors were executed: neither skipped nor unsupported",
    )


def pytest_configure(config: "pytest.Config") -> None:
    """Register the marker, and what gathers results where they are asked for."""
    config.addinivalue_line(
        "markers", f"{MARKER}: one conformance vector of idxcheck; parametrize_with_vectors sets it"
    )
    target = config.getoption("--idxcheck-report")
    fewest = config.getoption("--idxcheck-min-executed")
    is_worker = hasattr(config, "workerinput")  # of pytest-xdist; its reports go to the controller
    if (target is not None or fewest is not None) and not is_worker:
        from idxcheck.conformance.functions.pytest_session import VectorSession  # noqa: PLC0415 - see above

        config.pluginmanager.register(VectorSession(target, fewest), "idxcheck-session")


def pytest_runtest_makereport(item: "pytest.Item", call: "pytest.CallInfo[None]") -> None:
    """Add what came of a vector to the report of its test, before that is made."""
    if call.when == "call" and item.get_closest_marker(MARKER) is not None:
        from idxcheck.conformance.functions.pytest_support import record  # noqa: PLC0415 - see above

        record(item)
