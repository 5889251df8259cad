"""What is frozen stays: no figure changes, none goes, none comes later. Only a seal may be made anew by a newer key."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SAYS = "angka yang sudah dibekukan tidak dapat diubah"
KEPT = {
    "voices_period": ("id", "city_id", "audience", "year", "month", "size", "frozen_at"),
    "voices_cell": ("id", "period_id", "audience", "table", "key", "count"),
}
# A cell that comes later, or for whom its period is not.
STRANGE = (
    "NEW.audience <> (SELECT audience FROM voices_period WHERE id = NEW.period_id) OR "
    "(SELECT COUNT(*) FROM voices_cell WHERE period_id = NEW.period_id) >= "
    "(SELECT size FROM voices_period WHERE id = NEW.period_id)"
)


def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        _postgres(editor)
        return
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    for table, columns in KEPT.items():
        changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
        editor.execute(
            f"CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table} WHEN {changed} {refuse}"
        )
        editor.execute(f"CREATE TRIGGER {table}_refuses_delete BEFORE DELETE ON {table} {refuse}")
    editor.execute(
        f"CREATE TRIGGER voices_cell_refuses_more BEFORE INSERT ON voices_cell WHEN {STRANGE} {refuse}"
    )


def _postgres(editor: BaseDatabaseSchemaEditor) -> None:
    refuse = f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation'"
    editor.execute(
        f"CREATE FUNCTION voices_trend_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse}; END $$"
    )
    editor.execute(
        "CREATE FUNCTION voices_cell_refuse_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {STRANGE} THEN {refuse}; END IF; RETURN NEW; END $$"
    )
    for table, columns in KEPT.items():
        changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns)
        call = "EXECUTE FUNCTION voices_trend_refuse()"
        editor.execute(
            f"CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed}) {call}"
        )
        editor.execute(f"CREATE TRIGGER {table}_refuses_delete BEFORE DELETE ON {table} FOR EACH ROW {call}")
    editor.execute(
        "CREATE TRIGGER voices_cell_refuses_more BEFORE INSERT ON voices_cell FOR EACH ROW "
        "EXECUTE FUNCTION voices_cell_refuse_more()"
    )


def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION voices_trend_refuse() CASCADE")
        editor.execute("DROP FUNCTION voices_cell_refuse_more() CASCADE")
        return
    for name in (
        "voices_cell_refuses_more",
        *(f"{t}_refuses_{w}" for t in KEPT for w in ("update", "delete")),
    ):
        editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("voices", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
