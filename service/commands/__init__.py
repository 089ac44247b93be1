"""The ``quotes`` command, one small file per subcommand."""
