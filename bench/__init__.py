"""Benchmarks: side by side with a floor, ratios first; nothing here is a test."""
