"""What pytest loads in every session (entry point `pytest11`): a marker and two options.

Nothing but the standard library is imported before a session has a test of a vector, or asks
for a report of them. What came of them is gathered where all reports come together.
"""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

MARKER = "idxcheck_vector"
SESSION = "idxcheck-session"  # the name of what gathers


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
        type=_count,
        help="fail where fewer than N cases of vectors were executed: neither skipped nor"
        " unsupported; none were where no test asks any",
    )


def _count(text: str) -> int:
    """Return the number that `text` is, which must not be negative."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"expected a number such as 400, got {text!r}")
    return int(text)


def pytest_configure(config: "pytest.Config") -> None:
    """Register the marker, and what gathers results where they are asked for."""
    config.addinivalue_line(
        "markers", f"{MARKER}: one conformance vector of idxcheck; parametrize_with_vectors sets it"
    )
    target = config.getoption("--idxcheck-report")
    fewest = config.getoption("--idxcheck-min-executed")
    is_worker = hasattr(config, "workerinput")  # of pytest-xdist; its reports go to the controller
    if is_worker:
        return
    if target is None and fewest is None:
        config.pluginmanager.register(_FirstVector(config.pluginmanager), "idxcheck-first-vector")
    else:
        from idxcheck.conformance.functions.pytest_session import VectorSession  # noqa: PLC0415 - see above

        config.pluginmanager.register(VectorSession(target, fewest), SESSION)


class _FirstVector:
    """A plugin that waits for the first report on a vector, and leaves the rest to another one."""

    def __init__(self, plugins: "pytest.PytestPluginManager") -> None:
        self._plugins = plugins

    def pytest_runtest_logreport(self, report: "pytest.TestReport") -> None:
        """Register the other one, and give it this report: the next come by themselves."""
        if MARKER in report.keywords and report.user_properties:
            from idxcheck.conformance.functions.pytest_session import VectorSession  # noqa: PLC0415 - see above

            session = VectorSession(None, None)
            self._plugins.unregister(self)
            self._plugins.register(session, SESSION)
            session.pytest_runtest_logreport(report)


def pytest_runtest_makereport(item: "pytest.Item", call: "pytest.CallInfo[None]") -> None:
    """Add what came of a vector to the report of its test, before that is made.

    Fail one that did not ask.
    """
    if call.when == "call" and item.get_closest_marker(MARKER) is not None:
        from idxcheck.conformance.functions.pytest_support import record  # noqa: PLC0415 - see above

        record(item, call)
