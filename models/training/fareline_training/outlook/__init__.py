"""Where the lowest fare of a market and departure date goes, and whether waiting pays."""

import os

# Many small trees: threads that spin for their next piece of work cost more than the work.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
