"""Of one service and office never two standards are in force on one day: both databases refuse it."""

from django.db import migrations

OVERLAPS = """
    SELECT 1 FROM catalogue_standard other
    WHERE other.id <> COALESCE(NEW.id, 0) AND other.state = 'published'
      AND other.service_id = NEW.service_id
      AND COALESCE(other.office_id, 0) = COALESCE(NEW.office_id, 0)
      AND (other.valid_until IS NULL OR other.valid_until > NEW.valid_from)
      AND (NEW.valid_until IS NULL OR NEW.valid_until > other.valid_from)
"""
SQLITE = """
CREATE TRIGGER standard_once_at_a_time_{when} BEFORE {when} ON catalogue_standard
WHEN NEW.state = 'published' AND EXISTS ({overlaps})
BEGIN SELECT RAISE(ABORT, 'standard_once_at_a_time'); END
"""
POSTGRESQL = """
CREATE FUNCTION standard_once_at_a_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'published' AND EXISTS ({overlaps}) THEN
    RAISE EXCEPTION 'standard_once_at_a_time' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER standard_once_at_a_time BEFORE INSERT OR UPDATE ON catalogue_standard
FOR EACH ROW EXECUTE FUNCTION standard_once_at_a_time();
"""


def refuse_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for when in ("INSERT", "UPDATE"):
            schema_editor.execute(SQLITE.format(when=when, overlaps=OVERLAPS), params=None)
    else:
        schema_editor.execute(POSTGRESQL.format(overlaps=OVERLAPS), params=None)


def allow_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for when in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER standard_once_at_a_time_{when}", params=None)
    else:
        schema_editor.execute("DROP FUNCTION standard_once_at_a_time() CASCADE", params=None)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(refuse_overlaps, allow_again)]
