-- How large the schemas are: $1 their names. A partitioned table has the size of its partitions.
select n.nspname as schema, round(sum(pg_total_relation_size(c.oid)) / 1048576)::int as megabytes
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any ($1) and c.relkind in ('r', 'm')
group by n.nspname
order by n.nspname
