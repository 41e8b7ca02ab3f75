"""Patterns of paths: what each matches, and what is no pattern."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idxcheck.configuration.patterns import parse_pattern


@pytest.mark.parametrize(
    ("text", "matched", "missed"),
    [
        ("data/train-*", "data/train-images data/train- data/train-x/y", "data/x/train-images"),
        ("/train", "train train/x", "data/train trai"),
        ("train-*", "train-images data/train-images a/b/train-x/c", "data/xtrain-images train"),
        ("./train", "train train/x", "data/train"),
        ("data", "data data/x x/data/y", "data2 Data"),
        ("data/", "data/x x/data/y", "data x/data"),
        ("a/b/", "a/b/c a/b/c/d", "a/b x/a/b/c"),
        ("*", "a a/b", ""),
        (".", "a a/b", ""),
        ("/", "a a/b", ""),
        ("**", "a a/b", ""),
        ("**/", "a/b a/b/c", "a"),
        ("**/x", "x a/x a/b/x x/y", "ax"),
        ("a/**", "a/b a/b/c", "a b/a/b"),
        ("a/**/", "a/b/c a/b/c/d", "a a/b"),
        ("a/**/b", "a/b a/x/b a/x/y/b/z", "a/x a b"),
        ("a/**/**/b", "a/b a/x/b", "a/x"),
        ("**/a/**/b/*", "a/b/c x/a/a/b/b/c", "a/b"),
        ("a/*/b", "a/x/b", "a/b a/x/y/b"),
        ("*.idx", "a.idx d/a.idx", "a.IDX aidx"),
        ("x?", "xy", "x xyz"),
        ("x[0-3]/[!a]", "x2/b", "x4/b x2/a"),
        ("a**b/c", "ab/c axxb/c", "a/b/c"),
        ("a.b+(c)", "a.b+(c)", "aXb+(c)"),
    ],
)
def test_what_a_pattern_matches(text: str, matched: str, missed: str) -> None:
    """The paths that a pattern matches, and near misses."""
    pattern = parse_pattern(text)
    assert pattern.text == text
    for path in matched.split():
        assert pattern.matches(tuple(path.split("/"))), path
    for path in missed.split():
        assert not pattern.matches(tuple(path.split("/"))), path


@pytest.mark.parametrize("text", ["*", "**", "/", "**/x", "a/**"])
def test_no_part_matches_nothing(text: str) -> None:
    """What is not below the folder has no parts, and no pattern is for it."""
    assert not parse_pattern(text).matches(())


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("data/raw/train-*", ("data", "raw")),
        ("/data/raw/x", ("data", "raw", "x")),
        ("data/**/x", ("data",)),
        ("data/x?/y", ("data",)),
        ("data/[x]/y", ("data",)),
        ("data", ()),
        ("/data/", ("data",)),
    ],
)
def test_the_beginning(text: str, beginning: tuple[str, ...]) -> None:
    """The leading parts without a wildcard say where all matches are."""
    assert parse_pattern(text).beginning == beginning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a pattern that is not empty"),
        (" ", "a pattern that is not empty"),
        ("!data", "a pattern of what to match; none takes files out again"),
        ("data\\x", "a pattern with / between the parts of a path"),
        ("../x", "a pattern of files below the configuration's own folder, without .."),
        ("a/../x", "a pattern of files below the configuration's own folder, without .."),
    ],
)
def test_what_is_no_pattern(text: str, expected: str) -> None:
    """The exception says what was expected."""
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - its whole text is compared
        parse_pattern(text)
    assert str(raised.value) == expected


def test_many_stars_take_no_time() -> None:
    """Neither a pattern of many `**` nor one of many `*` goes through every combination."""
    deep = ("a",) * 2000
    assert not parse_pattern("**/a/" * 30 + "b").matches(deep)
    assert parse_pattern("**/a/" * 30).matches(deep)
    assert not parse_pattern("*a" * 30 + "b").matches(("a" * 2000,))


@given(text=st.text("ab*?[]!/.-^\\&|~"), names=st.lists(st.text("ab[]!.-^", min_size=1)))
def test_any_text(text: str, names: list[str]) -> None:
    """Any text is a pattern that can be tried, or a ValueError."""
    try:
        pattern = parse_pattern(text)
    except ValueError:
        return
    assert pattern.matches(tuple(names)) in (True, False)


@given(names=st.lists(st.text("abc", min_size=1), min_size=1))
def test_plain_paths(names: list[str]) -> None:
    """A path without wildcards matches itself and what is below it, not what is above."""
    pattern = parse_pattern("/" + "/".join(names))
    assert pattern.matches(tuple(names))
    assert pattern.matches((*names, "x"))
    assert not pattern.matches(tuple(names[:-1]))
    assert not pattern.matches(("x", *names))
