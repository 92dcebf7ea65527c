"""Corrections and withdrawals are frozen like every notice; a period is only counted anew forwards."""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION publications_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        IF current_setting('jiedao.tests', true) = 'on' THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION '公示不能清空。' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '公示 % 不能删除。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.id, NEW.dossier_id, NEW.kind, NEW.number, NEW.document_number, NEW.unit_id, NEW.title,
        NEW.full_text, NEW.redacted_text, NEW.full_digest, NEW.redacted_digest, NEW.unit_seq,
        NEW.previous, NEW.chain_digest, NEW.code, NEW.min_days, NEW.basis, NEW.edition,
        NEW.frozen_on, NEW.frozen_at, NEW.frozen_by_id, NEW.role, NEW.about_id, NEW.reason)
       IS DISTINCT FROM
       (OLD.id, OLD.dossier_id, OLD.kind, OLD.number, OLD.document_number, OLD.unit_id, OLD.title,
        OLD.full_text, OLD.redacted_text, OLD.full_digest, OLD.redacted_digest, OLD.unit_seq,
        OLD.previous, OLD.chain_digest, OLD.code, OLD.min_days, OLD.basis, OLD.edition,
        OLD.frozen_on, OLD.frozen_at, OLD.frozen_by_id, OLD.role, OLD.about_id, OLD.reason)
    THEN
        RAISE EXCEPTION '公示 % 已经定稿，不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.posted_at IS NOT NULL AND
       (NEW.posted_on, NEW.posted_place, NEW.posted_photo_id, NEW.posted_at, NEW.posted_by_id)
       IS DISTINCT FROM
       (OLD.posted_on, OLD.posted_place, OLD.posted_photo_id, OLD.posted_at, OLD.posted_by_id)
    THEN
        RAISE EXCEPTION '公示 % 的张贴登记不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    -- The period is only ever counted anew from a later day, and not once the paper is down.
    IF OLD.posted_at IS NOT NULL AND
       (NEW.ends_on, NEW.restarted_on, NEW.restarted_at, NEW.restarted_by_id)
       IS DISTINCT FROM
       (OLD.ends_on, OLD.restarted_on, OLD.restarted_at, OLD.restarted_by_id)
       AND (OLD.taken_down_at IS NOT NULL OR NEW.restarted_on IS NULL
            OR NEW.restarted_on < COALESCE(OLD.restarted_on, OLD.posted_on)
            OR NEW.ends_on < OLD.ends_on)
    THEN
        RAISE EXCEPTION '公示 % 的公示期只能从重新张贴的日期往后重算。', OLD.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.taken_down_at IS NOT NULL AND
       (NEW.taken_down_on, NEW.taken_down_photo_id, NEW.taken_down_at, NEW.taken_down_by_id)
       IS DISTINCT FROM
       (OLD.taken_down_on, OLD.taken_down_photo_id, OLD.taken_down_at, OLD.taken_down_by_id)
    THEN
        RAISE EXCEPTION '公示 % 的揭下登记不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.superseded_by_id IS NOT NULL
       AND (NEW.superseded_by_id, NEW.superseded_as)
           IS DISTINCT FROM (OLD.superseded_by_id, OLD.superseded_as)
    THEN
        RAISE EXCEPTION '公示 % 的更正关系不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END;
$$;
"""

BEFORE = """
CREATE OR REPLACE FUNCTION publications_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        IF current_setting('jiedao.tests', true) = 'on' THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION '公示不能清空。' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '公示 % 不能删除。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.id, NEW.dossier_id, NEW.kind, NEW.number, NEW.document_number, NEW.unit_id, NEW.title,
        NEW.full_text, NEW.redacted_text, NEW.full_digest, NEW.redacted_digest, NEW.unit_seq,
        NEW.previous, NEW.chain_digest, NEW.code, NEW.min_days, NEW.basis, NEW.edition,
        NEW.frozen_on, NEW.frozen_at, NEW.frozen_by_id)
       IS DISTINCT FROM
       (OLD.id, OLD.dossier_id, OLD.kind, OLD.number, OLD.document_number, OLD.unit_id, OLD.title,
        OLD.full_text, OLD.redacted_text, OLD.full_digest, OLD.redacted_digest, OLD.unit_seq,
        OLD.previous, OLD.chain_digest, OLD.code, OLD.min_days, OLD.basis, OLD.edition,
        OLD.frozen_on, OLD.frozen_at, OLD.frozen_by_id)
    THEN
        RAISE EXCEPTION '公示 % 已经定稿，不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.posted_at IS NOT NULL AND
       (NEW.posted_on, NEW.posted_place, NEW.posted_photo_id, NEW.posted_at, NEW.posted_by_id,
        NEW.ends_on)
       IS DISTINCT FROM
       (OLD.posted_on, OLD.posted_place, OLD.posted_photo_id, OLD.posted_at, OLD.posted_by_id,
        OLD.ends_on)
    THEN
        RAISE EXCEPTION '公示 % 的张贴登记不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.taken_down_at IS NOT NULL AND
       (NEW.taken_down_on, NEW.taken_down_photo_id, NEW.taken_down_at, NEW.taken_down_by_id)
       IS DISTINCT FROM
       (OLD.taken_down_on, OLD.taken_down_photo_id, OLD.taken_down_at, OLD.taken_down_by_id)
    THEN
        RAISE EXCEPTION '公示 % 的揭下登记不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.superseded_by_id IS NOT NULL
       AND NEW.superseded_by_id IS DISTINCT FROM OLD.superseded_by_id
    THEN
        RAISE EXCEPTION '公示 % 的更正关系不能修改。', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END;
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("publications", "0003_corrections")]
    operations = [migrations.RunSQL(GUARD, BEFORE)]
