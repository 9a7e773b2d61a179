-- What comes after a charge, or instead of one that nobody could settle: giving back, giving up, trying again by hand.

alter table attempts
  -- It is to be given back: the bank is asked at this moment. Null while nobody wants that, and once it is done.
  add refund_due timestamptz,
  add refund_tries int not null default 0,
  add refunded_at timestamptz,
  -- The operator has given the order up: what was charged is given back, and what was not never is.
  add unwanted boolean not null default false,
  -- The operator has looked and wants it tried again, however old the key is.
  add redriven_at timestamptz;
create index refunds_due on attempts (refund_due) where refund_due is not null;

alter table orders drop constraint orders_attention_check;
alter table orders add constraint orders_attention_check
  check (attention in ('key-expired', 'given-up', 'mismatch', 'refund-refused'));
create index wanting_attention on orders (changed_at) where attention is not null;
create index conflicting on orders (created_at) where conflicts > 0;
