"""Reads articles out of files, a module for each format. Nothing is fetched, nothing is stored."""
