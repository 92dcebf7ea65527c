"""What was uploaded stays as it came; of a paper only what people know about it may be put right."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION scans_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR
       (NEW.id, NEW.unit_id, NEW.name, NEW.sha256, NEW.size, NEW.mime,
        NEW.uploaded_at, NEW.uploaded_by_id)
       IS DISTINCT FROM
       (OLD.id, OLD.unit_id, OLD.name, OLD.sha256, OLD.size, OLD.mime,
        OLD.uploaded_at, OLD.uploaded_by_id)
    THEN
        RAISE EXCEPTION '扫描原件一经上传，不能改动或删除'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'scan_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scans_keep BEFORE UPDATE OR DELETE ON scans_scan
    FOR EACH ROW EXECUTE FUNCTION scans_keep();

CREATE FUNCTION scans_keep_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.attachment_id IS NOT NULL OR
       (NEW.id, NEW.scan_id, NEW.unit_id, NEW.first_page, NEW.last_page,
        NEW.sha256, NEW.size, NEW.mime, NEW.shown, NEW.shown_sizes)
       IS DISTINCT FROM
       (OLD.id, OLD.scan_id, OLD.unit_id, OLD.first_page, OLD.last_page,
        OLD.sha256, OLD.size, OLD.mime, OLD.shown, OLD.shown_sizes)
    THEN
        RAISE EXCEPTION '扫描件不能改动或删除，归卷以后也不能改归'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'scanned_paper_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scans_keep_paper BEFORE UPDATE OR DELETE ON scans_scannedpaper
    FOR EACH ROW EXECUTE FUNCTION scans_keep_paper();
"""

BACKWARD = """
DROP TRIGGER scans_keep_paper ON scans_scannedpaper;
DROP FUNCTION scans_keep_paper();
DROP TRIGGER scans_keep ON scans_scan;
DROP FUNCTION scans_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("scans", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
