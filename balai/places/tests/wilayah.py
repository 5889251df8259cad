"""An invented table of regions, as big as the national one: no real names."""

from collections.abc import Iterator
from itertools import count, islice

from balai.places.provinces import PROVINCES

TOTAL = 91_600
HEADER = "code,name,level"
FIRST = ["Suka", "Karang", "Mekar", "Tanjung", "Sumber", "Harapan", "Cipta", "Bukit", "Rawa", "Kali"]
SECOND = ["maju", "makmur", "jaya", "sari", "mulya", "indah", "asri", "baru", "raya", "damai"]


def rows(total: int = TOTAL) -> Iterator[str]:
    return islice(_all(), total)


def table(total: int = TOTAL) -> bytes:
    return "\n".join([HEADER, *rows(total), ""]).encode()


def _all() -> Iterator[str]:
    """38 provinces with 14 regencies, 14 districts each and a dozen villages in every district."""
    names = (f"{first}{second} {n}" for n in count(1) for first in FIRST for second in SECOND)
    for province in sorted(PROVINCES, reverse=True):
        yield f"{province},Provinsi Rekaan {province},provinsi"
        for regency in [*range(1, 14), 71]:
            code = f"{province}.{regency:02d}"
            kind = "kota" if regency >= 71 else "kabupaten"
            yield f"{code},{kind.capitalize()} {next(names)},{kind}"
            for district in range(1, 15):
                yield f"{code}.{district:02d},{next(names)},kecamatan"
                for village in range(1, 12):
                    ward = village % 4 == 0
                    number = (1000 if ward else 2000) + village
                    yield f"{code}.{district:02d}.{number},{next(names)},{'kelurahan' if ward else 'desa'}"
