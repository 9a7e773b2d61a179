#!/usr/bin/env bash
# secrets.sh FOLDER: makes those secrets of the shop in containers that are not there yet.
#
# Each container gets files of its own. The folder is closed to others; the files in it are open, since Compose binds them into
# containers as they are, where users with other numbers read them.
set -euo pipefail
mkdir -p "$1"
chmod 700 "$1"
cd "$1"
umask 022

random() { od -An -tx1 -N24 /dev/urandom | tr -d ' \n'; }
# Whole or not at all, and the first of two wins: a link is never made over a file that is there.
keep() {
  local new
  new=$(mktemp .new.XXXXXX)
  cat >"$new"
  chmod 644 "$new"
  ln "$new" "$1" 2>/dev/null || [ -s "$1" ]
  rm -f "$new"
}
isNew=no
[ -s web.env ] || isNew=yes

for name in product review recommendation payment search replicator; do random | keep "$name.password"; done
for name in redis operator cookies; do random | keep "$name.secret"; done
echo "requirepass $(<redis.secret)" | keep redis.conf

# The databases of a role, on both servers.
databases() {
  echo "DATABASE_URL=postgres://$1:$(<"$1.password")@postgres:5432/$2"
  echo "DATABASE_REPLICA_URL=postgres://$1:$(<"$1.password")@postgres-replica:5432/$2"
}
redis="REDIS_URL=redis://:$(<redis.secret)@redis:6379/0"
operator="SHOP_OPERATOR_TOKEN=$(<operator.secret)"
databases product product | keep product.env
databases review review | keep review.env
{ databases payment payment && echo "$operator"; } | keep payment.env
{ databases recommendation recommendation && echo "$redis"; } | keep recommendation.env
{ databases search product && echo "$redis"; } | keep search.env
printf '%s\n' "$redis" "$operator" | keep gateway.env
printf '%s\n' "$operator" "SHOP_SECRET=$(<cookies.secret)" | keep web.env

[ "$isNew" = no ] || echo "New secrets in $1"
