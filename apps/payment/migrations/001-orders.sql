-- Orders, the attempts to charge them, and what happened to each (docs/payment-states.md). The table of attempts is its own queue.

create table orders (
  -- The checkout id: whoever comes again with it means this order.
  id uuid primary key,
  visitor uuid not null,
  state text not null check (state in (
    'charging', 'paid', 'declined', 'queued', 'confirming', 'needs_buyer', 'attention', 'cancelled', 'refunded')),
  -- Why the operator has to look; null when nobody has to.
  attention text check (attention in ('key-expired', 'given-up', 'mismatch')),
  -- So often the same checkout came with another cart: the first one counts.
  conflicts int not null default 0,
  -- What was agreed. Never changed.
  cents int not null check (cents between 1 and 100000000),
  currency text not null check (currency = 'USD'),
  lines jsonb not null,
  -- Of lines and total: tells another cart under the same id.
  fingerprint text not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);

create table attempts (
  -- The key that the bank is given.
  id uuid primary key,
  order_id uuid not null references orders,
  number int not null check (number between 1 and 50),
  -- A token; there are no card numbers.
  card text not null check (length(card) between 1 and 60),
  last_four text not null check (last_four ~ '^[0-9]{4}$'),
  state text not null check (state in (
    'pending', 'claimed', 'sent', 'unknown', 'succeeded', 'declined', 'cancelled', 'dead')),
  tries int not null default 0,
  next_attempt_at timestamptz not null default now(),
  -- Until then it belongs to whoever has claimed it last; the fence tells which claim that was.
  lease_until timestamptz,
  fence bigint not null default 0,
  -- Nothing may be booked at the bank after that.
  expires_at timestamptz,
  -- From then on the bank may know the key, until its lifetime is over.
  first_sent_at timestamptz,
  charge_id uuid,
  decline_code text,
  charged_at timestamptz,
  -- In words, for the operator.
  last_error text,
  created_at timestamptz not null default now(),
  unique (order_id, number)
);

-- At most one attempt of an order may still lead to a charge, or has.
create unique index one_live_attempt on attempts (order_id)
  where state in ('pending', 'claimed', 'sent', 'unknown', 'succeeded', 'dead');
create index due on attempts (next_attempt_at) where state in ('pending', 'claimed', 'sent', 'unknown');

create table history (
  number bigint generated always as identity primary key,
  order_id uuid not null references orders,
  at timestamptz not null default now(),
  what text not null,
  attempt uuid,
  detail text
);
create index history_of_order on history (order_id, number);
