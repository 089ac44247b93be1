"""Text in, frozen annotations out: knows no web and no database."""
