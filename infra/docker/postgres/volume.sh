# Sourced by both: refuses a volume that holds data of another PostgreSQL, before anything is written to it.

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
