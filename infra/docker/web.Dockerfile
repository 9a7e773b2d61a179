# syntax=docker/dockerfile:1
# The storefront: Next's standalone server, with what it needs and nothing else.

FROM node:24-bookworm-slim AS built
RUN npm install --global pnpm@12.21.0
ARG CACHE=pnpm
WORKDIR /shop
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json ./
COPY apps/web/package.json apps/web/
COPY packages/contracts/package.json packages/contracts/
COPY packages/resilience/package.json packages/resilience/
COPY packages/service-kit/package.json packages/service-kit/
# With what is optional: Next's compiler is. One cache and one install at a time for all images.
RUN --mount=type=cache,id=$CACHE,target=/root/.local/share/pnpm/store,sharing=locked \
  pnpm install --config.network-concurrency=8 --frozen-lockfile --filter "@evenkeel/web..."
COPY packages packages
COPY apps/web apps/web
ENV NEXT_TELEMETRY_DISABLED=1 WEB_OUTPUT=standalone
RUN cd apps/web && node node_modules/next/dist/bin/next build

FROM node:24-bookworm-slim
WORKDIR /shop
COPY --chmod=755 infra/docker/healthy /usr/local/bin/healthy
# Readable for `node`, whatever the umask of the checkout was.
COPY --chmod=u=rwX,go=rX --from=built /shop/apps/web/.next/standalone ./
COPY --chmod=u=rwX,go=rX --from=built /shop/apps/web/.next/static apps/web/.next/static
COPY --chmod=u=rwX,go=rX --from=built /shop/apps/web/public apps/web/public
WORKDIR /shop/apps/web
USER node
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=8080 NEXT_TELEMETRY_DISABLED=1
CMD ["node", "--env-file=/run/secrets/settings", "--max-old-space-size=384", "server.js"]
