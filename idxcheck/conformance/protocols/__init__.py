"""How an adapter in another process is asked: one-shot text, and IDXP/1 over JSON lines."""
