"""Topics keep to the procedure; what a meeting came to stays, and so do issued minutes."""

from django.db import migrations

# The lawful moves stand in procedures_move, written after every migrate from the table of steps.
FORWARD = """
CREATE FUNCTION party_topic_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'submitted' THEN
            RAISE EXCEPTION '议题只能从申报开始登记'
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'party_topic_begins_submitted', TABLE = TG_TABLE_NAME;
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '议题不能删除'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'party_topic_stays', TABLE = TG_TABLE_NAME;
    ELSIF OLD.state <> NEW.state AND NOT EXISTS (
        SELECT 1 FROM procedures_move
        WHERE procedure = 'party_topic' AND source = OLD.state AND target = NEW.state
    ) THEN
        RAISE EXCEPTION '不能从%直接到%，不能跳过环节', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'party_topic_moves_lawfully', TABLE = TG_TABLE_NAME;
    ELSIF OLD.decided_on IS NOT NULL AND
        (NEW.decision, NEW.decided_on, NEW.proposal, NEW.amount, NEW.category)
        IS DISTINCT FROM (OLD.decision, OLD.decided_on, OLD.proposal, OLD.amount, OLD.category)
    THEN
        RAISE EXCEPTION '党工委的决定不能改动'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'party_topic_decision_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER party_topic_lawful BEFORE INSERT OR UPDATE OR DELETE ON party_committee_topic
    FOR EACH ROW EXECUTE FUNCTION party_topic_lawful();

CREATE FUNCTION party_outcome_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.outcome <> '' THEN
        RAISE EXCEPTION '会议上的结果一经登记，不能改动或删除'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'party_outcome_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER party_outcome_kept BEFORE UPDATE OR DELETE ON party_committee_agendaentry
    FOR EACH ROW EXECUTE FUNCTION party_outcome_kept();

CREATE FUNCTION party_meeting_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.minutes_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL THEN
        RAISE EXCEPTION '出了纪要或者取消了的会议，不能改动或删除'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'party_meeting_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER party_meeting_kept BEFORE UPDATE OR DELETE ON party_committee_partymeeting
    FOR EACH ROW EXECUTE FUNCTION party_meeting_kept();
"""

BACKWARD = """
DROP TRIGGER party_meeting_kept ON party_committee_partymeeting;
DROP FUNCTION party_meeting_kept();
DROP TRIGGER party_outcome_kept ON party_committee_agendaentry;
DROP FUNCTION party_outcome_kept();
DROP TRIGGER party_topic_lawful ON party_committee_topic;
DROP FUNCTION party_topic_lawful();
"""


class Migration(migrations.Migration):
    dependencies = [("party_committee", "0001_initial"), ("procedures", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
