"""Until when something may take."""

from idxcheck.conformance.supervision.deadline import Deadline


def test_what_is_left() -> None:
    """It grows less, and never less than nothing."""
    deadline = Deadline(60.0)
    assert deadline.seconds == 60.0
    assert 0.0 < deadline.left <= 60.0
    assert Deadline(0.0).left == 0.0
    assert Deadline(-1.0).left == 0.0
