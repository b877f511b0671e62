-- Notes a round of the reaper and says whether it may judge: $1 seconds between rounds that count as an outage, $2 seconds of
-- grace after one.
insert into loops as l (name, ticked_at, grace_until)
values ('lease-reaper', now(), now() + make_interval(secs => $2))
on conflict (name) do update
set ticked_at = now(),
  grace_until = case
    when l.ticked_at < now() - make_interval(secs => $1) then now() + make_interval(secs => $2)
    else l.grace_until
  end
returning l.grace_until <= now() as judging
