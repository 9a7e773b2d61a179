-- What is shown of a product fits into what is said about it (packages/contracts/src/product.ts and search.ts): a longer one would
-- make every answer that it stands in an answer that nobody believes.
alter table categories add constraint texts_fit check (length(slug) <= 80 and length(name) <= 200 and length(picture) <= 80);
alter table products add constraint texts_fit check (
  length(slug) <= 80 and length(name) <= 200 and length(noun) <= 200 and length(tagline) <= 200
  and length(summary) <= 2000 and length(description) <= 2000 and length(picture) <= 80 and length(picture_alt) <= 2000
);
alter table specifications add constraint texts_fit check (length(name) <= 200 and length(value) <= 2000);
