-- What happens to an order again and again is one line that counts; who cancels has it in writing.

alter table history
  add times int not null default 1,
  -- When it happened last; null when it did once.
  add last_at timestamptz;

alter table messages drop constraint messages_kind_check;
alter table messages add constraint messages_kind_check
  check (kind in ('complete-order', 'paid', 'declined', 'cancelled', 'refunded'));
