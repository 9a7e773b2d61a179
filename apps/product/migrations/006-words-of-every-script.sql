-- The database is made with the locale C, which knows the capitals of English only: "ЖУК" stayed what it was, and was never found.
-- The same steps, in the same order, as the search service takes with what people type (`folded` in its words.ts).
create or replace function search_words(content text) returns text language sql immutable parallel safe as $$
  select regexp_replace(
    translate(
      replace(replace(replace(replace(
        translate(
          lower(normalize(
            regexp_replace(
              normalize(content, NFKD),
              '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g'),
            NFKC) collate pg_c_utf8),
          'øđłðı', 'odldi'),
        'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th'),
      '-/(),.;:!?"''’&+' || chr(10), repeat(' ', 17)),
    ' +', ' ', 'g')
$$;
select renew_search_texts(array(select id from products));
