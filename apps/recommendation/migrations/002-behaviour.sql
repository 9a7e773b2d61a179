-- What people really do: how often each product was looked at, put into a cart and ordered, by day, and what the same visitors
-- did in a row. Bounded: days older than a month go, and pairs fade by half every day.

create table behaviour_by_day (
  slug text not null references products on delete cascade,
  day date not null,
  views integer not null default 0 check (views >= 0),
  carts integer not null default 0 check (carts >= 0),
  orders integer not null default 0 check (orders >= 0),
  primary key (slug, day)
);
create index behaviour_of_day on behaviour_by_day (day);

-- Both directions of a pair are written.
create table seen_together (
  slug text not null references products on delete cascade,
  other text not null references products on delete cascade,
  weight real not null check (weight > 0),
  primary key (slug, other),
  check (slug <> other)
);

-- The day on which pairs faded last; one row.
create table fading (
  day date not null
);
insert into fading values (current_date);
