-- The intent of an action with its audit entry ($12), and the event that tells administrators at once where $13 has its payload.
-- One row; none where the key is taken.
with begun as (
  insert into actions (
    id, user_id, session_id, role, action, owner, key, payload_hash, lease_expires_at, security_context, traceparent
  )
  values ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(secs => $9::double precision), $10::jsonb, $11)
  on conflict (user_id, action, key) where key is not null do nothing
  returning id, version, traceparent
), alert as (
  insert into events (id, name, entity, entity_id, version, payload, traceparent)
  select gen_random_uuid(), 'action:critical', 'action', id::text, version, $13::jsonb, traceparent
  from begun
  where $13::jsonb is not null
)
select audit.record($12::jsonb) from begun
