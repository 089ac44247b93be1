"""Quotation marks: which characters open and close a quotation, and the segments between them."""
