"""Fits the models: rows that the TypeScript replay wrote -> trees -> ONNX -> artifact."""

import os

# Before any library loads OpenMP. Its threads spin where they wait, and where others want the
# cores too a fit of half a second takes a minute.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
