"""Imports the package before a test imports xgboost: see its module text."""

import fareline_training  # noqa: F401
