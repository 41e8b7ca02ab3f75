"""What many readers were measured to do: result files, the page of them, and what it says of a file."""
