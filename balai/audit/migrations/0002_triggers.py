from django.db import migrations

from balai.audit import triggers


def install(apps, schema_editor):
    triggers.run(schema_editor.connection, triggers.create_statements(schema_editor.connection.vendor))


def remove(apps, schema_editor):
    triggers.run(schema_editor.connection, triggers.drop_statements(schema_editor.connection.vendor))


class Migration(migrations.Migration):
    """What was recorded is neither changed nor removed: the database itself refuses."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
