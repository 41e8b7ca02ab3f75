"""Check, read and write IDX and NORB files."""
