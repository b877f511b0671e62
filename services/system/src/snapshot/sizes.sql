-- How large the tables are: $1 the names of their schemas, $2 the role that cares for those that operators can name. A partitioned
-- table has the size of its partitions.
select n.nspname as schema, n.nspname || '.' || whole.relname as table, sum(pg_total_relation_size(c.oid))::float8 as bytes,
  whole.relkind in ('r', 'p') and pg_get_userbyid(whole.relowner) = $2 as cared_for
from pg_class c
join pg_class whole on whole.oid = coalesce(pg_partition_root(c.oid), c.oid)
join pg_namespace n on n.oid = whole.relnamespace
where n.nspname = any ($1) and c.relkind in ('r', 'm')
group by n.nspname, whole.oid, whole.relname, whole.relkind, whole.relowner
order by 1, 2
