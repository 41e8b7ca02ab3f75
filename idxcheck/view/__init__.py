"""Looking into files: what stands in a header, byte by byte and in words."""
