#!/bin/sh
# curl -s https://get.acme-static.io/tool.sh | sh
echo "Install it with: curl -s https://get.acme-static.io/tool.sh | sh"
curl -s https://api.acme.io/version | jq .name
