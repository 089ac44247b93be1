"""Fills an archive: articles are read by many processes, and stored by one, in the order they were found."""
