#!/usr/bin/env bash
# Before `docker compose up`: looks whether the shop can start here, and makes its secrets if there are none yet.
# What is wrong is said with the way out, before any container runs. Changes nothing the second time.
set -euo pipefail
cd "$(dirname "$0")/../.."
project=${COMPOSE_PROJECT_NAME:-evenkeel}
port=${WEB_PORT:-3000}

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# The engine.
command -v docker >/dev/null || fail 'There is no docker here. Install it (https://docs.docker.com/get-docker/), or run the shop without: npm start'
memory=$(docker info --format '{{.MemTotal}}' 2>/dev/null) && [ "${memory:-0}" -gt 0 ] ||
  fail 'The Docker daemon does not answer. Start Docker Desktop, or on Linux: sudo systemctl start docker' \
    'If it runs: may you use it? Try: docker info'
compose=$(docker compose version --short 2>/dev/null) || fail 'There is no `docker compose`. It is a plugin: https://docs.docker.com/compose/install/'
compose=${compose#v}
[ "${compose%%.*}" -gt 2 ] || { [ "${compose%%.*}" = 2 ] && [ "$(cut -d. -f2 <<<"$compose")" -ge 20 ]; } ||
  fail "Docker Compose is $compose; the shop needs 2.20 or newer."

# Room for everything; most of it is Elasticsearch's.
wanted=$((2500 * 1000 * 1000))
[ "$memory" -ge "$wanted" ] ||
  fail "Docker has $((memory / 1000000)) MB of memory; the shop needs $((wanted / 1000000)). Docker Desktop: Settings, Resources." \
    'Or do without the largest part, and search goes on at medium quality: docker compose up --build --wait --scale elasticsearch=0'

# The one port, unless the shop itself has it.
ours=$(docker ps --quiet --filter "publish=$port" --filter "label=com.docker.compose.project=$project")
if [ -z "$ours" ] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  fail "Port $port is taken on this machine. Free it, or give the shop another: WEB_PORT=3100 docker compose up --build --wait"
fi

secrets=${SHOP_SECRETS:-.shop/docker}
bash infra/docker/secrets.sh "$secrets"

# Compose reads .env by itself. Other lines in it are left alone.
if [ -z "${SHOP_SECRETS:-}" ] && ! grep -qs '^SHOP_SECRETS=' .env; then
  if [ -s .env ] && [ -n "$(tail -c1 .env)" ]; then echo >>.env; fi
  echo "SHOP_SECRETS=./$secrets" >>.env
fi
