"""What residents are shown has a mark; whatever changes it gives it a new one, in the same transaction."""

from django.db import migrations, models

# At the end of the transaction: the one row is held for the moment of saving, and nothing is asked
# for behind it, so that two who publish at once cannot wait for each other in a circle.
WATCH = """
CREATE FUNCTION publications_mark_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('jiedao.marked', true) IS DISTINCT FROM txid_current()::text THEN
        PERFORM set_config('jiedao.marked', txid_current()::text, true);
        UPDATE publications_contentmark SET mark = gen_random_uuid();
        IF NOT FOUND THEN
            INSERT INTO publications_contentmark (mark) VALUES (gen_random_uuid());
        END IF;
    END IF;
    RETURN NULL;
END;
$$;
CREATE CONSTRAINT TRIGGER publications_publication_marked
    AFTER INSERT OR UPDATE OR DELETE ON publications_publication
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION publications_mark_content();
CREATE CONSTRAINT TRIGGER publications_publicstate_marked
    AFTER INSERT OR UPDATE OR DELETE ON publications_publicstate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION publications_mark_content();
CREATE CONSTRAINT TRIGGER organisation_unit_marked
    AFTER INSERT OR UPDATE OR DELETE ON organisation_unit
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION publications_mark_content();
INSERT INTO publications_contentmark (mark) VALUES (gen_random_uuid());
"""

UNWATCH = """
DROP TRIGGER organisation_unit_marked ON organisation_unit;
DROP TRIGGER publications_publicstate_marked ON publications_publicstate;
DROP TRIGGER publications_publication_marked ON publications_publication;
DROP FUNCTION publications_mark_content();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
        ("publications", "0005_regimes"),
    ]
    operations = [
        migrations.CreateModel(
            name="ContentMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.UUIDField(verbose_name="标记")),
            ],
            options={"verbose_name": "公开内容标记", "verbose_name_plural": "公开内容标记"},
        ),
        migrations.RunSQL(WATCH, UNWATCH),
    ]
