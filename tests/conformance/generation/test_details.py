"""What is told of a failure among generated files, and what of it lasts."""

from idxcheck.conformance.generation.details import with_search, without_search


def test_one_line() -> None:
    """What failed comes first."""
    told = with_search("breaks IDX201: returned 0", 3, "19 files tried; saved as out/a.idx")
    assert told == (
        "breaks IDX201: returned 0; the smallest of 3; 19 files tried; saved as out/a.idx"
    )


def test_what_lasts() -> None:
    """How the search went is cut off, even if the implementation says such words."""
    assert without_search("a; b; the smallest of 3; 19 files tried") == "a; b"
    said = "no; the smallest of all"
    assert without_search(f"{said}; the smallest of 3; 19 files tried") == said


def test_other_details() -> None:
    """They are whole."""
    assert without_search("19 files tried") == "19 files tried"
    assert without_search("") == ""
