#!/usr/bin/env bash
# Before `docker compose up`: makes the secrets of the shop if there are none yet, and looks whether it can start here.
# What is wrong is said with the way out, before any container runs. Changes nothing the second time.
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}
# What the environment says, else .env, which Compose reads, too.
setting() {
  local value=${!1:-}
  if [ -z "$value" ] && [ -f .env ]; then value=$(sed -n "s/^$1=//p" .env | tail -1); fi
  echo "${value:-$2}"
}
project=$(setting COMPOSE_PROJECT_NAME evenkeel)
port=$(setting WEB_PORT 3000)
secrets=$(setting SHOP_SECRETS ./.shop/docker)

bash infra/docker/secrets.sh "$secrets"
# Other lines in it are left alone.
if [ -z "${SHOP_SECRETS:-}" ] && ! grep -qs '^SHOP_SECRETS=' .env; then
  if [ -s .env ] && [ -n "$(tail -c1 .env)" ]; then echo >>.env; fi
  echo "SHOP_SECRETS=$secrets" >>.env
fi

# The engine.
command -v docker >/dev/null ||
  fail 'There is no docker here. Install it (https://docs.docker.com/get-docker/), or run the shop without: npm start'
memory=$(docker info --format '{{.MemTotal}}' 2>/dev/null) && [ "${memory:-0}" -gt 0 ] ||
  fail 'The Docker daemon does not answer. Start Docker Desktop, or on Linux: sudo systemctl start docker' \
    'If it runs: may you use it? Try: docker info'
compose=$(docker compose version --short 2>/dev/null) ||
  fail 'There is no `docker compose`. It is a plugin: https://docs.docker.com/compose/install/'
compose=${compose#v}
major=${compose%%.*} minor=$(cut -d. -f2 <<<"$compose")
if [ "$major" -lt 2 ] || { [ "$major" = 2 ] && [ "$minor" -lt 20 ]; }; then
  fail "Docker Compose is $compose; the shop needs 2.20 or newer."
fi

# Room for everything; most of it is Elasticsearch's.
wanted=2000
[ $((memory / 1000000)) -ge "$wanted" ] ||
  fail "Docker has $((memory / 1000000)) MB of memory; the shop needs $wanted. Docker Desktop: Settings, Resources." \
    'Or do without the largest part, and search goes on at medium quality: docker compose up --build --scale elasticsearch=0'

# The one port, unless the shop itself has it.
ours=$(docker ps --quiet --filter "publish=$port" --filter "label=com.docker.compose.project=$project")
if [ -z "$ours" ] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  fail "Port $port is taken on this machine. Free it, or give the shop another: export WEB_PORT=3100"
fi

# Data of another PostgreSQL. Without our image nothing has been started here yet.
image=evenkeel/postgres
for volume in $(docker volume ls --quiet --filter "label=com.docker.compose.project=$project" --filter name=postgres); do
  docker image inspect "$image" >/dev/null 2>&1 || break
  docker run --rm --network none --user postgres --volume "$volume:/var/lib/postgresql" --entrypoint bash "$image" \
    -c '. /usr/local/bin/volume.sh && refuse_other_versions' || fail "That is the volume $volume."
done
