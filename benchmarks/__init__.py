"""What extraction and the service cost. Each module prints figures; none asserts any."""

import os

# As the quotes command does: one core per article is faster than two.
os.environ.setdefault("OMP_NUM_THREADS", "1")
