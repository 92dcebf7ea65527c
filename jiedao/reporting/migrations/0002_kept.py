"""What was handed in stays as it was; a paper moves only as the table of steps allows."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION reporting_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '报送的内容不能改动或删除'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'filing_stays', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER reporting_filing_keep BEFORE UPDATE OR DELETE ON reporting_filing
    FOR EACH ROW EXECUTE FUNCTION reporting_keep();
CREATE TRIGGER reporting_filedfigure_keep BEFORE UPDATE OR DELETE ON reporting_filedfigure
    FOR EACH ROW EXECUTE FUNCTION reporting_keep();

CREATE FUNCTION reporting_lawful_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'drafting' THEN
            RAISE EXCEPTION '汇报只能从起草开始。'
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'paper_begins_as_draft';
        END IF;
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '汇报不能删除。'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'paper_stays';
    ELSIF OLD.state <> NEW.state AND NOT EXISTS (
        SELECT 1 FROM procedures_move
        WHERE procedure = NEW.kind AND source = OLD.state AND target = NEW.state
    ) THEN
        RAISE EXCEPTION '不能从%直接到%，不能跳过环节。', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'paper_moves_lawfully';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reporting_lawful_move BEFORE INSERT OR UPDATE OR DELETE ON reporting_paper
    FOR EACH ROW EXECUTE FUNCTION reporting_lawful_move();
"""

BACKWARD = """
DROP TRIGGER reporting_lawful_move ON reporting_paper;
DROP FUNCTION reporting_lawful_move();
DROP TRIGGER reporting_filing_keep ON reporting_filing;
DROP TRIGGER reporting_filedfigure_keep ON reporting_filedfigure;
DROP FUNCTION reporting_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("procedures", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
