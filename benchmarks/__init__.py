"""What extraction and the service cost. Each module prints figures; none asserts any."""
