"""Takes requests in and hands answers out, so that no client, however slow, holds up another."""
