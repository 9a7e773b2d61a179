-- Times of the bank: when it wants to be asked again, and by whose clock a charge expires.

alter table attempts
  -- The bank has asked for peace until then; null when it has not.
  add not_before timestamptz;
comment on column attempts.expires_at is 'By the clock of the bank, as it has last told it.';

alter table messages drop constraint messages_kind_check;
alter table messages add constraint messages_kind_check check (kind in ('complete-order', 'paid', 'declined', 'refunded'));
