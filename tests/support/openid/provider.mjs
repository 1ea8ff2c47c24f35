// A real, certified OpenID provider (oidc-provider) on 127.0.0.1, with a login page of its own.
// node provider.mjs SETTINGS.json: {port, clients, accounts, idTokenSeconds, rotatable}
// Over its pages: POST /test/rotate makes a new signing key; POST /test/end?sub= ends a session.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { exportJWK, generateKeyPair } from "jose";
import { Provider } from "oidc-provider";

const settings = JSON.parse(readFileSync(process.argv[2], "utf8"));
const issuer = `http://127.0.0.1:${settings.port}`;
const accounts = settings.accounts;
const bySub = Object.fromEntries(Object.values(accounts).map((one) => [one.sub, one]));

async function newKey(kid) {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), use: "sig", alg: "RS256", kid };
}

let generation = 0;
let provider;

async function makeProvider() {
  generation += 1;
  const made = new Provider(issuer, {
    jwks: { keys: [await newKey(`key-${generation}`)] },
    cookies: { keys: ["only for tests"] },
    clients: settings.clients,
    claims: { openid: ["sub"], profile: ["name", "preferred_username", "upn"] },
    conformIdTokenClaims: false, // like Entra ID and Keycloak: the claims are in the ID token
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = `<!DOCTYPE html><html lang="da"><title>Log ud</title><h1>Log ud af testudbyderen?</h1>${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes">Ja, log ud</button></html>`;
        },
      },
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const id = session.grantIdFor(client.clientId);
      if (id) return ctx.oidc.provider.Grant.find(id);
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: settings.idTokenSeconds ?? 300,
           Session: 3600, Grant: 3600, Interaction: 600 },
    async findAccount(_, id) {
      const found = bySub[id];
      if (!found) return undefined;
      const { password, ...claims } = found;
      return { accountId: id, claims: async () => claims };
    },
  });
  made.use(async (ctx, next) => {
    if (!ctx.path.startsWith("/interaction/")) return next();
    const page = (wrong) => {
      ctx.type = "html";
      ctx.body = `<!DOCTYPE html><html lang="da"><title>Testudbyder</title><h1>Testudbyderens login</h1><form method="post">
${wrong ? '<p role="alert">Forkert navn eller adgangskode</p>' : ""}<label>Bruger <input name="login" autocomplete="username"></label>
<label>Adgangskode <input name="password" type="password"></label><button>Log ind</button></form></html>`;
    };
    await made.interactionDetails(ctx.req, ctx.res);
    if (ctx.method === "GET") return page(false);
    let body = "";
    for await (const piece of ctx.req) body += piece;
    const form = new URLSearchParams(body);
    const account = accounts[form.get("login")];
    if (form.get("abort")) {
      return made.interactionFinished(ctx.req, ctx.res, { error: "access_denied" });
    }
    if (!account || account.password !== form.get("password")) {
      ctx.status = 401;
      return page(true);
    }
    ctx.respond = false;
    return made.interactionFinished(ctx.req, ctx.res, { login: { accountId: account.sub, amr: ["pwd"] } });
  });
  for (const event of ["server_error", "authorization.error", "grant.error", "end_session.error", "backchannel.error"]) {
    made.on(event, (_, error) => console.error(event, error?.message, error?.error_description ?? ""));
  }
  return made;
}

provider = await makeProvider();
createServer(async (request, response) => {
  if (request.method === "POST" && request.url === "/test/rotate") {
    provider = await makeProvider();
    response.end(`key-${generation}\n`);
    return;
  }
  provider.callback()(request, response);
}).listen(settings.port, "127.0.0.1", () => console.log(`listening ${issuer}`));
