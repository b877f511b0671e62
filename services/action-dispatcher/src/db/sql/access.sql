-- What a user ($1) may do now in a session ($2), and the seconds that actions are still locked.
select a.role, a.granted, a.denied,
  (
    select ceil(extract(epoch from l.locked_until - clock_timestamp()))::int
    from lockouts l
    where l.user_id = $1 and l.locked_until > clock_timestamp()
  ) as locked_seconds
from identity.access_of($1, $2) a
