"""The quote and attribution tracker: reads articles, keeps quotes, serves them."""
