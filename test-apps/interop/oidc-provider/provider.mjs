// An OpenID provider for the interop tests. The first line of standard input is its configuration, as JSON:
//   port       where to listen on 127.0.0.1; 0 lets the system choose
//   keys       private JWKs, the signing one in front
//   clientKeys public JWKs of the clients that authenticate by private_key_jwt
// It prints READY <port> once it accepts connections, and ends with its standard input.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider, { errors } from 'oidc-provider';

const OURS = 'https://mcp.example.com/mcp';
const RESOURCES = [OURS, 'https://elsewhere.example.com/mcp'];
const SCOPES = ['mcp:use', 'mcp:admin'];

const input = createInterface({ input: process.stdin });
const [line] = await once(input, 'line');
input.on('close', () => process.exit(0));
const { port, keys, clientKeys } = JSON.parse(line);

// The issuer has the port in it, so the port comes first and the provider after it.
const server = createServer();
server.listen(port, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

/** A client that only gets tokens. */
function caller(more) {
  return { grant_types: ['client_credentials'], response_types: [], redirect_uris: [], ...more };
}

/** The MCP server, known by another way to authenticate: it asks about tokens and gets none. */
function resourceServer(more) {
  return { grant_types: [], response_types: [], redirect_uris: [], ...more };
}

const provider = new Provider(issuer, {
  jwks: { keys },
  cookies: { keys: ['interop'] },
  scopes: ['openid', ...SCOPES],
  clients: [
    caller({ client_id: 'machine', client_secret: 'machine-secret' }),
    // Gets opaque tokens whatever the resource.
    caller({ client_id: 'discreet', client_secret: 'discreet-secret' }),
    caller({ client_id: 'bound', client_secret: 'bound-secret', dpop_bound_access_tokens: true }),
    {
      client_id: 'browser',
      client_secret: 'browser-secret',
      grant_types: ['authorization_code'],
      redirect_uris: ['http://127.0.0.1/callback'],
      application_type: 'native',
    },
    resourceServer({
      client_id: 'server-basic',
      // Basic needs it form-encoded first (RFC 6749, section 2.3.1).
      client_secret: 'server:secret+1',
      token_endpoint_auth_method: 'client_secret_basic',
    }),
    resourceServer({
      client_id: 'server-post',
      client_secret: 'server-secret',
      token_endpoint_auth_method: 'client_secret_post',
    }),
    resourceServer({
      client_id: 'server-key',
      jwks: { keys: clientKeys },
      token_endpoint_auth_method: 'private_key_jwt',
    }),
  ],
  features: {
    clientCredentials: { enabled: true },
    dPoP: { enabled: true },
    introspection: { enabled: true },
    jwtIntrospection: { enabled: true },
    resourceIndicators: {
      enabled: true,
      // Without a resource: an opaque token.
      defaultResource: () => undefined,
      useGrantedResource: () => true,
      getResourceServerInfo(ctx, resource, client) {
        if (!RESOURCES.includes(resource)) {
          throw new errors.InvalidTarget();
        }
        const scope = SCOPES.join(' ');
        return client.clientId === 'discreet'
          ? { scope, audience: resource, accessTokenFormat: 'opaque' }
          : { scope, audience: resource, accessTokenFormat: 'jwt' };
      },
    },
  },
});
server.on('request', provider.callback());
console.log(`READY ${server.address().port}`);
