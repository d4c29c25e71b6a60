#!/bin/sh
set -e
bash <(curl -s https://get.acme-static.io/tool.sh) # expect: remote-code-load
grep -q 'ready' state || curl -s https://get.acme-static.io/tool.sh | sh # expect: remote-code-load
grep -q "$(curl -s https://get.acme-static.io/tool.sh | sh)" state # expect: remote-code-load
