-- The tables of these schemas with all that it takes to make them anew. $1: schemas.
select n.nspname as schema, c.relname as name,
  (select coalesce(json_agg(json_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull) order by a.attnum), '[]')
    from pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
  (select coalesce(json_agg(a.attname order by array_position(i.indkey::int2[], a.attnum)), '[]')
    from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
    where i.indrelid = c.oid and i.indisprimary) as key,
  (select coalesce(json_agg(pg_get_constraintdef(k.oid) order by k.contype = 'f', k.conname), '[]')
    from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f')) as constraints,
  (select coalesce(json_agg(distinct k.confrelid::regclass::text), '[]')
    from pg_constraint k where k.conrelid = c.oid and k.contype = 'f') as references
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any ($1) and c.relkind in ('r', 'p') and not c.relispartition and c.relname not like 'schema_migration%'
order by n.nspname, c.relname
