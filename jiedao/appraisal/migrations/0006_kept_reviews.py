"""A review keeps to its procedure; its points, its grade and what was settled stay."""

from django.db import migrations

# The lawful moves stand in procedures_move, written after every migrate from the table of steps.
FORWARD = """
CREATE FUNCTION branch_review_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'opened' THEN
            RAISE EXCEPTION '述评考只能从待述职开始'
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'branch_review_begins_opened', TABLE = TG_TABLE_NAME;
        END IF;
    ELSIF TG_OP = 'DELETE'
       OR (NEW.appraisal_id, NEW.unit_id, NEW.secretary_id)
          IS DISTINCT FROM (OLD.appraisal_id, OLD.unit_id, OLD.secretary_id)
       OR OLD.points IS NOT NULL AND NEW.points IS DISTINCT FROM OLD.points
       OR OLD.comment <> '' AND (NEW.comment, NEW.commentator_id)
          IS DISTINCT FROM (OLD.comment, OLD.commentator_id)
       OR OLD.grade <> '' AND NEW.grade IS DISTINCT FROM OLD.grade
    THEN
        RAISE EXCEPTION '述评考的得分、点评和等次不能改动'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'branch_review_stays', TABLE = TG_TABLE_NAME;
    ELSIF OLD.state <> NEW.state AND NOT EXISTS (
        SELECT 1 FROM procedures_move
        WHERE procedure = 'branch_review' AND source = OLD.state AND target = NEW.state
    ) THEN
        RAISE EXCEPTION '不能从%直接到%，不能跳过环节', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'branch_review_moves_lawfully', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER branch_review_lawful BEFORE INSERT OR UPDATE OR DELETE ON appraisal_branchreview
    FOR EACH ROW EXECUTE FUNCTION branch_review_lawful();

CREATE FUNCTION branch_ballots_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR EXISTS (
        SELECT 1 FROM appraisal_branchreview
        WHERE dossier_id = OLD.review_id AND points IS NOT NULL
    ) THEN
        RAISE EXCEPTION '计分以后的评议票不能改动'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'ballots_stay', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER branch_ballots_kept BEFORE UPDATE OR DELETE ON appraisal_ballots
    FOR EACH ROW EXECUTE FUNCTION branch_ballots_kept();

CREATE FUNCTION branch_problem_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.settled_at IS NOT NULL
       OR (NEW.review_id, NEW.words, NEW.due_on)
          IS DISTINCT FROM (OLD.review_id, OLD.words, OLD.due_on)
    THEN
        RAISE EXCEPTION '指出的问题和整改结果不能改动'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'review_problem_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER branch_problem_kept BEFORE UPDATE OR DELETE ON appraisal_problem
    FOR EACH ROW EXECUTE FUNCTION branch_problem_kept();
"""

BACKWARD = """
DROP TRIGGER branch_problem_kept ON appraisal_problem;
DROP FUNCTION branch_problem_kept();
DROP TRIGGER branch_ballots_kept ON appraisal_ballots;
DROP FUNCTION branch_ballots_kept();
DROP TRIGGER branch_review_lawful ON appraisal_branchreview;
DROP FUNCTION branch_review_lawful();
"""


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0005_reviews"), ("procedures", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
