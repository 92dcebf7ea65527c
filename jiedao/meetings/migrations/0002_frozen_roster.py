"""The database's own guard: roster frozen at the notice, closed meetings and counts untouched."""

from django.db import migrations

FORWARD = """
ALTER TABLE meetings_meeting ADD CONSTRAINT meeting_day_is_the_office_day
    CHECK (held_on = (held_at AT TIME ZONE 'Asia/Shanghai')::date);

CREATE FUNCTION meetings_refuse(why text, rule text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', why
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = rule;
END $$;

-- A meeting: what stood in the notice never changes; once closed, nothing does.
CREATE FUNCTION meetings_keep_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM meetings_refuse('会议不能删除，请办理取消', 'meeting_stays');
    END IF;
    IF OLD.status <> 'noticed' THEN
        PERFORM meetings_refuse('会议结果已经登记，不能改动', 'meeting_closed');
    END IF;
    IF (NEW.id, NEW.dossier_id, NEW.kind, NEW.round, NEW.held_at, NEW.held_on, NEW.place,
        NEW.notice_on, NEW.urgent_reason, NEW.base, NEW.head_count_id, NEW.called_at,
        NEW.called_by_id)
       IS DISTINCT FROM
       (OLD.id, OLD.dossier_id, OLD.kind, OLD.round, OLD.held_at, OLD.held_on, OLD.place,
        OLD.notice_on, OLD.urgent_reason, OLD.base, OLD.head_count_id, OLD.called_at,
        OLD.called_by_id)
    THEN
        PERFORM meetings_refuse('通知里写明的内容不能改动，请取消后重新通知', 'meeting_notice_stays');
    END IF;
    IF OLD.is_roster_frozen AND NOT NEW.is_roster_frozen THEN
        PERFORM meetings_refuse('名册固定后不能放开', 'roster_frozen');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER meetings_keep_meeting BEFORE UPDATE OR DELETE ON meetings_meeting
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_meeting();

-- The roster: no name comes or goes after the notice; ticks only until the meeting is closed.
CREATE FUNCTION meetings_keep_roster() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_meeting meetings_meeting%ROWTYPE;
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM meetings_refuse('名册上的人不能删除', 'roster_frozen');
    END IF;
    SELECT * INTO of_meeting FROM meetings_meeting WHERE id = NEW.meeting_id;
    IF of_meeting.status <> 'noticed' THEN
        PERFORM meetings_refuse('会议结果已经登记，名册不能改动', 'meeting_closed');
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF of_meeting.is_roster_frozen AND of_meeting.kind <> 'residents' THEN
            PERFORM meetings_refuse('名册在发通知时已经固定，不能添人', 'roster_frozen');
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.meeting_id, NEW.person_id, NEW.name, NEW.bodies, NEW.position)
       IS DISTINCT FROM
       (OLD.id, OLD.meeting_id, OLD.person_id, OLD.name, OLD.bodies, OLD.position)
    THEN
        PERFORM meetings_refuse('名册在发通知时已经固定，不能改动', 'roster_frozen');
    END IF;
    -- A vote is lost only by a recusal that is entered on the dossier, and never comes back.
    IF (NEW.has_vote, NEW.recused) IS DISTINCT FROM (OLD.has_vote, OLD.recused) AND NOT (
        NEW.recused AND NOT NEW.has_vote AND EXISTS (
            SELECT 1 FROM access_recusal
            WHERE person_id = NEW.person_id AND dossier_id = of_meeting.dossier_id
        )
    ) THEN
        PERFORM meetings_refuse('名册在发通知时已经固定，不能改动', 'roster_frozen');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER meetings_keep_roster BEFORE INSERT OR UPDATE OR DELETE ON meetings_rosterentry
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_roster();

-- The count: entered once, before the meeting is closed, for no more than came and may vote.
CREATE FUNCTION meetings_keep_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    voters integer;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM meetings_refuse('计票结果不能改动或删除', 'ballot_stays');
    END IF;
    IF (SELECT status FROM meetings_meeting WHERE id = NEW.meeting_id) <> 'noticed' THEN
        PERFORM meetings_refuse('会议结果已经登记，不能补登票数', 'meeting_closed');
    END IF;
    SELECT count(*) INTO voters FROM meetings_rosterentry
        WHERE meeting_id = NEW.meeting_id AND present AND has_vote;
    IF NEW.issued > voters THEN
        PERFORM meetings_refuse('发出的票比到会可以表决的人多', 'ballots_issued_to_those_present');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER meetings_keep_ballot BEFORE INSERT OR UPDATE OR DELETE ON meetings_ballot
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_ballot();
"""

BACKWARD = """
DROP TRIGGER meetings_keep_ballot ON meetings_ballot;
DROP TRIGGER meetings_keep_roster ON meetings_rosterentry;
DROP TRIGGER meetings_keep_meeting ON meetings_meeting;
DROP FUNCTION meetings_keep_ballot();
DROP FUNCTION meetings_keep_roster();
DROP FUNCTION meetings_keep_meeting();
DROP FUNCTION meetings_refuse(text, text);
ALTER TABLE meetings_meeting DROP CONSTRAINT meeting_day_is_the_office_day;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("meetings", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
