-- Takes down that a user ($1) was denied; locks them out with the $2nd time in a minute, for $3 seconds, twice as long with each
-- lock and at most $4 seconds; after a day without one it begins anew. One row: whether that has locked them now.
insert into lockouts as l (user_id, denied_at) values ($1, array[clock_timestamp()])
on conflict (user_id) do update
set (denied_at, locked_until, locks, version) = (
  select
    case when locks_now then '{}' else recent end,
    case
      when locks_now
      then clock_timestamp() + make_interval(secs => least($4::double precision, $3::double precision * 2 ^ least(earlier, 30)))
      else l.locked_until
    end,
    case when locks_now then earlier + 1 else l.locks end,
    case when locks_now then l.version + 1 else l.version end
  from (
    select recent, cardinality(recent) >= $2::int as locks_now,
      case when l.locked_until < clock_timestamp() - interval '1 day' then 0 else l.locks end as earlier
    from (
      select array(
        select at from unnest(l.denied_at || clock_timestamp()) at where at > clock_timestamp() - interval '1 minute'
      ) as recent
    ) denials
  ) verdict
)
returning locked_until, locks, version, cardinality(denied_at) = 0 as locked_now
