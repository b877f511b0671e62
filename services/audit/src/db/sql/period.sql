-- The first and the last place that were given from $1 on and before $2; without a bound, as far as there are any. `chained_at` never
-- goes back, so that what lies between the two is the period; `first` is behind the end where nothing was chained since $1.
select
  coalesce(
    (select seq from entries where chained_at >= coalesce($1::timestamptz, '-infinity') order by chained_at, seq limit 1),
    (select seq + 1 from chain)
  ) as first,
  coalesce(
    (select seq from entries where chained_at < coalesce($2::timestamptz, 'infinity') order by chained_at desc, seq desc limit 1),
    0
  ) as last
