"""Rows of the machinery: limits, leases, one-time keys, the mark and clock of a demo."""
