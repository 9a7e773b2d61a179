-- What the shop sells. Price and stock change often and stand in tables of their own, so that they don't rewrite a product.

create table categories (
  id integer generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  picture text not null,
  position integer not null unique
);

create table products (
  id integer generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  category_id integer not null references categories,
  name text not null,
  noun text not null,
  tagline text not null,
  summary text not null,
  description text not null,
  picture text not null,
  picture_alt text not null,
  tile smallint not null check (tile between 0 and 3),
  -- 1 sells best.
  sales_rank integer not null unique check (sales_rank > 0),
  -- A copy for cards; the review service has the truth.
  rating numeric(2, 1) check (rating between 1 and 5)
);
create index products_of_category on products (category_id, sales_rank);

create table prices (
  product_id integer primary key references products,
  price_cents integer not null check (price_cents > 0),
  currency text not null check (currency = 'USD')
);

create table stock (
  product_id integer primary key references products,
  amount integer not null check (amount >= 0),
  delivery_days smallint not null check (delivery_days between 1 and 30)
);

create table specifications (
  product_id integer references products,
  position smallint,
  name text not null,
  value text not null,
  primary key (product_id, position)
);

create table related_products (
  product_id integer references products,
  position smallint,
  related_id integer not null references products,
  primary key (product_id, position),
  unique (product_id, related_id),
  check (product_id <> related_id)
);

-- A product as lists show it.
create view cards as
select
  products.id,
  products.category_id,
  products.slug,
  products.name,
  products.tagline,
  products.picture,
  products.tile,
  products.sales_rank,
  products.rating::float8 as rating,
  categories.slug as category_slug,
  categories.name as category_name,
  prices.price_cents,
  prices.currency
from products
join categories on categories.id = products.category_id
left join prices on prices.product_id = products.id;
