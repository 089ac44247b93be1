"""The medium of each quote: what its own sentence names, and the occasion that the text goes on with."""
