"""The wire, nothing else: marshmallow schemas."""
