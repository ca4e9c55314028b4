// An OpenID provider for the interop tests. The first line of standard input is its configuration, as JSON:
//   port       where to listen on 127.0.0.1; 0 lets the system choose
//   keys       private JWKs, the signing one in front
//   serverSecret, serverKeys
//              by what the MCP server authenticates: a secret, and public JWKs
// It prints READY <port> once it accepts connections, and ends with its standard input.
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider, { errors } from 'oidc-provider';

const OURS = 'https://mcp.example.com/mcp';
const RESOURCES = [OURS, 'https://elsewhere.example.com/mcp'];
// Clients that are led here ask for the address they were given.
const LOCAL = /^http:\/\/127\.0\.0\.1:\d+\/mcp$/;
const SCOPES = ['mcp:use', 'mcp:admin'];
// Their tokens are opaque whatever the resource.
const DISCREET = ['discreet', 'discreet-browser'];

const input = createInterface({ input: process.stdin });
const [line] = await once(input, 'line');
input.on('close', () => process.exit(0));
const { port, keys, serverSecret, serverKeys } = JSON.parse(line);

// The issuer has the port in it, so the port comes first and the provider after it.
const server = createServer();
server.listen(port, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

/** A client that only gets tokens. */
function caller(more) {
  return { grant_types: ['client_credentials'], response_types: [], redirect_uris: [], ...more };
}

/** A client that lets users log in. */
function browser(id) {
  return {
    client_id: id,
    client_secret: `${id}-secret`,
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: ['http://127.0.0.1/callback'],
    application_type: 'native',
  };
}

/** What a proxy in front says of the client's certificate (RFC 9440), if it has shown one. */
function getCertificate(ctx) {
  const header = ctx.get('client-cert');
  return header ? new X509Certificate(Buffer.from(header.slice(1, -1), 'base64')) : undefined;
}

/** The MCP server, known by another way to authenticate: it asks about tokens and gets none. */
function resourceServer(more) {
  return { grant_types: [], response_types: [], redirect_uris: [], ...more };
}

const provider = new Provider(issuer, {
  jwks: { keys },
  cookies: { keys: ['interop'] },
  // Pages redeem their codes themselves.
  clientBasedCORS: () => true,
  scopes: ['openid', 'offline_access', ...SCOPES],
  clients: [
    caller({ client_id: 'machine', client_secret: 'machine-secret' }),
    caller({ client_id: 'discreet', client_secret: 'discreet-secret' }),
    caller({
      client_id: 'certified',
      client_secret: 'certified-secret',
      tls_client_certificate_bound_access_tokens: true,
    }),
    caller({ client_id: 'bound', client_secret: 'bound-secret', dpop_bound_access_tokens: true }),
    browser('browser'),
    // One that registers itself may ask for no more than it was registered for.
    { ...browser('known'), client_secret: undefined, token_endpoint_auth_method: 'none' },
    browser('discreet-browser'),
    resourceServer({
      client_id: 'server-basic',
      client_secret: serverSecret,
      token_endpoint_auth_method: 'client_secret_basic',
    }),
    resourceServer({
      client_id: 'server-post',
      client_secret: serverSecret,
      token_endpoint_auth_method: 'client_secret_post',
    }),
    resourceServer({
      client_id: 'server-key',
      jwks: { keys: serverKeys },
      token_endpoint_auth_method: 'private_key_jwt',
    }),
  ],
  features: {
    clientCredentials: { enabled: true },
    dPoP: { enabled: true },
    introspection: { enabled: true },
    jwtIntrospection: { enabled: true },
    mTLS: { enabled: true, certificateBoundAccessTokens: true, getCertificate },
    registration: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      // Without a resource: an opaque token.
      defaultResource: () => undefined,
      useGrantedResource: () => true,
      getResourceServerInfo(ctx, resource, client) {
        if (!RESOURCES.includes(resource) && !LOCAL.test(resource)) {
          throw new errors.InvalidTarget();
        }
        const scope = SCOPES.join(' ');
        return DISCREET.includes(client.clientId)
          ? { scope, audience: resource, accessTokenFormat: 'opaque' }
          : { scope, audience: resource, accessTokenFormat: 'jwt' };
      },
    },
  },
});
server.on('request', provider.callback());
console.log(`READY ${server.address().port}`);
