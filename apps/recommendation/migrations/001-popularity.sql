-- How popular each product is. A copy of what the shop knows: recommendations must not ask other services.

create table categories (
  slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null
);

create table products (
  slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  category text not null references categories,
  -- 1 sells best.
  sales_rank integer not null unique check (sales_rank > 0),
  views_this_week integer not null check (views_this_week >= 0)
);
create index trending_in_category on products (category, views_this_week desc);
create index bestsellers_in_category on products (category, sales_rank);
