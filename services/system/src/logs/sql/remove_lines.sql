-- The oldest lines of before $1, of the level $2 alone where there is one, from $3 on, of the part $4 or of all: about $5 of them.
with last as (
  select max(at) as at
  from (
    select at
    from log_lines
    where at < $1 and ($2::smallint is null or level = $2) and ($3::timestamptz is null or at >= $3)
      and ($4::integer is null or part = $4)
    order by at
    limit $5
  ) as next
),
gone as (
  delete from log_lines
  where at <= (select at from last) and at < $1 and ($2::smallint is null or level = $2)
    and ($3::timestamptz is null or at >= $3) and ($4::integer is null or part = $4)
  returning part, service, level
),
fewer as (
  select part, service, level, count(*) as lines from gone group by part, service, level
),
told as (
  update log_tallies as known set lines = known.lines - fewer.lines
  from fewer
  where known.part = fewer.part and known.service = fewer.service and known.level = fewer.level
)
select (select count(*) from gone) as lines, (select at from last) as last
