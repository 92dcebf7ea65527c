from django.db import migrations, models

# The lawful moves now come from the table procedures_move, which is written after every migrate
# from the declared procedures; each matter says which procedure it follows.
GUARD = """
create or replace function decisions_lawful_move() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception '重大事项只能从动议开始登记。'
        using errcode = 'integrity_constraint_violation', constraint = 'matter_begins_as_draft';
    end if;
  elsif tg_op = 'DELETE' then
    raise exception '重大事项不能删除。'
      using errcode = 'integrity_constraint_violation', constraint = 'matter_stays';
  elsif old.procedure <> new.procedure and old.state <> 'draft' then
    raise exception '适用程序在开始办理以后不能改变。'
      using errcode = 'integrity_constraint_violation', constraint = 'matter_keeps_its_procedure';
  elsif old.state <> new.state and not exists (
    select 1 from procedures_move
    where procedure = new.procedure and source = old.state and target = new.state
  ) then
    raise exception '不能从%直接到%，不能跳过环节。', old.state, new.state
      using errcode = 'integrity_constraint_violation', constraint = 'matter_moves_lawfully';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = (("decisions", "0003_dated_moves"), ("procedures", "0001_initial"))

    operations = (
        migrations.AddField(
            "matter",
            "procedure",
            models.CharField(
                default="matter", editable=False, max_length=40, verbose_name="适用程序"
            ),
        ),
        migrations.RunSQL([(GUARD, None)], migrations.RunSQL.noop),
    )
