-- What the shop writes to its buyers. Nothing is sent anywhere: a page shows it.

create table messages (
  id bigint generated always as identity primary key,
  visitor uuid not null,
  order_id uuid not null references orders,
  kind text not null check (kind in ('complete-order', 'paid', 'declined')),
  at timestamptz not null default now()
);
create index messages_to on messages (visitor, id);
