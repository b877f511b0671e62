-- A session that an administrator has ended.
alter table sessions drop constraint sessions_end_reason_check;
alter table sessions add constraint sessions_end_reason_check
  check (end_reason in ('logout', 'password_changed', 'token_reused', 'account_disabled', 'revoked'));
