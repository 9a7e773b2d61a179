# Sourced by both.

# Refuses a volume that holds data of another PostgreSQL, before anything is written to it.
refuse_other_versions() {
  local wanted file found
  wanted=$(postgres --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
  for file in /var/lib/postgresql/PG_VERSION /var/lib/postgresql/*/PG_VERSION /var/lib/postgresql/*/docker/PG_VERSION; do
    [ -e "$file" ] || continue
    found=$(<"$file")
    [ "$found" = "$wanted" ] && [ "${file%/PG_VERSION}" = "$PGDATA" ] && continue
    echo "The volume holds data of PostgreSQL $found in ${file%/PG_VERSION}, and this is PostgreSQL $wanted." \
      "Bring it over with pg_dump of version $found, or start afresh: docker compose down --volumes" >&2
    exit 1
  done
}

# Takes the volume for this container. What a killed server has left says that its process still runs, and in a new container another
# process may have that number: PostgreSQL would refuse to start. A lock tells the truth.
hold_volume() {
  exec 9>/var/lib/postgresql/held
  flock --nonblock 9 || {
    echo 'Another container works on this volume: there can be one primary and one replica (no --scale).' >&2
    exit 1
  }
  rm -f "$PGDATA/postmaster.pid"
}
