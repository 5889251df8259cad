"""A kind without a table: it counts what it was given, and objects when a group is told twice."""

from balai.base.errors import RuleBroken

KINDS = ("uji",)


class Counting:
    KINDS = KINDS

    def __init__(self) -> None:
        self.taken: dict[str, str] = {}  # client id -> what it said
        self.by_group: dict[str, int] = {}

    def take(self, record, *, replaces, now) -> str:
        group, number = record.open.get("kelompok", record.envelope.id), record.open.get("jumlah", 0)
        if number == "rusak":
            raise ZeroDivisionError
        if self.by_group.get(group, number) != number and not replaces:
            raise RuleBroken("uji.differs", f"Kelompok ini sudah dicatat: {self.by_group[group]}.")
        self.by_group[group] = number
        self.taken[record.envelope.id] = f"{number}"
        return f"uji {number}"
