#!/usr/bin/env bash
# Sets up a realm of Keycloak for an MCP server: a client scope that puts the server's URL into the audience of access tokens, and a
# client that may ask for it. What is there already is left as it is, so that it can be run again for another client.
#
#   keycloak.sh <realm> <resource> <client id> [<redirect URI> ...]
#
# The scope is mcp:use, or what the variable SCOPE says: another server needs another, else a token for one is for both.
#
# kcadm.sh, which is Keycloak's, has to be on the PATH and logged in as an administrator:
#
#   kcadm.sh config credentials --server https://login.example.com --realm master --user admin
set -euo pipefail

realm=$1
resource=$2
client=$3
scope=${SCOPE:-mcp:use}
shift 3

# The id of what has this name among what is listed; nothing if there is none.
id_of() {
  kcadm.sh get "$1" -r "$realm" --fields "id,$2" --format csv --noquotes | awk -F, -v name="$3" '$2 == name { print $1 }'
}

create() {
  kcadm.sh create "$1" -r "$realm" -i -f -
}

redirects=''
for uri in "$@"; do
  redirects+="${redirects:+, }\"$uri\""
done

scope_id=$(id_of client-scopes name "$scope")
if [ -z "$scope_id" ]; then
  scope_id=$(create client-scopes <<JSON
{
  "name": "$scope",
  "protocol": "openid-connect",
  "attributes": { "include.in.token.scope": "true" }
}
JSON
  )
fi

if [ -z "$(id_of "client-scopes/$scope_id/protocol-mappers/models" name "$resource")" ]; then
  create "client-scopes/$scope_id/protocol-mappers/models" > /dev/null <<JSON
{
  "name": "$resource",
  "protocol": "openid-connect",
  "protocolMapper": "oidc-audience-mapper",
  "config": {
    "included.custom.audience": "$resource",
    "access.token.claim": "true",
    "id.token.claim": "false"
  }
}
JSON
fi

client_id=$(id_of clients clientId "$client")
if [ -z "$client_id" ]; then
  client_id=$(create clients <<JSON
{
  "clientId": "$client",
  "publicClient": true,
  "redirectUris": [$redirects],
  "attributes": { "pkce.code.challenge.method": "S256" }
}
JSON
  )
fi

kcadm.sh update "clients/$client_id/optional-client-scopes/$scope_id" -r "$realm" -b '{}'
