"""The trend store: facts without persons as Parquet, counted by one expression on whatever machine.

Words: a fact (one voice, coarsened), a figure (how many), a period (a frozen month or year), a cell (a
published figure, or the row of a hidden one). Web pages read cells; only jobs and commands count.
"""
