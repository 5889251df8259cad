"""Triggers that refuse to change or remove what was recorded, for each engine.

A test database (its name begins with test_) may be emptied by audit/testing.py; no other can.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_entry", "audit_seal", "audit_anchor")
SAYS = "catatan perbuatan tidak dapat diubah atau dihapus"

POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF left(current_database(), 5) = 'test_' AND current_setting('balai.allow_flush', true) = 'on' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; ELSIF TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
END $$
"""


def names(vendor: str) -> list[str]:
    kinds = ("rows", "truncate") if vendor == "postgresql" else ("update", "delete", "replace")
    return [f"{table}_refuses_{kind}" for table in TABLES for kind in kinds]


def create_statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [POSTGRES_FUNCTION, *[statement for table in TABLES for statement in _postgres(table)]]
    return [statement for table in TABLES for statement in _sqlite(table)]


def _postgres(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_refuses_rows BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
        f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    ]


SAME_ROW = {
    "audit_entry": "id = NEW.id",
    "audit_seal": "number = NEW.number OR entry_id = NEW.entry_id",
    "audit_anchor": "id = NEW.id OR seal_number = NEW.seal_number",
}


def _sqlite(table: str) -> list[str]:
    """INSERT OR REPLACE removes a row without asking a delete trigger, hence the third."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    replaces = f"EXISTS (SELECT 1 FROM {table} WHERE {SAME_ROW[table]})"  # noqa: S608 (names of our own)
    return [
        f"CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_refuses_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_refuses_replace BEFORE INSERT ON {table} WHEN {replaces} {refuse}",
    ]


def drop_statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return ["DROP FUNCTION IF EXISTS audit_refuse() CASCADE"]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in names(vendor)]


def run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Triggers that should stand there and do not (or, on PostgreSQL, were switched off)."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in names(connection.vendor) if name not in there]
