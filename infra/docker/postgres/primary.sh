#!/bin/bash
# The primary. Made aside and renamed: what a power cut leaves half made is never taken for a database. Roles and databases are looked
# after at every start: a first start that was cut short is completed, and new passwords are taken over.
set -euo pipefail
. /usr/local/bin/volume.sh
trap 'exit 130' INT TERM

refuse_other_versions
hold_volume
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  rm -rf "$PGDATA.new"
  initdb --pgdata="$PGDATA.new" --username=postgres --auth-local=peer --auth-host=reject --encoding=UTF8 --locale=C \
    --no-instructions
  mv "$PGDATA.new" "$PGDATA"
fi

roles() {
  for _ in $(seq 600); do
    if pg_isready --quiet && psql --no-psqlrc --quiet --username=postgres --file=/etc/postgresql/roles.sql; then return; fi
    sleep 0.25
  done
  echo 'roles and databases could not be made: the lines above say why' >&2
}
# As an orphan, which init looks after: the server takes the end of a child that it does not know for a crash.
(roles &)
exec postgres -D "$PGDATA" -c config_file=/etc/postgresql/server.conf
