-- What others need to follow the catalogue: when a product was listed, and in which transaction anything of it changed last.
--
-- A follower reads what changed since a horizon of transactions (pg_snapshot_xmin), not since a time of day: a transaction that
-- commits late is older than its neighbours, and a follower that goes by the clock would never see it.

alter table products
  add column listed_on date,
  add column changed_in xid8 not null default pg_current_xact_id();
create index products_by_change on products (changed_in);

-- A price changes without its product.
alter table prices add column changed_in xid8 not null default pg_current_xact_id();
create index prices_by_change on prices (changed_in);

-- What is no longer sold. A product that comes back has a younger change than its removal.
create table removed_products (
  slug text primary key,
  changed_in xid8 not null default pg_current_xact_id()
);
create index removed_products_by_change on removed_products (changed_in);

-- Tells this catalogue from every other: transactions are numbered anew in a new database.
create table catalogue_identity (
  id uuid primary key default gen_random_uuid()
);
insert into catalogue_identity default values;

create function stamp_change() returns trigger language plpgsql as $$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end $$;
create trigger stamp_change before update on products for each row execute function stamp_change();
create trigger stamp_change before update on prices for each row execute function stamp_change();

create function note_removal() returns trigger language plpgsql as $$
begin
  insert into removed_products (slug) values (old.slug)
  on conflict (slug) do update set changed_in = pg_current_xact_id();
  return null;
end $$;
create trigger note_removal after delete on products for each row execute function note_removal();
create trigger note_renaming after update of slug on products for each row
  when (old.slug is distinct from new.slug) execute function note_removal();

-- A price that goes away and specifications are part of what a follower shows of a product. Once a statement: a catalogue
-- of 100,000 products comes in with one.
create function touch_products() returns trigger language plpgsql as $$
begin
  update products set changed_in = pg_current_xact_id()
  where id in (select product_id from touched) and changed_in <> pg_current_xact_id();
  return null;
end $$;
create trigger touch_products after delete on prices
  referencing old table as touched for each statement execute function touch_products();
create trigger touch_products_new after insert on specifications
  referencing new table as touched for each statement execute function touch_products();
create trigger touch_products_changed after update on specifications
  referencing new table as touched for each statement execute function touch_products();
create trigger touch_products_gone after delete on specifications
  referencing old table as touched for each statement execute function touch_products();

create function touch_category() returns trigger language plpgsql as $$
begin
  update products set changed_in = pg_current_xact_id() where category_id = new.id;
  return null;
end $$;
create trigger touch_category after update of slug, name on categories for each row execute function touch_category();

-- Where words are looked for when there is no search engine. The index finds a part of a word, too.
create extension if not exists pg_trgm;
alter table products add column search_text text not null
  generated always as (lower(name || ' ' || noun || ' ' || tagline || ' ' || summary)) stored;
create index products_by_search_text on products using gin (search_text gin_trgm_ops);
