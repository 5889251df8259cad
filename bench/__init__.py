"""`make bench`: how fast and how heavy, each figure beside its goal and beside the bare limit, in one run.

Load comes over real HTTP from another process (wrk); the server runs the production profile with two
workers; PostgreSQL keeps fsync on. Figures drift from machine to machine: the ratios are what counts.
"""
