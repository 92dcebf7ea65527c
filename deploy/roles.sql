-- 在数据库服务器上由数据库管理员执行一次（psql -U postgres -f roles.sql），先改好两个密码。
-- jiedao_owner 拥有所有的表，只在升级时用；jiedao_app 是平台运行用的账号，
-- 不能改表、清空、停用触发器，不能修改或删除台账。它的权限由 manage.py migrate 和 grant_roles 授予。
CREATE ROLE jiedao_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '请改';
CREATE ROLE jiedao_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '请改';
CREATE DATABASE jiedao OWNER jiedao_owner ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' TEMPLATE template0;
REVOKE ALL ON DATABASE jiedao FROM PUBLIC;
GRANT CONNECT ON DATABASE jiedao TO jiedao_app;
\connect jiedao
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO jiedao_owner;
GRANT USAGE ON SCHEMA public TO jiedao_app;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
