"""What was entered with an attachment stays: only kind, step and secrecy may be put right."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION attachments_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR
       (NEW.id, NEW.dossier_id, NEW.name, NEW.sha256, NEW.size, NEW.mime,
        NEW.added_on, NEW.added_at, NEW.added_by_id)
       IS DISTINCT FROM
       (OLD.id, OLD.dossier_id, OLD.name, OLD.sha256, OLD.size, OLD.mime,
        OLD.added_on, OLD.added_at, OLD.added_by_id)
    THEN
        RAISE EXCEPTION '附件一经附上，不能改动或删除'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'attachment_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attachments_keep BEFORE UPDATE OR DELETE ON attachments_attachment
    FOR EACH ROW EXECUTE FUNCTION attachments_keep();
"""

BACKWARD = """
DROP TRIGGER attachments_keep ON attachments_attachment;
DROP FUNCTION attachments_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("attachments", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
