"""What was entered of a group stays, and so does an end once there is one."""

from django.db import migrations

from jiedao.liaison.guards import guard

FUNCTION = """
CREATE FUNCTION liaison_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    name text;
    is_end boolean := false;
    changed boolean := TG_OP = 'DELETE';
BEGIN
    IF NOT changed THEN
        FOREACH name IN ARRAY TG_ARGV LOOP
            IF name = '*' THEN
                is_end := true;
            ELSIF to_jsonb(NEW) -> name IS DISTINCT FROM to_jsonb(OLD) -> name
                AND NOT (is_end AND coalesce(to_jsonb(OLD) ->> name, '') = '')
            THEN
                changed := true;
            END IF;
        END LOOP;
    END IF;
    IF changed THEN
        RAISE EXCEPTION '已经登记的内容不能改动或删除'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = TG_TABLE_NAME || '_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
"""
KEPT = {
    "liaison_workgroup": (
        *("dossier_id", "street_id", "kind", "area", "document_number", "established_on"),
        *("*", "until", "reason"),
    ),
    "liaison_charge": (
        *("id", "group_id", "begins_on", "lead_id", "department_id", "responsible_id"),
    ),
    "liaison_member": ("id", "group_id", "user_id", "post", "since", "*", "until"),
}


class Migration(migrations.Migration):
    dependencies = [("liaison", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION liaison_keep()"),
        *(guard(table, columns) for table, columns in KEPT.items()),
    ]
