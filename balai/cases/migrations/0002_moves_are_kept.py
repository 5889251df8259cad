"""A step is written once. Its words may go (their keeping time is over), or be sealed under a newer key;
its case may be erased."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEPT = ("case_id", "at", "side", "old", "new", "verb", "is_told")
SAYS = "langkah laporan tidak dapat diubah"


def newer_key(on_postgres: bool) -> str:
    """'2.…' after '1.…': the version of the key stands before the dot. From '' nothing is newer."""
    version = "CAST({0} AS integer)"  # SQLite reads the digits in front, and nought where there are none
    if on_postgres:
        version = "COALESCE(CAST(substring({0} from '^([0-9]{{1,9}})[.]') AS integer), 0)"
    new, old = version.format("NEW.note_sealed"), version.format("OLD.note_sealed")
    filled = "OLD.note_sealed <> '' AND NEW.note_sealed <> ''"
    return f"(CASE WHEN {filled} THEN {new} > {old} ELSE 1 = 0 END)"


def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    same = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in KEPT)
    on_postgres = editor.connection.vendor == "postgresql"
    words = f"(NEW.note_sealed NOT IN ('', OLD.note_sealed) AND NOT {newer_key(on_postgres)})"
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION cases_move_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        editor.execute(
            "CREATE TRIGGER cases_move_refuses_update BEFORE UPDATE ON cases_move FOR EACH ROW "
            f"WHEN ({same} OR {words}) EXECUTE FUNCTION cases_move_refuse()"
        )
    else:
        same = same.replace("IS DISTINCT FROM", "IS NOT")
        editor.execute(
            "CREATE TRIGGER cases_move_refuses_update BEFORE UPDATE ON cases_move "
            f"WHEN {same} OR {words} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        )


def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER cases_move_refuses_update ON cases_move")
        editor.execute("DROP FUNCTION cases_move_refuse()")
    else:
        editor.execute("DROP TRIGGER cases_move_refuses_update")


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
