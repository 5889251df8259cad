"""A letter says for ever what it said, and none is lost; of a published report nothing changes any more."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SAYS = "surat dan laporan yang sudah terbit tidak dapat diubah"
FIXED = [
    "id", "nonce", "token_hash", "code", "office_id", "kind", "year", "number", "classification", "about_type",
    "about_id", "subject", "addressee", "on", "signatory_id", "signed_as", "content", "issued_at",
]  # fmt: skip
ONCE = ["newer_id", "pdf_id"]  # filled once
DIFFERS = {"postgresql": "IS DISTINCT FROM", "sqlite": "IS NOT"}


def rules_of(vendor: str) -> list[tuple[str, str, str]]:
    """(table, what, when it is refused)."""
    differs = DIFFERS[vendor]
    letter = [f'OLD."{column}" {differs} NEW."{column}"' for column in FIXED]
    letter += [f'(OLD."{column}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}")' for column in ONCE]
    letter += [
        "(OLD.state <> 'active' AND NEW.state = 'active')",
        "(OLD.state = 'revoked' AND NEW.state <> 'revoked')",
    ]
    return [
        ("documents_letter", "update", " OR ".join(letter)),
        ("documents_letter", "delete", "TRUE"),
        ("documents_report", "update", "OLD.state = 'published'"),
        ("documents_report", "delete", "OLD.state = 'published'"),
    ]


def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
    if vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation'; END $$"
        )
    for table, what, when in rules_of(vendor):
        head = f"CREATE TRIGGER {table}_refuses_{what} BEFORE {what.upper()} ON {table}"
        if vendor == "postgresql":
            editor.execute(f"{head} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION documents_refuse()")
        else:
            editor.execute(f"{head} WHEN {when} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END")


def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION documents_refuse() CASCADE")
        return
    for table, what, _ in rules_of("sqlite"):
        editor.execute(f"DROP TRIGGER {table}_refuses_{what}")


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
