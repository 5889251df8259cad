"""Where things are.

Words: Place (wilayah), Agency (instansi), Office (kantor), Counter (loket), OpeningHours, Holiday.
"""
