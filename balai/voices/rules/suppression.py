"""Which counts may be shown, so that no subtraction gives back a hidden one.

Small counts are hidden (primary). A hidden count could still be reckoned from totals, rows, columns or
another table that shares them, so more is hidden until nothing can be (complementary). All tables of a
period are decided together, once. Method: Cox 1980 (complementary cell suppression), checked by exact
elimination, since our tables share their totals.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

Cell = tuple[tuple[str, str], ...]  # (("bulan", "2026-05"), ("topik", "ktp")); () is the total of all
Counts = Mapping[Cell, int]
Sum = dict[Cell, int]  # a sum that is nought: parts +1, their total -1
DOUBT = 3  # so many values a hidden figure could have, for one who knows the rule
PRIME = (1 << 61) - 1  # elimination by residues: exact for ±1 sums but for one chance in 10^18


def cell(**values: str) -> Cell:
    return tuple(sorted(values.items()))


def with_totals(rows: Mapping[Cell, int], tables: Iterable[tuple[str, ...]]) -> dict[Cell, int]:
    """Every count that these tables show, totals and empty cells too, from counts by all their dimensions.

    `tables` names each table by its dimensions: [("topik", "bulan"), ("kelurahan",)].
    """
    wanted = _margins(tables)
    seen: dict[str, set[str]] = defaultdict(set)
    counts: dict[Cell, int] = defaultdict(int)
    for row, n in rows.items():
        values = dict(row)
        for dimension, value in row:
            seen[dimension].add(value)
        for dimensions in wanted:
            counts[cell(**{d: values[d] for d in dimensions})] += n
    empty = {
        cell(**dict(zip(dimensions, values, strict=True))): 0
        for dimensions in wanted
        for values in product(*(sorted(seen[d]) for d in dimensions))
    }
    return empty | counts


def _margins(tables: Iterable[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """A table shows its own cells and the totals over each choice of its dimensions."""
    return {
        part
        for table in tables
        for size in range(len(table) + 1)
        for part in combinations(sorted(table), size)
    }


def hidden(counts: Counts, *, k: int, always: Iterable[Cell] = (), out: Iterable[Cell] = ()) -> set[Cell]:
    """The cells that must not be shown: all under `k` (nought too), `always`, and what protects them.

    `out` is shown already and cannot be hidden any more: what was frozen before, of which these tables add
    up. It was safe without them, so hiding enough of what is new always helps; what follows from it alone
    is known anyway, and as it adds up shown counts it is no few.
    """
    sums, gone = list(_sums(counts)), set(out)
    gone |= determined(sums, set(counts) - gone) if gone else set()
    at = _where(sums)
    found = {c for c, n in counts.items() if n < k and c not in gone} | (set(always) - gone)
    while True:
        exposed, kept = determined(sums, found), found | gone
        more = {c for e in exposed if (c := _shield(e, at, counts, kept)) is not None}
        more |= {c for s in sums if (c := _thicker(s, counts, found, k, gone)) is not None}
        if exposed and not more:
            more = {_smallest(counts, kept)}
        if not more:
            return found
        found |= more


def _smallest(counts: Counts, kept: set[Cell]) -> Cell:
    """Nothing beside it is left to hide: then whatever tells least of the rest."""
    free = [c for c in counts if c not in kept]
    if not free:
        raise ValueError("what is out already gives a hidden count away")
    return min(free, key=lambda c: (counts[c], c))


def _sums(counts: Counts) -> Iterator[Sum]:
    """Everything that a reader can add up: over each dimension of each cell, its parts give its total."""
    parts: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
    for c in counts:
        for dimension, _ in c:
            parts[tuple(p for p in c if p[0] != dimension), dimension].append(c)
    for (total, _), cells in parts.items():
        if total in counts:
            yield dict.fromkeys(cells, 1) | {total: -1}


def _where(sums: list[Sum]) -> dict[Cell, list[Sum]]:
    at: dict[Cell, list[Sum]] = defaultdict(list)
    for one in sums:
        for c in one:
            at[c].append(one)
    return at


def determined(sums: Iterable[Sum], found: set[Cell]) -> set[Cell]:
    """The hidden cells that the sums give back: those that elimination leaves alone in a line."""
    pivots: dict[Cell, dict[Cell, int]] = {}
    for one in sums:
        line = {c: sign % PRIME for c, sign in one.items() if c in found}
        for pivot, row in pivots.items():
            if pivot in line:
                _subtract(line, row, line[pivot])
        if not line:
            continue
        pivot = next(iter(line))
        inverse = pow(line[pivot], -1, PRIME)
        line = {c: factor * inverse % PRIME for c, factor in line.items()}
        for row in pivots.values():
            if pivot in row:
                _subtract(row, line, row[pivot])
        pivots[pivot] = line
    return {pivot for pivot, row in pivots.items() if len(row) == 1}


def _subtract(line: dict[Cell, int], row: dict[Cell, int], factor: int) -> None:
    for c, own in row.items():
        left = (line.get(c, 0) - factor * own) % PRIME
        if left:
            line[c] = left
        else:
            line.pop(c, None)


def _shield(exposed: Cell, at: dict[Cell, list[Sum]], counts: Counts, kept: set[Cell]) -> Cell | None:
    """The smallest shown count beside it: a brother rather than a total."""
    beside = {c for one in at[exposed] for c in one if c not in kept}
    return min(beside, key=lambda c: (len(c) < len(exposed), counts[c], c), default=None)


def _thicker(one: Sum, counts: Counts, found: set[Cell], k: int, out: set[Cell]) -> Cell | None:
    """Where a shown total gives away that all its hidden parts together are under `k`: hide one more."""
    inner = [c for c, sign in one.items() if sign > 0]
    total = next(c for c, sign in one.items() if sign < 0)
    gone = [c for c in inner if c in found]
    shown = [c for c in inner if c not in found and c not in out]
    left = sum(counts[c] for c in gone)
    if not gone or total in found or (left >= k and not _guessed(gone, shown, left, counts, k)):
        return None
    if shown:
        return min(shown, key=lambda c: (counts[c], c))
    return total if total not in out else None


def _guessed(gone: list[Cell], shown: list[Cell], left: int, counts: Counts, k: int) -> bool:
    """Who knows that the smallest shown figure is hidden beside a small one knows: the small one is what two
    leave over, less something between `k` and the smallest that is still shown. Two values are no doubt.
    """
    if len(gone) != 2 or not shown:
        return False
    largest_shield = min(counts[c] for c in shown)
    values = min(k - 1, left - k) - max(0, left - largest_shield) + 1
    return 0 < values < DOUBT
