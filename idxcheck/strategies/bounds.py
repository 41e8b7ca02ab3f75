"""Bounds that make no sense, refused by their names."""

from collections.abc import Collection

from hypothesis.errors import InvalidArgument

MAXIMUM_RANKS: dict[str, int] = {"idx": 255, "norb": 11}  # IDX-2.3, NORB-3.1
MAXIMUM_SIZES: dict[str, int] = {"idx": 2**32 - 1, "norb": 2**31 - 1}  # IDX-3.2, NORB-4.1
MINIMUM_SIZES: dict[str, int] = {"idx": 0, "norb": 1}  # IDX-3.3, NORB-4.1


def check_range(
    noun: str, minimum: object, maximum: object, lowest: int, highest: int | None
) -> None:
    """Refuse `min_NOUN` and `max_NOUN` unless both are integers in order and in bounds."""
    for name, value in ((f"min_{noun}", minimum), (f"max_{noun}", maximum)):
        if not isinstance(value, int) or isinstance(value, bool):
            raise InvalidArgument(f"{name}={value!r} is no integer")
        if value < lowest or (highest is not None and value > highest):
            limit = f"at least {lowest}" if highest is None else f"{lowest} to {highest}"
            raise InvalidArgument(f"{name}={value} is not {limit}")
    if minimum > maximum:  # type: ignore[operator] # both are integers here
        raise InvalidArgument(f"min_{noun}={minimum} is over max_{noun}={maximum}")


def check_choice(name: str, chosen: object, allowed: Collection[object]) -> None:
    """Refuse a `chosen` that is not one of `allowed`."""
    if chosen not in allowed:
        listed = ", ".join(repr(each) for each in allowed)
        raise InvalidArgument(f"{name}={chosen!r} is none of {listed}")


def check_choices(name: str, chosen: object, allowed: Collection[object]) -> None:
    """Refuse a `chosen` that is empty, or holds what is not one of `allowed`."""
    if isinstance(chosen, str) or not isinstance(chosen, Collection) or not chosen:
        raise InvalidArgument(f"{name}={chosen!r} is no list of one or more")
    for each in chosen:
        check_choice(name, each, allowed)


def check_shape(shape: object, form: str) -> tuple[int, ...]:
    """Return `shape` as a tuple, refused where no header of `form` can hold it."""
    sizes = (shape,) if isinstance(shape, int) else shape
    if not isinstance(sizes, tuple) or any(type(size) is not int for size in sizes):
        raise InvalidArgument(f"shape={shape!r} is no tuple of integers")
    if not 1 <= len(sizes) <= MAXIMUM_RANKS[form]:
        raise InvalidArgument(f"shape={shape!r}: {form} has rank 1 to {MAXIMUM_RANKS[form]}")
    low, high = MINIMUM_SIZES[form], MAXIMUM_SIZES[form]
    if any(not low <= size <= high for size in sizes):
        raise InvalidArgument(f"shape={shape!r}: {form} has sizes {low} to {high}")
    return sizes
