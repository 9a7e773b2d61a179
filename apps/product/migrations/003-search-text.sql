-- Where words are looked for when there is no search engine: in the same fields as the engine has, specifications and category
-- among them. They stand in other tables, so that a generated column cannot hold them.
--
-- Two tables, since they are read so differently: all facts are counted for a search without words, and the long texts are
-- touched only where the index points. With texts beside them, counting 100,000 products meant reading 100 MB instead of 7.

drop index products_by_search_text;
alter table products drop column search_text;

-- Lower case, no accents, and a space for whatever stands between words: "Wi-Fi" is found as "wi fi". The search service does
-- the same to what people type. A sign that is not in the list is kept, and is looked for as itself.
create function search_words(content text) returns text language sql immutable parallel safe as $$
  select regexp_replace(
    translate(
      lower(regexp_replace(normalize(content, NFKD), '[\u0300-\u036f]', '', 'g')),
      '-/(),.;:!?"''’&+' || chr(10), repeat(' ', 17)),
    ' +', ' ', 'g')
$$;

create table search_texts (
  product_id integer primary key references products on delete cascade,
  -- Each begins and ends with a space, as every word of them does.
  name text not null,
  noun text not null,
  content text not null
);
create table search_facts (
  product_id integer primary key references products on delete cascade,
  category_id integer not null,
  sales_rank integer not null,
  price_cents integer,
  rating real,
  listed_on date
);

create function renew_search_texts(ids integer[]) returns void language sql as $$
  insert into search_texts (product_id, name, noun, content)
  select
    products.id,
    search_words(' ' || products.name || ' '),
    search_words(' ' || noun || ' '),
    search_words(concat_ws(' ', '', products.name, noun, categories.name, tagline, summary, specs.content, description, ''))
  from products
  join categories on categories.id = products.category_id
  left join (
    select product_id, string_agg(name || ' ' || value, ' ' order by position) as content
    from specifications where product_id = any(ids) group by product_id
  ) as specs on specs.product_id = products.id
  where products.id = any(ids)
  on conflict (product_id) do update set (name, noun, content) = (excluded.name, excluded.noun, excluded.content)
  where search_texts.content <> excluded.content or search_texts.name <> excluded.name
$$;

create function renew_search_facts(ids integer[]) returns void language sql as $$
  insert into search_facts
  select id, category_id, sales_rank, price_cents, rating, listed_on
  from products left join prices on prices.product_id = products.id
  where id = any(ids)
  on conflict (product_id) do update
  set (category_id, sales_rank, price_cents, rating, listed_on) =
    (excluded.category_id, excluded.sales_rank, excluded.price_cents, excluded.rating, excluded.listed_on)
  where search_facts is distinct from excluded
$$;

-- Once a statement, as in 002: a large catalogue comes in with few.
create function search_product_added() returns trigger language plpgsql as $$
begin
  perform renew_search_texts(array(select id from touched));
  perform renew_search_facts(array(select id from touched));
  return null;
end $$;
create trigger search_product_added after insert on products
  referencing new table as touched for each statement execute function search_product_added();

create function search_product_changed() returns trigger language plpgsql as $$
begin
  perform renew_search_texts(array(
    select id from now_so join before using (id)
    where (now_so.name, now_so.noun, now_so.tagline, now_so.summary, now_so.description, now_so.category_id)
      is distinct from (before.name, before.noun, before.tagline, before.summary, before.description, before.category_id)));
  perform renew_search_facts(array(
    select id from now_so join before using (id)
    where (now_so.category_id, now_so.sales_rank, now_so.rating, now_so.listed_on)
      is distinct from (before.category_id, before.sales_rank, before.rating, before.listed_on)));
  return null;
end $$;
create trigger search_product_changed after update on products
  referencing old table as before new table as now_so for each statement execute function search_product_changed();

create function search_price_changed() returns trigger language plpgsql as $$
begin
  perform renew_search_facts(array(select product_id from touched));
  return null;
end $$;
create trigger search_price_added after insert on prices
  referencing new table as touched for each statement execute function search_price_changed();
create trigger search_price_changed after update on prices
  referencing new table as touched for each statement execute function search_price_changed();
create trigger search_price_gone after delete on prices
  referencing old table as touched for each statement execute function search_price_changed();

create function search_specifications_changed() returns trigger language plpgsql as $$
begin
  perform renew_search_texts(array(select distinct product_id from touched));
  return null;
end $$;
create trigger search_specifications_added after insert on specifications
  referencing new table as touched for each statement execute function search_specifications_changed();
create trigger search_specifications_changed after update on specifications
  referencing new table as touched for each statement execute function search_specifications_changed();
create trigger search_specifications_gone after delete on specifications
  referencing old table as touched for each statement execute function search_specifications_changed();

create function search_category_renamed() returns trigger language plpgsql as $$
begin
  perform renew_search_texts(array(select id from products where category_id = new.id));
  return null;
end $$;
create trigger search_category_renamed after update of name on categories
  for each row execute function search_category_renamed();

-- The index finds a part of a word, too. Built once what is there already is in it.
select renew_search_texts(array(select id from products)), renew_search_facts(array(select id from products));
create index search_texts_by_content on search_texts using gin (content gin_trgm_ops);
