-- What is shown of a product is there: one row without it would cost every list that it stands in.
alter table categories add constraint texts_are_there check (name <> '' and picture ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
alter table products add constraint texts_are_there check (
  name <> '' and noun <> '' and tagline <> '' and summary <> '' and description <> '' and picture_alt <> ''
  and picture ~ '^[a-z0-9]+(-[a-z0-9]+)*$'
);
alter table specifications add constraint texts_are_there check (name <> '' and value <> '');
