"""What was entered of a regulation stays, and so does its end once there is one."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION regulations_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR
       (NEW.dossier_id, NEW.area, NEW.document_number, NEW.issued_on, NEW.in_force_from,
        NEW.summary, NEW.replaces_id, NEW.digest)
       IS DISTINCT FROM
       (OLD.dossier_id, OLD.area, OLD.document_number, OLD.issued_on, OLD.in_force_from,
        OLD.summary, OLD.replaces_id, OLD.digest)
       OR OLD.until IS NOT NULL AND
       (NEW.until, NEW.repeal_reason, NEW.repealed_at, NEW.repealed_by_id)
       IS DISTINCT FROM
       (OLD.until, OLD.repeal_reason, OLD.repealed_at, OLD.repealed_by_id)
    THEN
        RAISE EXCEPTION '规章制度一经登记，不能改动或删除'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'regulation_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER regulations_keep BEFORE UPDATE OR DELETE ON regulations_regulation
    FOR EACH ROW EXECUTE FUNCTION regulations_keep();
"""

BACKWARD = """
DROP TRIGGER regulations_keep ON regulations_regulation;
DROP FUNCTION regulations_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("regulations", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
