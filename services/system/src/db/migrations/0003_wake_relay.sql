-- Wakes the relay of this schema's events as they are written. A NOTIFY makes all commits of the server wait for each other, so
-- it is sent only while the relay sleeps: then the relay holds the lock that is tried here. Whoever gets it shares it until the
-- end of the transaction, and the relay does not fall asleep before.
create function wake_relay() returns trigger language plpgsql as $$
begin
  if not pg_try_advisory_xact_lock_shared(hashtextextended(tg_table_schema || ': the relay sleeps', 0)) then
    perform pg_notify(tg_table_schema || '_events', '');
  end if;
  return null;
end $$;

create trigger events_wake_relay after insert on events for each statement execute function wake_relay();
