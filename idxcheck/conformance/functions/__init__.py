"""Functions of Python under test: in this process, and in pytest."""
