-- Takes deliveries that are due, so that for $2 seconds nobody else sends them; none to the webhooks of $3.
update webhook_deliveries set
  attempts = attempts + 1,
  next_attempt_at = clock_timestamp() + make_interval(secs => $2)
where id in (
  select id from webhook_deliveries
  where state = 'pending' and next_attempt_at <= clock_timestamp() and destination <> all ($3)
  order by next_attempt_at
  limit $1
  for update skip locked
)
returning id, destination, event, body, attempts, traceparent
