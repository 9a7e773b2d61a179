#!/bin/bash
# The streaming replica. It starts with the primary dead, too, if it was cloned before. With the primary there, it is asked whether it
# still knows this replica, at the start and now and then; if not, the replica is cloned again: it holds nothing that the primary does
# not hold, and what it tells is of yesterday.
set -euo pipefail
. /usr/local/bin/volume.sh
server=
end() {
  trap - INT TERM
  if [ -n "$server" ]; then kill -INT "$server" && wait "$server" || true; fi
  exit 0
}
trap end INT TERM
# Ends at once when it is told to stop.
nap() { sleep "$1" & wait $!; }

PGPASSWORD=$(</run/secrets/replicator.password)
export PGPASSWORD PGCONNECT_TIMEOUT=2
primary='host=postgres user=replicator application_name=replica keepalives_idle=5 keepalives_interval=2 keepalives_count=3 tcp_user_timeout=10000'

# A command of the replication protocol; its answer is one line, fields between bars.
ask() { psql --no-psqlrc --no-align --tuples-only --command="$1" "$primary dbname=postgres replication=true" 2>/dev/null; }

# Prints why the primary must be copied; nothing when the replica can follow, or when nobody is there to ask.
why_clone() {
  local system slot own
  [ -s "$PGDATA/PG_VERSION" ] || { echo 'there is no copy yet'; return; }
  [ -e "$PGDATA/standby.signal" ] || { echo 'the copy went its own way'; return; }
  system=$(ask IDENTIFY_SYSTEM) || return 0
  own=$(pg_controldata "$PGDATA" | sed -n 's/^Database system identifier: *//p')
  [ "${system%%|*}" = "$own" ] || { echo 'the primary is a new one'; return; }
  slot=$(ask 'READ_REPLICATION_SLOT replica') || return 0
  IFS='|' read -r _ position _ <<<"$slot"
  [ -n "$position" ] || echo 'the copy was away for too long'
}

# Made aside and renamed: half a copy is never started.
clone() {
  local slot
  slot=$(ask 'READ_REPLICATION_SLOT replica') || return 1
  if [ -n "${slot%%|*}" ]; then ask 'DROP_REPLICATION_SLOT replica' >/dev/null || return 1; fi
  rm -rf "$PGDATA.new"
  pg_basebackup --checkpoint=fast --wal-method=stream --create-slot --slot=replica --dbname="$primary" --pgdata="$PGDATA.new" ||
    return 1
  touch "$PGDATA.new/standby.signal"
  rm -rf "$PGDATA"
  mv "$PGDATA.new" "$PGDATA"
}

serve() {
  # The way to the primary is told at each start and not kept in the data; its password comes from the environment.
  postgres -D "$PGDATA" -c config_file=/etc/postgresql/server.conf -c primary_conninfo="$primary" -c primary_slot_name=replica &
  server=$!
}

refuse_other_versions
hold_volume
reason=$(why_clone)
while :; do
  if [ -n "$reason" ]; then
    echo "copying the primary: $reason"
    until clone; do
      echo 'no copy yet: the primary does not serve, or the lines above say why'
      nap 1
    done
  fi
  serve
  reason=
  while [ -z "$reason" ]; do
    nap 3
    # It ended by itself, or somebody killed it: so does the container.
    kill -0 "$server" 2>/dev/null || { wait "$server" && exit 0 || exit $?; }
    reason=$(why_clone)
  done
  kill -INT "$server" && wait "$server" || true
done
