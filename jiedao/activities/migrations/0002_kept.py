"""What was entered of an activity and of a paper from above stays as it was entered."""

from django.db import migrations

TABLES = ("activity", "attendee", "problem", "superiordocument", "study", "relay")

FORWARD = """
CREATE FUNCTION activities_refuse(text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '会议活动和上级文件一经登记，不能改动或删除'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'activity_stays', TABLE = $1;
END $$;

CREATE FUNCTION activities_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := to_jsonb(OLD);
    after jsonb := to_jsonb(NEW);
    may text[] := '{}';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF TG_TABLE_NAME = 'activities_activity' AND before->>'held_at' IS NULL
           AND before->>'cancelled_at' IS NULL THEN
            may := '{held_on,begins,ends,place,chair,summary,held_at,held_by_id,
                     cancel_reason,cancelled_at,cancelled_by_id}';
        ELSIF TG_TABLE_NAME = 'activities_problem' AND before->>'solved_on' IS NULL THEN
            may := '{solved_on,solved_how,solved_at,solved_by_id}';
        END IF;
        IF before - may = after - may THEN
            RETURN NEW;
        END IF;
    END IF;
    PERFORM activities_refuse(TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE FUNCTION activities_keep_roster() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may text[] := '{}';
    is_open boolean;
BEGIN
    IF TG_OP <> 'DELETE' THEN
        SELECT held_at IS NULL AND cancelled_at IS NULL INTO is_open
        FROM activities_activity WHERE dossier_id = NEW.activity_id;
        IF TG_OP = 'INSERT' AND is_open THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'UPDATE' THEN
            IF is_open THEN
                may := '{post,roles,present,ticked_at,ticked_by_id}';
            ELSIF OLD.made_up_on IS NULL THEN
                may := '{made_up_on,made_up_how,made_up_at,made_up_by_id}';
            END IF;
            IF to_jsonb(OLD) - may = to_jsonb(NEW) - may THEN
                RETURN NEW;
            END IF;
        END IF;
    END IF;
    PERFORM activities_refuse(TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE TRIGGER activities_keep_roster BEFORE INSERT OR UPDATE OR DELETE ON activities_attendee
    FOR EACH ROW EXECUTE FUNCTION activities_keep_roster();
""" + "\n".join(
    f"CREATE TRIGGER activities_keep BEFORE UPDATE OR DELETE ON activities_{table}"
    " FOR EACH ROW EXECUTE FUNCTION activities_keep();"
    for table in TABLES
    if table != "attendee"
)

BACKWARD = (
    "DROP TRIGGER activities_keep_roster ON activities_attendee;"
    + "".join(
        f"DROP TRIGGER activities_keep ON activities_{table};"
        for table in TABLES
        if table != "attendee"
    )
    + "DROP FUNCTION activities_keep_roster(); DROP FUNCTION activities_keep();"
    " DROP FUNCTION activities_refuse(text);"
)


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
