"""Lists of quotes in forms that other tools take: records in, text out, piece by piece; a file a format."""
