"""What was said of a notice's being in force no more stays as it was said."""

from django.db import migrations

GUARD = """
CREATE FUNCTION publications_struck_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.struck_at IS NOT NULL AND
       (NEW.struck_as, NEW.struck_why, NEW.struck_on, NEW.struck_at, NEW.struck_by_id)
       IS DISTINCT FROM
       (OLD.struck_as, OLD.struck_why, OLD.struck_on, OLD.struck_at, OLD.struck_by_id)
    THEN
        RAISE EXCEPTION '公示 % 的失效登记不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER publications_struck_stays BEFORE UPDATE ON publications_publication
    FOR EACH ROW EXECUTE FUNCTION publications_struck_stays();
"""

UNGUARD = """
DROP TRIGGER publications_struck_stays ON publications_publication;
DROP FUNCTION publications_struck_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("publications", "0012_struck")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
