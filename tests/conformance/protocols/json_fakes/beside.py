"""A module beside the one that is served."""

VALUES = [[1, 2], [3, 4]]
