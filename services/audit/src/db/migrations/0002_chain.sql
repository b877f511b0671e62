-- The audit trail: entries in a chain of hashes, in monthly partitions. A partition holds an unbroken piece of the chain, because
-- `chained_at` never goes back.
create table entries (
  like inbox,
  seq bigint not null,
  chained_at timestamptz(3) not null,
  -- SHA-256 of the entry before, and of this one with its place in the chain.
  prev_hash bytea not null,
  hash bytea not null,
  primary key (seq, chained_at)
) partition by range (chained_at);

create index entries_action on entries (action_id);
create index entries_by_time on entries using brin (timestamp);

-- The end of the chain.
create table chain (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash bytea not null,
  chained_at timestamptz(3) not null
);

insert into chain (seq, hash, chained_at) values (0, decode(repeat('00', 32), 'hex'), 'epoch');

-- Signed heads before which partitions were dropped. The signed copy outside the database is the one that counts.
create table anchors (
  seq bigint not null,
  hash bytea not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (seq, hash)
);

-- Whoever adds entries, continues the chain without a gap, and takes each out of the inbox once: it is there, or nothing happens.
create function extend_chain() returns trigger
language plpgsql security definer set search_path = audit, pg_temp as $$
declare
  head chain;
  piece record;
  taken bigint;
begin
  select * into strict head from chain for update;
  select count(*) as entries, min(seq) as first, max(seq) as last, bool_and(follows) as linked into piece
  from (
    select seq, prev_hash = lag(hash, 1, head.hash) over in_order
      and chained_at >= lag(chained_at, 1, head.chained_at) over in_order as follows
    from added
    window in_order as (order by seq)
  ) as links;
  if piece.entries = 0 then return null; end if;
  if piece.first <> head.seq + 1 then
    raise exception 'the chain ends at %, another sequencer was first', head.seq using errcode = '40001';
  end if;
  if not piece.linked or piece.last - piece.first + 1 <> piece.entries then
    raise exception 'entries % to % do not continue the chain', piece.first, piece.last using errcode = '23514';
  end if;
  delete from inbox using added where inbox.id = added.id;
  get diagnostics taken = row_count;
  if taken <> piece.entries then
    raise exception '% of % entries are not in the inbox', piece.entries - taken, piece.entries using errcode = '23503';
  end if;
  update chain set (seq, hash, chained_at) = (select seq, hash, chained_at from added order by seq desc limit 1);
  return null;
end $$;

create trigger extend_chain after insert on entries referencing new table as added
  for each statement execute function extend_chain();

create function refuse() returns trigger
language plpgsql as $$
begin
  raise exception 'the audit trail is only added to: % of % is refused', tg_op, tg_table_name using errcode = '42501';
end $$;

-- Refused to everybody, the owner of the table too. What a service may do is said by grants.
create function guard(p_table regclass) returns void
language plpgsql as $$
begin
  execute format(
    'create trigger refuse before update or delete or truncate on %s for each statement execute function audit.refuse()',
    p_table
  );
  execute format('alter table %s enable always trigger refuse', p_table);
  execute format('revoke all on %s from audit', p_table);
end $$;

select guard('entries'), guard('anchors');

-- Out of the inbox there is one way, through `extend_chain`.
create trigger refuse before update or truncate on inbox for each statement execute function refuse();
create trigger refuse_delete before delete on inbox for each statement when (pg_trigger_depth() = 0) execute function refuse();
alter table inbox enable always trigger refuse;
alter table inbox enable always trigger refuse_delete;

revoke all on chain from audit;
grant select on entries, chain, anchors to audit;
grant insert on entries, anchors to audit;
revoke execute on function guard(regclass), extend_chain(), refuse() from public;
