# mcp-audit in a container that can do nothing but read:
#
#   docker build -t mcp-audit .
#   docker run --rm --read-only --network none -v "$PWD:/src:ro" mcp-audit
#
# The image is built from this checkout; no script of any package is run.
FROM node:22.22.0-alpine3.23 AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node scripts/release.mjs /tmp && mv /tmp/mcp-audit-*.tgz /tmp/mcp-audit.tgz
RUN npm install --prefix /opt/mcp-audit --ignore-scripts --no-audit --no-fund --omit=dev /tmp/mcp-audit.tgz
# Compiled code is kept beside the program, which is read-only later: one audit, of examples with findings.
RUN node /opt/mcp-audit/node_modules/mcp-audit/bin/mcp-audit.js rules/path-traversal/cases > /dev/null || test $? -eq 1

FROM node:22.22.0-alpine3.23
COPY --from=build /opt/mcp-audit /opt/mcp-audit
USER node
WORKDIR /src
ENTRYPOINT ["node", "/opt/mcp-audit/node_modules/mcp-audit/bin/mcp-audit.js"]
CMD ["."]
