"""Pages of officers: signing in, one's own account, and who holds which role."""
