// An OpenID provider that lies as it is told: node hostile.mjs PORT
// The code that is exchanged names the lie; "nonce" in it is the nonce that is expected.
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { CompactSign, SignJWT, exportJWK, exportSPKI, generateKeyPair } from "jose";

const port = Number(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;
const client = "rettesnor";
const pairs = {};
for (const [name, alg] of [["rs", "RS256"], ["ps", "PS256"], ["es", "ES256"], ["rs-new", "RS256"], ["stranger", "RS256"]]) {
  pairs[name] = { alg, ...(await generateKeyPair(alg, { extractable: true })) };
}
const weak = await crypto.subtle.generateKey(
  { name: "RSASSA-PKCS1-v1_5", modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" },
  true, ["sign", "verify"]);
let published = ["rs", "ps", "es"];
let keyReads = 0;

async function keySet() {
  const keys = [];
  for (const name of published) {
    keys.push({ ...(await exportJWK(pairs[name].publicKey)), kid: name, use: "sig", alg: pairs[name].alg });
  }
  keys.push({ ...(await crypto.subtle.exportKey("jwk", weak.publicKey)), kid: "weak", use: "sig", alg: "RS256", key_ops: undefined });
  keys.push({ kty: "oct", k: Buffer.from("secret secret secret secret secret").toString("base64url"), kid: "oct", alg: "HS256" });
  return keys;
}

const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const now = () => Math.floor(Date.now() / 1000);

function claims(nonce, changes = {}) {
  const all = { iss: issuer, aud: client, sub: "s-1", sid: "p-1", iat: now(), exp: now() + 300, nonce,
                preferred_username: "ada", ...changes };
  for (const [name, value] of Object.entries(all)) if (value === null) delete all[name];
  return all;
}

const signed = (payload, key = "rs", header = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg: pairs[key].alg, kid: key, ...header }).sign(pairs[key].privateKey);

const hmac = (header, payload, secret) => {
  const body = `${encode(header)}.${encode(payload)}`;
  return `${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`;
};

/// Each lie makes the token of one sign-in.
const lies = {
  truth: (n) => signed(claims(n)),
  "truth-ps": (n) => signed(claims(n), "ps"),
  "truth-es": (n) => signed(claims(n), "es"),
  "two-audiences-with-azp": (n) => signed(claims(n, { aud: [client, "other"], azp: client })),
  "rotated-key": (n) => signed(claims(n), "rs-new"),
  "wrong-audience": (n) => signed(claims(n, { aud: "somebody-else" })),
  "two-audiences": (n) => signed(claims(n, { aud: [client, "other"] })),
  "wrong-azp": (n) => signed(claims(n, { azp: "other" })),
  "wrong-issuer": (n) => signed(claims(n, { iss: `${issuer}/other` })),
  "wrong-nonce": (n) => signed(claims(`${n}x`)),
  "no-nonce": (n) => signed(claims(n, { nonce: null })),
  "expired": (n) => signed(claims(n, { iat: now() - 600, exp: now() - 61 })),
  "no-exp": (n) => signed(claims(n, { exp: null })),
  "no-iat": (n) => signed(claims(n, { iat: null })),
  "exp-as-text": (n) => signed(claims(n, { exp: String(now() + 300) })),
  "from-the-future": (n) => signed(claims(n, { iat: now() + 120, exp: now() + 600 })),
  "not-yet": (n) => signed(claims(n, { nbf: now() + 120 })),
  "no-sub": (n) => signed(claims(n, { sub: null })),
  "no-claim": (n) => signed(claims(n, { preferred_username: null })),
  "alg-none": (n) => `${encode({ alg: "none" })}.${encode(claims(n))}.`,
  "alg-none-with-kid": (n) => `${encode({ alg: "none", kid: "rs" })}.${encode(claims(n))}.`,
  "alg-nOnE": (n) => `${encode({ alg: "nOnE", kid: "rs" })}.${encode(claims(n))}.AAAA`,
  "hmac-with-public-key": async (n) => hmac({ alg: "HS256", kid: "rs" }, claims(n), await exportSPKI(pairs.rs.publicKey)),
  "hmac-with-client-secret": (n) => hmac({ alg: "HS256" }, claims(n), "client-secret"),
  "hmac-with-published-key": (n) => hmac({ alg: "HS256", kid: "oct" }, claims(n), "secret secret secret secret secret"),
  "unknown-key": (n) => signed(claims(n), "stranger"),
  "stranger-as-known": (n) => signed(claims(n), "stranger", { kid: "rs" }),
  "key-of-its-own": async (n) => signed(claims(n), "stranger", { kid: "rs", jwk: await exportJWK(pairs.stranger.publicKey) }),
  "ps-with-rs-key": (n) => new SignJWT(claims(n)).setProtectedHeader({ alg: "PS256", kid: "rs" }).sign(pairs.ps.privateKey),
  "weak-key": async (n) => {
    const body = `${encode({ alg: "RS256", kid: "weak" })}.${encode(claims(n))}`;
    const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", weak.privateKey, Buffer.from(body));
    return `${body}.${Buffer.from(signature).toString("base64url")}`;
  },
  "no-signature": async (n) => (await signed(claims(n))).replace(/[^.]*$/, ""),
  "changed-payload": async (n) => {
    const [head, , signature] = (await signed(claims(n))).split(".");
    return `${head}.${encode(claims(n, { preferred_username: "bo" }))}.${signature}`;
  },
  "critical-extension": (n) => new CompactSign(Buffer.from(JSON.stringify(claims(n))))
    .setProtectedHeader({ alg: "RS256", kid: "rs", crit: ["b64"], b64: true }).sign(pairs.rs.privateKey),
  "names-twice": (n) => new CompactSign(Buffer.from(`{"preferred_username":"bo",${JSON.stringify(claims(n)).slice(1)}`))
    .setProtectedHeader({ alg: "RS256", kid: "rs" }).sign(pairs.rs.privateKey),
  "not-a-token": () => "eyJ.not.token",
  "no-token": () => "",
};

const event = { "http://schemas.openid.net/event/backchannel-logout": {} };
const logout = (changes = {}) => claims(null, { events: event, jti: crypto.randomUUID(), preferred_username: null, ...changes });
const logouts = {
  truth: () => signed(logout()),
  "subject-only": () => signed(logout({ sid: null })),
  "session-only": () => signed(logout({ sub: null })),
  "with-nonce": () => signed(logout({ nonce: "n" })),
  "no-events": () => signed(logout({ events: null })),
  "other-event": () => signed(logout({ events: { other: {} } })),
  "event-no-object": () => signed(logout({ events: { "http://schemas.openid.net/event/backchannel-logout": 1 } })),
  "no-jti": () => signed(logout({ jti: null })),
  "nobody": () => signed(logout({ sub: null, sid: null })),
  "wrong-audience": () => signed(logout({ aud: "other" })),
  "wrong-issuer": () => signed(logout({ iss: "http://127.0.0.1:1" })),
  "old": () => signed(logout({ iat: now() - 400 })),
  "id-token": () => signed(claims("n")),
  "alg-none": () => `${encode({ alg: "none" })}.${encode(logout())}.`,
  "stranger": () => signed(logout(), "stranger", { kid: "rs" }),
};

async function answer(request, response) {
  const url = new URL(request.url, issuer);
  const say = (status, value) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(typeof value === "string" ? value : JSON.stringify(value));
  };
  let body = "";
  for await (const piece of request) body += piece;
  if (url.pathname === "/.well-known/openid-configuration") {
    return say(200, { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`,
                      jwks_uri: `${issuer}/keys`, end_session_endpoint: `${issuer}/end` });
  }
  // Providers that claim to be elsewhere: /liar/WHAT/.well-known/openid-configuration
  const liar = url.pathname.match(/^\/liar\/([\w-]+)\/\.well-known\/openid-configuration$/);
  if (liar) {
    const own = `${issuer}/liar/${liar[1]}`;
    const metadata = { issuer: own, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys` };
    if (liar[1] === "issuer") metadata.issuer = issuer;
    if (liar[1] === "keys") metadata.jwks_uri = "http://127.0.0.1:1/keys";
    if (liar[1] === "token") metadata.token_endpoint = "https://evil.example/token";
    if (liar[1] === "user") metadata.authorization_endpoint = `http://127.0.0.1:${port}@evil.example/`;
    if (liar[1] === "redirect") { response.writeHead(302, { location: `${issuer}/.well-known/openid-configuration` }); return response.end(); }
    if (liar[1] === "large") return say(200, JSON.stringify({ ...metadata, filling: "x".repeat(3 << 20) }));
    if (liar[1] === "deep") return say(200, `{"issuer":${"[".repeat(100000)}`);
    return say(200, metadata);
  }
  if (url.pathname === "/keys") {
    keyReads += 1;
    return say(200, { keys: await keySet() });
  }
  if (url.pathname === "/token") {
    const [lie, nonce] = (new URLSearchParams(body).get("code") ?? "").split("~");
    if (lie === "refused") return say(400, { error: "invalid_grant" });
    if (lie === "broken") return say(500, "no");
    return say(200, { token_type: "Bearer", access_token: "a", id_token: await lies[lie](nonce) });
  }
  if (url.pathname === "/logout-token") return say(200, await logouts[url.searchParams.get("lie")]());
  if (url.pathname === "/lies") return say(200, { lies: Object.keys(lies), logouts: Object.keys(logouts) });
  if (url.pathname === "/publish") {
    published = url.searchParams.get("keys").split(",");
    return say(200, "{}");
  }
  if (url.pathname === "/key-reads") return say(200, String(keyReads));
  return say(404, "{}");
}

createServer((request, response) => answer(request, response).catch((error) => {
  console.error(error);
  response.writeHead(500);
  response.end("{}");
})).listen(port, "127.0.0.1", () => console.log(`listening ${issuer}`));
