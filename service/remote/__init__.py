"""Sends articles to a service elsewhere over a connection that may fail, and knows what arrived."""
