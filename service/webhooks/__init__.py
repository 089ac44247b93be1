"""Sends what happened to where somebody asked for it: signed, and never into a private network."""
