"""Years that were there list their vetoes; what was given, listed, held back and packed stays."""

from typing import Any

from django.db import migrations

VETOES = (
    "发生重大群体性事件或者越级集体上访，处置不力",
    "发生安全生产、消防责任事故",
    "班子成员受到党纪政务处分",
    "弄虚作假，编造数字、台账",
)


def list_vetoes(apps: Any, editor: Any) -> None:
    """What stood in the rules as a constant, for every year that has been opened."""
    matters = apps.get_model("appraisal", "VetoMatter")
    for year in apps.get_model("appraisal", "Appraisal").objects.select_related("dossier"):
        matters.objects.bulk_create(
            matters(
                appraisal=year,
                words=words,
                added_at=year.dossier.opened_at,
                added_by_id=year.dossier.opened_by_id,
            )
            for words in VETOES
        )


FORWARD = """
SET CONSTRAINTS ALL IMMEDIATE;

CREATE OR REPLACE FUNCTION appraisal_list_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR (NEW.appraisal_id, NEW.kind, NEW.unit_id, NEW.person_id)
          IS DISTINCT FROM (OLD.appraisal_id, OLD.kind, OLD.unit_id, OLD.person_id)
       OR OLD.points IS NOT NULL AND NEW.points IS DISTINCT FROM OLD.points
       OR OLD.grade <> '' AND (NEW.grade, NEW.corrected, NEW.second_because)
          IS DISTINCT FROM (OLD.grade, OLD.corrected, OLD.second_because)
    THEN
        RAISE EXCEPTION '责任书固定的得分和等次不能改动'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'target_list_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION appraisal_bonus_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR TG_OP = 'UPDATE' AND (
           OLD.withdrawn_at IS NOT NULL
           OR (NEW.list_id, NEW.words, NEW.points, NEW.happened_on, NEW.evidence_id, NEW.reason)
              IS DISTINCT FROM
              (OLD.list_id, OLD.words, OLD.points, OLD.happened_on, OLD.evidence_id, OLD.reason)
       )
    THEN
        RAISE EXCEPTION '加分一经登记，只能写明原因撤销'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'bonus_stays', TABLE = TG_TABLE_NAME;
    ELSIF NOT EXISTS (
        SELECT 1 FROM appraisal_targetlist l
        JOIN appraisal_appraisal a ON a.dossier_id = l.appraisal_id
        WHERE l.dossier_id = NEW.list_id AND a.state = 'issued'
    ) THEN
        RAISE EXCEPTION '加分只能在下达以后、年终计分以前登记和撤销'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'bonus_in_its_year', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appraisal_bonus_kept BEFORE INSERT OR UPDATE OR DELETE ON appraisal_bonus
    FOR EACH ROW EXECUTE FUNCTION appraisal_bonus_kept();

CREATE FUNCTION appraisal_matter_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR NOT EXISTS (
        SELECT 1 FROM appraisal_appraisal a
        WHERE a.dossier_id
              = CASE TG_OP WHEN 'DELETE' THEN OLD.appraisal_id ELSE NEW.appraisal_id END
          AND a.state = 'draft'
    ) THEN
        RAISE EXCEPTION '下达以后的一票否决情形不能改动'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'veto_matter_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER appraisal_matter_kept BEFORE INSERT OR UPDATE OR DELETE ON appraisal_vetomatter
    FOR EACH ROW EXECUTE FUNCTION appraisal_matter_kept();

CREATE FUNCTION appraisal_shares_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' THEN
        RAISE EXCEPTION '下达以后的第一等比例不能改动'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'shares_stay', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appraisal_shares_kept BEFORE UPDATE ON appraisal_appraisal FOR EACH ROW
    WHEN ((NEW.first_units, NEW.first_persons)
          IS DISTINCT FROM (OLD.first_units, OLD.first_persons))
    EXECUTE FUNCTION appraisal_shares_kept();

CREATE FUNCTION appraisal_pack_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '固定的年终材料包不能改动或删除'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'pack_stays', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER appraisal_pack_kept BEFORE UPDATE OR DELETE ON appraisal_pack
    FOR EACH ROW EXECUTE FUNCTION appraisal_pack_kept();
"""

BACKWARD = """
CREATE OR REPLACE FUNCTION appraisal_list_kept() RETURNS trigger LANGUAGE plpgsql AS $$
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
DROP TRIGGER appraisal_pack_kept ON appraisal_pack;
DROP FUNCTION appraisal_pack_kept();
DROP TRIGGER appraisal_shares_kept ON appraisal_appraisal;
DROP FUNCTION appraisal_shares_kept();
DROP TRIGGER appraisal_matter_kept ON appraisal_vetomatter;
DROP FUNCTION appraisal_matter_kept();
DROP TRIGGER appraisal_bonus_kept ON appraisal_bonus;
DROP FUNCTION appraisal_bonus_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0007_beyond")]

    operations = [
        migrations.RunPython(list_vetoes, migrations.RunPython.noop),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
