"""A recusal that was taken back (撤销回避登记) stays on record and takes nobody's vote."""

from django.db import migrations

KEEP_ROSTER = """
CREATE OR REPLACE FUNCTION meetings_keep_roster() RETURNS trigger LANGUAGE plpgsql AS $$
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
            WHERE person_id = NEW.person_id AND dossier_id = of_meeting.dossier_id{in_force}
        )
    ) THEN
        PERFORM meetings_refuse('名册在发通知时已经固定，不能改动', 'roster_frozen');
    END IF;
    RETURN NEW;
END $$;
"""
IN_FORCE = " AND lifted_on IS NULL"


class Migration(migrations.Migration):
    dependencies = [("access", "0003_recusals_stay"), ("meetings", "0003_regimes")]

    operations = [
        migrations.RunSQL(
            KEEP_ROSTER.format(in_force=IN_FORCE), KEEP_ROSTER.format(in_force="")
        )
    ]
