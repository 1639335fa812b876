"""Measurements: how long the library takes and what it needs, as ratios of things measured in the same run."""
