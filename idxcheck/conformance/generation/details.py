"""What is told of a failure among the files that Hypothesis makes, in one line."""

SEARCHED = "; the smallest of "


def with_search(failure: str, many: int, search: str) -> str:
    """Return what failed, then of how many it is the smallest, and how the search went."""
    return f"{failure}{SEARCHED}{many}; {search}"


def without_search(detail: str) -> str:
    """Return what failed, which is the same in the next run; any other detail as it is."""
    return detail.rpartition(SEARCHED)[0] or detail
