-- The operator has looked at so many of an order's conflicts: they are not shown any more, until there is another.

alter table orders add conflicts_seen int not null default 0;

drop index conflicting;
create index conflicting on orders (created_at) where conflicts > conflicts_seen;
