#!/usr/bin/env bash
# secrets.sh FOLDER: makes the secrets of the shop in containers, unless the folder is there already.
#
# Each container gets a file of its own. The folder is closed to others; the files in it are open, since Compose binds them into
# containers as they are, where users with other numbers read them.
set -euo pipefail
folder=$1
[ ! -d "$folder" ] || exit 0

mkdir -p "$(dirname "$folder")"
new=$(mktemp -d "$folder.XXXXXX")
(
  umask 022
  cd "$new"
  random() { od -An -tx1 -N24 /dev/urandom | tr -d ' \n'; }
  for name in product review recommendation search replicator; do random >"$name.password"; done
  redis=$(random)
  operator=$(random)
  printf 'requirepass %s\n' "$redis" >redis.conf

  # Role and the database that it opens.
  for pair in product:product review:review recommendation:recommendation search:product; do
    role=${pair%:*} database=${pair#*:}
    for server in DATABASE_URL:postgres DATABASE_REPLICA_URL:postgres-replica; do
      echo "${server%:*}=postgres://$role:$(<"$role.password")@${server#*:}:5432/$database"
    done >"$role.env"
  done
  echo "REDIS_URL=redis://:$redis@redis:6379/0" | tee -a recommendation.env search.env >gateway.env
  echo "SHOP_OPERATOR_TOKEN=$operator" | tee -a gateway.env >web.env
  echo "SHOP_SECRET=$(random)" >>web.env
)
mv "$new" "$folder" # Half of them are never taken for all.
echo "New secrets in $folder"
