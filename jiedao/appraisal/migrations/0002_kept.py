"""The year keeps to its procedure; what was issued, frozen, answered or lifted stays as it is."""

from django.db import migrations

# The lawful moves stand in procedures_move, written after every migrate from the table of steps.
FORWARD = """
CREATE FUNCTION appraisal_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION '年度考核只能从拟定开始'
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'appraisal_begins_as_draft', TABLE = TG_TABLE_NAME;
        END IF;
    ELSIF TG_OP = 'DELETE' OR (NEW.street_id, NEW.year) IS DISTINCT FROM (OLD.street_id, OLD.year)
    THEN
        RAISE EXCEPTION '年度考核不能改年度，也不能删除'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'appraisal_stays', TABLE = TG_TABLE_NAME;
    ELSIF OLD.state <> NEW.state AND NOT EXISTS (
        SELECT 1 FROM procedures_move
        WHERE procedure = 'appraisal' AND source = OLD.state AND target = NEW.state
    ) THEN
        RAISE EXCEPTION '不能从%直接到%，不能跳过环节', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'appraisal_moves_lawfully', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER appraisal_lawful BEFORE INSERT OR UPDATE OR DELETE ON appraisal_appraisal
    FOR EACH ROW EXECUTE FUNCTION appraisal_lawful();

CREATE FUNCTION appraisal_list_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR (NEW.appraisal_id, NEW.kind, NEW.unit_id, NEW.person_id)
          IS DISTINCT FROM (OLD.appraisal_id, OLD.kind, OLD.unit_id, OLD.person_id)
       OR OLD.points IS NOT NULL AND NEW.points IS DISTINCT FROM OLD.points
       OR OLD.grade <> ''
          AND (NEW.grade, NEW.corrected) IS DISTINCT FROM (OLD.grade, OLD.corrected)
    THEN
        RAISE EXCEPTION '责任书固定的得分和等次不能改动'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'target_list_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appraisal_list_kept BEFORE UPDATE OR DELETE ON appraisal_targetlist
    FOR EACH ROW EXECUTE FUNCTION appraisal_list_kept();

CREATE FUNCTION appraisal_target_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR NOT EXISTS (
        SELECT 1 FROM appraisal_targetlist l
        JOIN appraisal_appraisal a ON a.dossier_id = l.appraisal_id
        WHERE l.dossier_id = CASE TG_OP WHEN 'DELETE' THEN OLD.list_id ELSE NEW.list_id END
          AND a.state = 'draft'
    ) THEN
        RAISE EXCEPTION '下达以后的目标不能改动'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'target_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER appraisal_target_kept BEFORE INSERT OR UPDATE OR DELETE ON appraisal_target
    FOR EACH ROW EXECUTE FUNCTION appraisal_target_kept();

CREATE FUNCTION appraisal_score_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.is_frozen THEN
        RAISE EXCEPTION '固定的得分不能改动'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'score_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER appraisal_score_kept BEFORE UPDATE OR DELETE ON appraisal_score
    FOR EACH ROW EXECUTE FUNCTION appraisal_score_kept();

CREATE FUNCTION appraisal_veto_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.lifted_at IS NOT NULL
       OR (NEW.list_id, NEW.matter, NEW.happened_on, NEW.reason)
          IS DISTINCT FROM (OLD.list_id, OLD.matter, OLD.happened_on, OLD.reason)
    THEN
        RAISE EXCEPTION '一票否决一经登记，只能写明原因撤销'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'veto_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appraisal_veto_kept BEFORE UPDATE OR DELETE ON appraisal_veto
    FOR EACH ROW EXECUTE FUNCTION appraisal_veto_kept();

CREATE FUNCTION appraisal_appeal_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.answered_at IS NOT NULL
       OR (NEW.list_id, NEW.words, NEW.made_on, NEW.made_by_id)
          IS DISTINCT FROM (OLD.list_id, OLD.words, OLD.made_on, OLD.made_by_id)
    THEN
        RAISE EXCEPTION '申诉和答复不能改动'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'appeal_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appraisal_appeal_kept BEFORE UPDATE OR DELETE ON appraisal_appeal
    FOR EACH ROW EXECUTE FUNCTION appraisal_appeal_kept();
"""

BACKWARD = """
DROP TRIGGER appraisal_appeal_kept ON appraisal_appeal;
DROP FUNCTION appraisal_appeal_kept();
DROP TRIGGER appraisal_veto_kept ON appraisal_veto;
DROP FUNCTION appraisal_veto_kept();
DROP TRIGGER appraisal_score_kept ON appraisal_score;
DROP FUNCTION appraisal_score_kept();
DROP TRIGGER appraisal_target_kept ON appraisal_target;
DROP FUNCTION appraisal_target_kept();
DROP TRIGGER appraisal_list_kept ON appraisal_targetlist;
DROP FUNCTION appraisal_list_kept();
DROP TRIGGER appraisal_lawful ON appraisal_appraisal;
DROP FUNCTION appraisal_lawful();
"""


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0001_initial"), ("procedures", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
