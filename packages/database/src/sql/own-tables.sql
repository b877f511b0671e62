-- Gives the maintenance role the tables of a schema that do not belong to it yet. $1: schema; the migrator's own tables stay with it.
select format('alter table %I.%I owner to agentos_maintenance', n.nspname, c.relname) as statement
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and c.relkind in ('r', 'p') and c.relname not like 'schema_migration%'
  and c.relowner <> 'agentos_maintenance'::regrole
order by c.relname
