"""The medium of each quote: what names it in the quote's own sentence, and the occasion that the text goes on with."""
