"""How many signed a joint objection stays as it was counted."""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION objections_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '异议不能删除。' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.id, NEW.dossier_id, NEW.publication_id, NEW.number, NEW.way, NEW.said_on, NEW.name,
        NEW.text, NEW.entered_at, NEW.entered_by_id, NEW.joint_base, NEW.signed, NEW.expected,
        NEW.calls_meeting, NEW.signatures_id)
       IS DISTINCT FROM
       (OLD.id, OLD.dossier_id, OLD.publication_id, OLD.number, OLD.way, OLD.said_on, OLD.name,
        OLD.text, OLD.entered_at, OLD.entered_by_id, OLD.joint_base, OLD.signed, OLD.expected,
        OLD.calls_meeting, OLD.signatures_id)
    THEN
        RAISE EXCEPTION '第 % 号异议的内容不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.answered_at IS NOT NULL AND
       (NEW.answer, NEW.gist, NEW.answered_on, NEW.answered_at, NEW.answered_by_id)
       IS DISTINCT FROM
       (OLD.answer, OLD.gist, OLD.answered_on, OLD.answered_at, OLD.answered_by_id)
    THEN
        RAISE EXCEPTION '第 % 号异议的答复不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.decided_at IS NOT NULL AND
       (NEW.finding, NEW.decision, NEW.correct_by, NEW.decided_on, NEW.decided_at, NEW.decided_by_id,
        NEW.status)
       IS DISTINCT FROM
       (OLD.finding, OLD.decision, OLD.correct_by, OLD.decided_on, OLD.decided_at, OLD.decided_by_id,
        OLD.status)
    THEN
        RAISE EXCEPTION '第 % 号异议的结论不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END;
$$;
"""

BEFORE = """
CREATE OR REPLACE FUNCTION objections_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '异议不能删除。' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.id, NEW.dossier_id, NEW.publication_id, NEW.number, NEW.way, NEW.said_on, NEW.name,
        NEW.text, NEW.entered_at, NEW.entered_by_id)
       IS DISTINCT FROM
       (OLD.id, OLD.dossier_id, OLD.publication_id, OLD.number, OLD.way, OLD.said_on, OLD.name,
        OLD.text, OLD.entered_at, OLD.entered_by_id)
    THEN
        RAISE EXCEPTION '第 % 号异议的内容不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.answered_at IS NOT NULL AND
       (NEW.answer, NEW.gist, NEW.answered_on, NEW.answered_at, NEW.answered_by_id)
       IS DISTINCT FROM
       (OLD.answer, OLD.gist, OLD.answered_on, OLD.answered_at, OLD.answered_by_id)
    THEN
        RAISE EXCEPTION '第 % 号异议的答复不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.decided_at IS NOT NULL AND
       (NEW.finding, NEW.decision, NEW.correct_by, NEW.decided_on, NEW.decided_at, NEW.decided_by_id,
        NEW.status)
       IS DISTINCT FROM
       (OLD.finding, OLD.decision, OLD.correct_by, OLD.decided_on, OLD.decided_at, OLD.decided_by_id,
        OLD.status)
    THEN
        RAISE EXCEPTION '第 % 号异议的结论不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END;
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("publications", "0009_joint")]
    operations = [migrations.RunSQL(GUARD, BEFORE)]
