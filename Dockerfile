# docker run --rm --read-only -v "$PWD:/work:ro" -e AUTH0_DOMAIN -e AUTH0_CLIENT_ID -e AUTH0_CLIENT_SECRET ghcr.io/tenon-auth0/tenon plan
FROM node:22.21.1-bookworm-slim AS build
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
# The package, and its one dependency: nothing that it was built with.
RUN npm run --silent package \
  && npm install --prefix /install --omit=dev --omit=peer --ignore-scripts --no-audit --no-fund --install-links ./dist/package

FROM gcr.io/distroless/nodejs22-debian12:nonroot
LABEL org.opencontainers.image.source="https://github.com/tenon-auth0/tenon" \
  org.opencontainers.image.licenses="MIT"
COPY --from=build /install/node_modules /opt/tenon/node_modules
WORKDIR /work
USER nonroot
ENTRYPOINT ["/nodejs/bin/node", "/opt/tenon/node_modules/tenon/dist/cli/main.js"]
CMD ["--help"]
