"""Pure: signs of risk, likeness of two texts, and what may be counted in public."""
