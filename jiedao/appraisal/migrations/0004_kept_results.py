"""What a result was used for stays as it was entered."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION appraisal_use_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '登记过的评先和结果运用不能改动或删除'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'appraisal_use_stays', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER appraisal_award_kept BEFORE UPDATE OR DELETE ON appraisal_award
    FOR EACH ROW EXECUTE FUNCTION appraisal_use_kept();
CREATE TRIGGER appraisal_consequence_kept BEFORE UPDATE OR DELETE ON appraisal_consequence
    FOR EACH ROW EXECUTE FUNCTION appraisal_use_kept();
"""

BACKWARD = """
DROP TRIGGER appraisal_consequence_kept ON appraisal_consequence;
DROP TRIGGER appraisal_award_kept ON appraisal_award;
DROP FUNCTION appraisal_use_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0003_results")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
