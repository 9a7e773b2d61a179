#!/usr/bin/env bash
# Before `docker compose up`: makes the secrets of the shop if there are none yet, and looks whether it can start here.
# What is wrong is said with the way out, before any container runs. Changes nothing the second time.
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}
# What the environment says, else .env, which Compose reads, too: with quotes, comments and Windows' line ends.
setting() {
  local value=${!1:-}
  if [ -z "$value" ] && [ -f .env ]; then
    value=$(sed -nE "s/\r$//; s/^(export +)?$1=//p" .env | tail -1 | sed -E "s/ +#.*$//; s/^\"(.*)\"$/\1/; s/^'(.*)'$/\1/")
  fi
  echo "${value:-$2}"
}
project=$(setting COMPOSE_PROJECT_NAME evenkeel)
port=$(setting WEB_PORT 3000)
secrets=$(setting SHOP_SECRETS ./.shop/docker)
[[ $port =~ ^[0-9]{1,5}$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || fail "WEB_PORT must be a port number, not \"$port\"."

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
# Health checks that look often at the start only came with 25; that internal networks ask nobody outside, with 25.0.5.
engine=$(docker version --format '{{.Server.Version}}' 2>/dev/null) || engine=0
[ "${engine%%.*}" -ge 25 ] 2>/dev/null || fail "The Docker engine is $engine; the shop needs 25.0.5 or newer."
compose=$(docker compose version --short 2>/dev/null) ||
  fail 'There is no `docker compose`. It is a plugin: https://docs.docker.com/compose/install/'
compose=${compose#v}
major=${compose%%.*} minor=$(cut -d. -f2 <<<"$compose")
if [ "$major" -lt 2 ] || { [ "$major" = 2 ] && [ "$minor" -lt 24 ]; }; then
  fail "Docker Compose is $compose; the shop needs 2.24 or newer."
fi

# Another checkout's shop of the same name would be taken over, with secrets that do not open its databases.
others=$(docker ps --all --filter "label=com.docker.compose.project=$project" --format '{{.Label "com.docker.compose.project.working_dir"}}' | sort -u |
  grep -vxF "$PWD" || true)
[ -z "$others" ] || fail "A shop called $project comes from another folder: $(head -1 <<<"$others")" \
  "Take that one down there (docker compose down), or give this one another name: export COMPOSE_PROJECT_NAME=evenkeel-2 WEB_PORT=3100"

# Room for everything and some air (pnpm measure:containers): 1.2 GB in use, a third of it Elasticsearch's.
wanted=2000
[ $((memory / 1000000)) -ge "$wanted" ] ||
  fail "Docker has $((memory / 1000000)) MB of memory; the shop needs $wanted. Docker Desktop: Settings, Resources." \
    'Or do without the largest part, and search goes on at medium quality: docker compose up --build --scale elasticsearch=0'

# The one port, unless the shop itself has it.
ours=$(docker ps --quiet --filter "publish=$port" --filter "label=com.docker.compose.project=$project")
if [ -z "$ours" ] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  fail "Port $port is taken on this machine. Free it, or give the shop another: export WEB_PORT=3100"
fi

# Data of another PostgreSQL than the one that is about to be built.
wanted=$(sed -nE 's/^FROM postgres:([0-9]+).*/\1/p' infra/docker/postgres/Dockerfile)
image="postgres:$wanted"
docker image inspect "$image" >/dev/null 2>&1 || image=$project-postgres # Nothing is fetched for this.
for volume in $(docker volume ls --quiet --filter "label=com.docker.compose.project=$project" --filter name=postgres); do
  docker image inspect "$image" >/dev/null 2>&1 || break
  found=$(docker run --rm --network none --volume "$volume:/volume:ro" --entrypoint sh "$image" -c \
    'cat /volume/PG_VERSION /volume/*/PG_VERSION /volume/*/docker/PG_VERSION 2>/dev/null || true') ||
    fail "The volume $volume cannot be looked into; the line above says why."
  for version in $found; do
    [ "$version" = "$wanted" ] || fail "The volume $volume holds data of PostgreSQL $version, and the shop brings PostgreSQL $wanted." \
      "Bring it over with pg_dump of version $version, or start afresh: docker compose down --volumes"
  done
done

echo "All is there. Next: docker compose up --build --wait"
