"""Running what is under test: processes that are watched, and ended with all they started."""
