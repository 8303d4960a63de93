// A real OpenID provider for the tests, on a free port of this machine: `node provider.mjs REDIRECT_URI…` says
// `listening ISSUER` once it does, and ends when its standard input does. Whoever signs in says who they are: its form
// takes `claims`, a JSON object with `sub` and whatever else is to be told of them, or `deny`.
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';

const people = new Map();
const secret = 'a-secret-that-only-the-tests-and-this-provider-have';
const client = (id, algorithm) => ({
  client_id: id,
  client_secret: secret,
  redirect_uris: process.argv.slice(2),
  id_token_signed_response_alg: algorithm,
});
const key = (kind, options, alg) => ({ ...generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' }), alg, use: 'sig' });

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [client('boards', 'RS256'), client('boards-es', 'ES256')],
    jwks: { keys: [key('rsa', { modulusLength: 2048 }, 'RS256'), key('ec', { namedCurve: 'P-256' }, 'ES256')] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { methods: ['S256'], required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: [secret] },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => people.get(id) ?? { sub: id } }),
    // Nobody is asked whether they agree.
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const rest = provider.callback();
  server.on('request', async (request, response) => {
    if (request.method !== 'POST' || !request.url.startsWith('/interaction/')) return rest(request, response);
    let body = '';
    for await (const part of request) body += part;
    const form = new URLSearchParams(body);
    let result = { error: 'access_denied', error_description: 'they said no' };
    if (!form.has('deny')) {
      const claims = JSON.parse(form.get('claims'));
      people.set(claims.sub, claims);
      result = { login: { accountId: claims.sub } };
    }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  });
  console.log(`listening ${issuer}`);
});
process.stdin.on('end', () => process.exit(0)).resume();
