"""Named byte edits that break a valid file in one way, each with the rule it must trip.

    MUTATIONS                   every Mutation: the file replaced, its stream, its bytes taken
                                for text, its length, its header
    mutation("idx-type-0a")     one of them
    .apply(data)                what becomes of the bytes of a valid file; None where this edit
                                cannot be made of it, or would not break that rule alone

The edits are pure: the same bytes give the same result, on every platform. They cut headers by
hand and know neither the schemas nor the checker.
"""

from idxcheck.mutations import idx_headers, lengths, norb_headers, replaced, streams, text
from idxcheck.mutations.model import Mutation

__all__ = ["MUTATIONS", "Mutation", "mutation"]

MUTATIONS: tuple[Mutation, ...] = (
    *replaced.mutations(),
    *streams.mutations(),
    *text.mutations(),
    *lengths.mutations(),
    *idx_headers.mutations(),
    *norb_headers.mutations(),
)


def mutation(name: str) -> Mutation:
    """Return the mutation called `name`; raise KeyError where there is none."""
    found = next((each for each in MUTATIONS if each.name == name), None)
    if found is None:
        raise KeyError(f"no mutation is called {name!r}; MUTATIONS lists them")
    return found
