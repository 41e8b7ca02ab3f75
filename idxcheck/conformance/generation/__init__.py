"""Files that Hypothesis makes, until one fails and no smaller one does."""
