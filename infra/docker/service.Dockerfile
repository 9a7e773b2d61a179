# syntax=docker/dockerfile:1
# Any service of the shop, as it stands: Node runs its TypeScript, so there is nothing to build. From the top of the checkout:
#   docker build --build-arg SERVICE=review --file infra/docker/service.Dockerfile .

FROM node:24-bookworm-slim AS installed
RUN npm install --global pnpm@12.21.0
ARG CACHE=pnpm
WORKDIR /shop
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY apps/bank/package.json apps/bank/
COPY apps/gateway/package.json apps/gateway/
COPY apps/naive-gateway/package.json apps/naive-gateway/
COPY apps/payment/package.json apps/payment/
COPY apps/product/package.json apps/product/
COPY apps/recommendation/package.json apps/recommendation/
COPY apps/review/package.json apps/review/
COPY apps/search/package.json apps/search/
COPY packages/catalogue/package.json packages/catalogue/
COPY packages/contracts/package.json packages/contracts/
COPY packages/resilience/package.json packages/resilience/
COPY packages/service-kit/package.json packages/service-kit/
# All services at once: one layer that all their images share. --no-optional leaves out the package `node`, which the base image has
# already. A registry may serve few connections at a time: of pnpm's dozens, some would wait for a whole minute. Types and source maps
# are for those who build.
RUN --mount=type=cache,id=$CACHE,target=/root/.local/share/pnpm/store,sharing=locked \
  pnpm install --config.network-concurrency=8 --prod --no-optional --frozen-lockfile \
  --filter "@evenkeel/bank..." --filter "@evenkeel/gateway..." --filter "@evenkeel/naive-gateway..." \
  --filter "@evenkeel/payment..." --filter "@evenkeel/product..." \
  --filter "@evenkeel/recommendation..." --filter "@evenkeel/review..." --filter "@evenkeel/search..." && \
  find node_modules/.pnpm -type f \( -name '*.map' -o -name '*.ts' -o -name '*.cts' -o -name '*.mts' \) -delete

FROM node:24-bookworm-slim
WORKDIR /shop
COPY --chmod=755 infra/docker/healthy /usr/local/bin/healthy
# Readable for `node`, whatever the umask of the checkout was.
COPY --chmod=u=rwX,go=rX --from=installed /shop ./
COPY --chmod=u=rwX,go=rX packages packages
ARG SERVICE
COPY --chmod=u=rwX,go=rX apps/${SERVICE} apps/${SERVICE}
WORKDIR /shop/apps/${SERVICE}
# What must survive goes there: a new volume takes the owner of the folder that it is put on.
RUN install -d -o node -g node /data
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
CMD ["node", "--env-file-if-exists=/run/secrets/settings", "--max-old-space-size=192", "--enable-source-maps", "src/main.ts"]
