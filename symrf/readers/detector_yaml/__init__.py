"""Detectors that are written as YAML: lists of modules with where each reads, as Ultralytics has them."""
