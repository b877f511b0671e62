-- The indexes of a table and of its partitions that have something in them. $1: the table as a statement has it.
select n.nspname || '.' || i.relname as name, format('%I.%I', n.nspname, i.relname) as quoted,
       x.indisvalid as valid, a.amname as method
from pg_partition_tree($1::regclass) t
join pg_index x on x.indrelid = t.relid
join pg_class i on i.oid = x.indexrelid and i.relkind = 'i'
join pg_namespace n on n.oid = i.relnamespace
join pg_am a on a.oid = i.relam
union
select n.nspname || '.' || i.relname, format('%I.%I', n.nspname, i.relname), x.indisvalid, a.amname
from pg_index x
join pg_class i on i.oid = x.indexrelid and i.relkind = 'i'
join pg_namespace n on n.oid = i.relnamespace
join pg_am a on a.oid = i.relam
where x.indrelid = $1::regclass
order by name
