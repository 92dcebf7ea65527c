"""What came and went stays as it was entered: a wrong entry is taken back by another one."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION funds_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '经费一经登记，不能改动或删除'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'funds_stay', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER funds_keep BEFORE UPDATE OR DELETE ON funds_receipt
    FOR EACH ROW EXECUTE FUNCTION funds_keep();
CREATE TRIGGER funds_keep BEFORE UPDATE OR DELETE ON funds_payment
    FOR EACH ROW EXECUTE FUNCTION funds_keep();
"""

BACKWARD = """
DROP TRIGGER funds_keep ON funds_payment;
DROP TRIGGER funds_keep ON funds_receipt;
DROP FUNCTION funds_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
