"""Old payments that together came to a large sum are marked; what publishes a project stays on record."""

from django.db import migrations

# By the numbers of the first edition: 5万元 within 30 days. Old rows name no payee.
THRESHOLD, DAYS = 50_000, 30
FORWARD = f"""
ALTER TABLE funds_payment DISABLE TRIGGER funds_keep;
WITH small AS (
    SELECT p.id, p.dossier_id, p.line_id, p."on", p.amount, d.kind FROM funds_payment p
    JOIN dossiers_dossier d ON d.id = p.dossier_id
    WHERE p.corrects_id IS NULL AND NOT p.is_large AND p.decision_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM funds_payment c WHERE c.corrects_id = p.id)
), together AS (
    SELECT one.id FROM small one JOIN small other ON other.dossier_id = one.dossier_id
       AND (one.kind <> 'funds.budget' OR other.line_id = one.line_id)
       AND other."on" BETWEEN one."on" - {DAYS - 1} AND one."on"
    GROUP BY one.id HAVING count(*) > 1 AND sum(other.amount) >= {THRESHOLD}
)
UPDATE funds_payment SET is_split = true WHERE id IN (SELECT id FROM together);
ALTER TABLE funds_payment ENABLE TRIGGER funds_keep;
INSERT INTO indicators_stale (dossier_id)
    SELECT DISTINCT dossier_id FROM funds_payment WHERE is_split;

CREATE FUNCTION funds_publication_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.dropped_at IS NOT NULL
       OR (NEW.project_id, NEW.publication_id, NEW.matter_id)
          IS DISTINCT FROM (OLD.project_id, OLD.publication_id, OLD.matter_id)
    THEN
        RAISE EXCEPTION '登记过的项目公开只能写明原因撤下'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'project_publication_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_publication_kept BEFORE UPDATE OR DELETE ON funds_projectpublication
    FOR EACH ROW EXECUTE FUNCTION funds_publication_kept();
"""
BACKWARD = """
DROP TRIGGER funds_publication_kept ON funds_projectpublication;
DROP FUNCTION funds_publication_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0007_split"), ("indicators", "0002_stale")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
