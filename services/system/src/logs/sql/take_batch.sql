-- $1 source, $2 service, $3 number of the batch (0: none), $4 lines dropped so far. A row: these lines are new.
insert into log_sources as known (source, service, batch, dropped, seen_at)
values ($1, $2, $3, $4, now())
on conflict (source) do update
  set batch = greatest(known.batch, excluded.batch), dropped = greatest(known.dropped, excluded.dropped), seen_at = now()
  where excluded.batch = 0 or excluded.batch > known.batch
returning source
