"""What can come of one case, and which of it fails a run."""

import enum


class Outcome(enum.Enum):
    """What came of one case, worst first: the order in which reports list them.

    WRONG_VALUES, WRONG_SHAPE and WRONG_ELEMENT are data other than the file says, without
    an error. FALSE_ACCEPT is data, or what was meant for it, from a file that must be
    refused. MEMORY, HANG and CRASH are an implementation that takes too much, does not answer
    in time, or ends. ERROR is an answer that says nothing: not understood, not to the
    question, or of no array. FALSE_REJECT is a file refused that must be read. LEAKY_ERROR is
    a file refused rightly, by an exception that the implementation does not declare.
    UNSUPPORTED is a valid file that it says it does not take.
    """

    WRONG_VALUES = "wrong-values"
    WRONG_SHAPE = "wrong-shape"
    WRONG_ELEMENT = "wrong-element"
    FALSE_ACCEPT = "false-accept"
    MEMORY = "memory"
    HANG = "hang"
    CRASH = "crash"
    ERROR = "error"
    FALSE_REJECT = "false-reject"
    LEAKY_ERROR = "leaky-error"
    UNSUPPORTED = "unsupported"
    PASS = "pass"  # noqa: S105 - a word of the field, no secret

    def fails(self, *, strict: bool = False) -> bool:
        """Whether this fails a run; a leaky error does only where `strict` is asked for."""
        if self is Outcome.LEAKY_ERROR:
            return strict
        return self not in (Outcome.PASS, Outcome.UNSUPPORTED)


WORST_FIRST = tuple(Outcome)
"""All outcomes, the worst first."""
