-- For each check and each foreign key of these schemas, a statement that counts the rows that break it. $1: schemas.
select n.nspname || '.' || r.relname || ' ' || con.conname as what, format(
         'select count(*)::int as rows from %I.%I where not (%s)', n.nspname, r.relname, pg_get_expr(con.conbin, r.oid)
       ) as statement
from pg_constraint con
join pg_class r on r.oid = con.conrelid
join pg_namespace n on n.oid = r.relnamespace
where con.contype = 'c' and con.coninhcount = 0 and n.nspname = any ($1)
union all
select n.nspname || '.' || r.relname || ' ' || con.conname, format(
         'select count(*)::int as rows from %I.%I c where %s and not exists (select from %I.%I p where %s)',
         n.nspname, r.relname, string_agg(format('c.%I is not null', a.attname), ' and '),
         pn.nspname, p.relname, string_agg(format('p.%I = c.%I', b.attname, a.attname), ' and ')
       )
from pg_constraint con
join pg_class r on r.oid = con.conrelid
join pg_namespace n on n.oid = r.relnamespace
join pg_class p on p.oid = con.confrelid
join pg_namespace pn on pn.oid = p.relnamespace
cross join unnest(con.conkey, con.confkey) as k (own, other)
join pg_attribute a on a.attrelid = r.oid and a.attnum = k.own
join pg_attribute b on b.attrelid = p.oid and b.attnum = k.other
where con.contype = 'f' and con.conparentid = 0 and n.nspname = any ($1)
group by con.oid, con.conname, n.nspname, r.relname, pn.nspname, p.relname
order by what
