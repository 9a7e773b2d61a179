-- One database and one role for each service that has data, the role that only reads, and the one of the replica. Run again and again.
\set ON_ERROR_STOP on
\set product `cat /run/secrets/product.password`
\set review `cat /run/secrets/review.password`
\set recommendation `cat /run/secrets/recommendation.password`
\set payment `cat /run/secrets/payment.password`
\set search `cat /run/secrets/search.password`
\set replicator `cat /run/secrets/replicator.password`
SET client_min_messages = warning;
-- A statement that fails is written to the log as it stands, and these hold passwords.
SET log_min_error_statement = panic;

-- Owners cannot log in yet: a service migrates as soon as it can, and not before its readers may read what it makes.
SELECT format('CREATE ROLE %I %s', name, rights)
FROM (VALUES ('product', 'NOLOGIN'), ('review', 'NOLOGIN'), ('recommendation', 'NOLOGIN'),
             ('payment', 'NOLOGIN'), ('search', 'LOGIN'), ('replicator', 'LOGIN REPLICATION')) AS role (name, rights)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

ALTER ROLE product PASSWORD :'product';
ALTER ROLE review PASSWORD :'review';
ALTER ROLE recommendation PASSWORD :'recommendation';
ALTER ROLE payment PASSWORD :'payment';
ALTER ROLE search PASSWORD :'search';
ALTER ROLE replicator PASSWORD :'replicator';

SELECT format('CREATE DATABASE %I OWNER %I', name, name)
FROM (VALUES ('product'), ('review'), ('recommendation'), ('payment')) AS owned (name)
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name) \gexec

-- The last two are PostgreSQL's own, and open to every role unless closed.
REVOKE ALL ON DATABASE product, review, recommendation, payment, postgres, template1 FROM PUBLIC;

-- A second lock behind the grants: it keeps an honest mistake from being tried at all. Reading a catalogue in batches fits into 10 s.
GRANT CONNECT ON DATABASE product TO search;
ALTER ROLE search SET default_transaction_read_only = on;
ALTER ROLE search SET statement_timeout = 10000;

\connect product
SET log_min_error_statement = panic;
-- Tables and views of today, and those that the owner will make: its migrations need not know who reads.
GRANT USAGE ON SCHEMA public TO search;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO search;
ALTER DEFAULT PRIVILEGES FOR ROLE product IN SCHEMA public GRANT SELECT ON TABLES TO search;
-- Everybody may make large objects unless told otherwise, whatever else they may write. Nobody here needs any.
DO $$
DECLARE function regprocedure;
BEGIN
  FOR function IN SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ '^(lo_|lowrite|loread)'
  LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', function); END LOOP;
END $$;

\connect postgres
SET log_min_error_statement = panic;
ALTER ROLE product LOGIN;
ALTER ROLE review LOGIN;
ALTER ROLE recommendation LOGIN;
ALTER ROLE payment LOGIN;
