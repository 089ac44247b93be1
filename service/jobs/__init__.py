"""Background work: a durable table, carried by huey."""
