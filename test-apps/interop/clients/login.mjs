// An MCP client of others that knows the address of a server and nothing else: it is led to the issuer, logs in and calls a
// tool. Its arguments are the client, the address, the tool, and perhaps the id by which the issuer knows the client already. It
// prints AUTHORIZE and where the browser is to go, is told on standard input where the browser has been led back to, again where
// a call needs more than was granted, and prints TOOLS and ANSWER with what the server has said, as JSON.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [name, address, tool, known] = process.argv.slice(2);
const input = createInterface({ input: process.stdin });

/** Lets the user log in and returns the address that the browser has been led back to. */
async function browse(authorization) {
  console.log(`AUTHORIZE ${authorization}`);
  const [line] = await once(input, 'line');
  const callback = new URL(line);
  if (callback.searchParams.has('error')) {
    throw new Error(`The issuer says ${callback.searchParams}`);
  }
  return callback;
}

/** What an application keeps for an SDK, which asks it for all but the redirect's address. */
class Memory {
  redirectUrl = 'http://127.0.0.1/callback';
  clientMetadata = {
    client_name: 'interop',
    redirect_uris: [this.redirectUrl],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    application_type: 'native',
  };

  client = known && { client_id: known };
  clientInformation = () => this.client;
  saveClientInformation = (client) => (this.client = client);
  tokens = () => this.kept;
  saveTokens = (tokens) => (this.kept = tokens);
  codeVerifier = () => this.verifier;
  saveCodeVerifier = (verifier) => (this.verifier = verifier);
  discoveryState = () => this.discovered;
  saveDiscoveryState = (state) => (this.discovered = state);
  redirectToAuthorization = (url) => (this.authorization = url);
}

/** The same for a client that has its tokens bound to a key. */
class KeptKey extends Memory {
  constructor(session) {
    super();
    this.dpop = () => session;
  }
}

/** Connects by an SDK: the first attempt ends at the login, the second has a token. */
async function bySdk({ Client, StreamableHTTPClientTransport, UnauthorizedError }, finish, memory = new Memory()) {
  const transport = () => new StreamableHTTPClientTransport(new URL(address), { authProvider: memory });
  const first = transport();
  try {
    await new Client({ name: 'interop', version: '1' }).connect(first);
    throw new Error('The server lets everybody in');
  } catch (refusal) {
    if (!(refusal instanceof UnauthorizedError)) {
      throw refusal;
    }
  }
  await finish(first, (await browse(memory.authorization)).searchParams);
  const client = new Client({ name: 'interop', version: '1' });
  await client.connect(transport());
  // A call for which the user has to grant more is refused once, and is repeated by whoever made it.
  client.callGranted = async (call) => {
    try {
      return await client.callTool(call);
    } catch (refusal) {
      if (!(refusal instanceof UnauthorizedError)) {
        throw refusal;
      }
      await finish(client.transport, (await browse(memory.authorization)).searchParams);
      return client.callTool(call);
    }
  };
  return client;
}

/** Has mcp-remote stand between; its browser is a script that hands on the address that it is to open. */
async function byBridge() {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  const folder = mkdtempSync(join(tmpdir(), 'mcp-remote-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  const opened = join(folder, 'opened');
  const browser = join(folder, 'browser');
  execFileSync('mkfifo', [opened]);
  writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" >'${opened}'\n`, { mode: 0o755 });
  const bridge = new StdioClientTransport({
    command: process.execPath,
    args: ['node_modules/mcp-remote/dist/proxy.js', address, '--auth-timeout', '300'],
    env: { PATH: process.env.PATH, HOME: folder, BROWSER: browser },
  });
  const client = new Client({ name: 'interop', version: '1' });
  const connected = client.connect(bridge, { timeout: 300_000 });
  // Whoever fails first says why.
  const authorization = await Promise.race([readFile(opened, 'utf8'), connected]);
  await fetch(await browse(authorization));
  await connected;
  return client;
}

const connect = {
  'sdk-1': async () =>
    bySdk(
      {
        ...(await import('@modelcontextprotocol/sdk/client/index.js')),
        ...(await import('@modelcontextprotocol/sdk/client/streamableHttp.js')),
        ...(await import('@modelcontextprotocol/sdk/client/auth.js')),
      },
      (transport, callback) => transport.finishAuth(callback.get('code')),
    ),
  'sdk-2': async () =>
    bySdk(
      await import('@modelcontextprotocol/client'),
      (transport, callback) => transport.finishAuth(callback),
    ),
  'sdk-2-dpop': async () => {
    const sdk = await import('@modelcontextprotocol/client');
    const memory = new KeptKey(await sdk.DpopSession.create());
    return bySdk(sdk, (transport, callback) => transport.finishAuth(callback), memory);
  },
  'mcp-remote': byBridge,
};

const client = await connect[name]();
const { tools } = await client.listTools();
console.log(`TOOLS ${JSON.stringify(tools.map((one) => one.name))}`);
const call = { name: tool, arguments: {} };
const answer = await (client.callGranted?.(call) ?? client.callTool(call));
console.log(`ANSWER ${JSON.stringify(answer)}`);
await client.close();
input.close();
