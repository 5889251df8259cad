"""`make storm`: the long trials. Each leaves a dated report under docs/storm/ that the documents cite."""
