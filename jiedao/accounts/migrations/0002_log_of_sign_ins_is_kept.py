from django.db import migrations

# 登录记录只增不改; a row may only be swept away once it is older than the six months the law asks for
# (网络安全法). The tests empty their own tables and say so in their connection.
LOCK = """
create function accounts_keep_sign_ins() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    if current_setting('jiedao.tests', true) = 'on' then
      return null;
    end if;
  elsif tg_op = 'DELETE' and old.at < now() - interval '6 months' then
    return old;
  end if;
  raise exception '登录记录至少留存六个月，不能修改或删除。' using errcode = 'integrity_constraint_violation';
end $$;
create trigger accounts_keep_sign_ins before update or delete on accounts_signin
  for each row execute function accounts_keep_sign_ins();
create trigger accounts_keep_sign_ins_whole before truncate on accounts_signin
  for each statement execute function accounts_keep_sign_ins();
"""
UNLOCK = """
drop trigger accounts_keep_sign_ins_whole on accounts_signin;
drop trigger accounts_keep_sign_ins on accounts_signin;
drop function accounts_keep_sign_ins();
"""


class Migration(migrations.Migration):
    dependencies = (("accounts", "0001_initial"),)

    operations = (migrations.RunSQL(LOCK, UNLOCK),)
