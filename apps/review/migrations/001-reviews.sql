-- What people say about products. The review service doesn't know the catalogue: a product is only its slug.

create table reviews (
  id text primary key check (length(id) between 1 and 64),
  product text not null check (product ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  stars smallint not null check (stars between 1 and 5),
  title text not null check (length(title) between 1 and 200),
  text text not null check (length(text) <= 4000),
  author text not null check (length(author) between 1 and 100),
  written_on date not null,
  verified boolean not null
);

-- Newest first, and counting stars without touching the table.
create index reviews_of_product on reviews (product, written_on desc, id) include (stars);
