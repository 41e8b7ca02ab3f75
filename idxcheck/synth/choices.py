"""What can be chosen for synthetic files, by name."""

from typing import Literal, get_args

Fill = Literal["random", "zeros", "ramp", "checker", "digits", "blobs"]

FILLS: tuple[Fill, ...] = get_args(Fill)
RANDOM: Fill = "random"
ITEMS = 1000  # in each file of a data set, if not said otherwise
