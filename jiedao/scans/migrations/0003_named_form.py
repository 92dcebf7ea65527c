"""Which printed form an upload was said to be; kept like everything else about an upload."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE OR REPLACE FUNCTION scans_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR
       (NEW.id, NEW.unit_id, NEW.name, NEW.sha256, NEW.size, NEW.mime,
        NEW.uploaded_at, NEW.uploaded_by_id{more})
       IS DISTINCT FROM
       (OLD.id, OLD.unit_id, OLD.name, OLD.sha256, OLD.size, OLD.mime,
        OLD.uploaded_at, OLD.uploaded_by_id{less})
    THEN
        RAISE EXCEPTION '扫描原件一经上传，不能改动或删除'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'scan_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
"""
FORWARD = KEEP.replace("{more}", ", NEW.form_id").replace("{less}", ", OLD.form_id")
BACKWARD = KEEP.replace("{more}", "").replace("{less}", "")


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("scans", "0002_originals_stay"),
    ]

    operations = [
        migrations.AddField(
            model_name="scan",
            name="form",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.printedform",
                verbose_name="上传时指明的表",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
