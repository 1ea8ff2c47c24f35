// Connie signs in through a real OpenID provider, lands on the review she was sent to, and signs out.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axe, freshPage, overflow } from "./browser.mjs";
import { check } from "./people.mjs";
import { serve } from "./town.mjs";

export const name = "signing in through the provider, by password and in an emergency";

const password = "Connies.Doer.7";

function freePort() {
  return new Promise((resolve) => {
    const socket = createServer().listen(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

/// A certificate for this machine, and the provider's settings; all in a folder of its own.
async function prepare() {
  const folder = mkdtempSync(join(tmpdir(), "rettesnor-sign-in-"));
  const file = (one) => join(folder, one);
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                           "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", file("key"), "-out", file("crt")],
               { stdio: "ignore" });
  const [pages, provider] = [await freePort(), await freePort()];
  const address = `https://127.0.0.1:${pages}`;
  const issuer = `http://127.0.0.1:${provider}`;
  const secret = "client-secret-of-at-least-32-characters";
  writeFileSync(file("secret"), secret, { mode: 0o600 });
  writeFileSync(file("provider.json"), JSON.stringify({
    port: provider,
    clients: [{ client_id: "rettesnor", client_secret: secret, redirect_uris: [`${address}/signin/openid/back`],
                post_logout_redirect_uris: [`${address}/signin`], grant_types: ["authorization_code"], response_types: ["code"] }],
    accounts: {
      coras: { password, sub: "sub-connie", preferred_username: "coras" },
      ukendt: { password, sub: "sub-nobody", preferred_username: "ukendt" },
    },
  }));
  const settings = `
[[source]]
name = "doeren"
kind = "ad"
system = "Kataloget"
urls = ["ldaps://127.0.0.1:1"]
ca_file = "${file("crt")}"
bind = { user = "svc", password_file = "${file("secret")}" }

[sign_in]
address = "${address}"
[sign_in.openid]
name = "Mågesunds login"
issuer = "${issuer}"
client_id = "rettesnor"
client_secret_file = "${file("secret")}"
system = "Kataloget"
[sign_in.directory]
source = "doeren"
[sign_in.break_glass]
file = "${file("emergency")}"
login = "noed-1"
person = "Personale/P0003"
`;
  return { folder, file, address, issuer, settings, pages };
}

async function startProvider(place, source) {
  const child = spawn("node", [join(source, "tests/support/openid/provider.mjs"), place.file("provider.json")]);
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (bytes) => { if (String(bytes).includes("listening")) resolve(); });
    child.on("exit", (code) => reject(new Error(`the provider ended with ${code}`)));
  });
  return child;
}

async function atProvider(page, login) {
  await page.getByLabel("Bruger").fill(login);
  await page.getByLabel("Adgangskode").fill(password);
  await page.getByRole("button", { name: "Log ind" }).click();
}

async function looked(page, keep, picture) {
  const violations = await axe(page);
  check(violations.length === 0, `${picture}: ${violations.join("; ")}`);
  check(await overflow(page) <= 0, `${picture} is wider than its window`);
  await keep(page, picture);
}

/// The pages themselves, in both languages and widths.
async function pictures(browser, place, keep) {
  for (const [locale, lang] of [["da-DK", "da"], ["en-GB", "en"]]) {
    for (const width of ["wide", "narrow"]) {
      const page = await freshPage(browser, { locale, width, trusting: true });
      await page.goto(`${place.address}/signin`);
      await page.locator("summary").click();
      await looked(page, keep, `signin-${lang}-${width}`);
      await page.locator("#emergency-name").fill("noed-1");
      await page.locator("#emergency-password").fill("forkert");
      await page.locator("form[action='/signin/emergency'] button").click();
      await page.waitForSelector("#problem");
      await looked(page, keep, `signin-wrong-${lang}-${width}`);
      await page.goto(`${place.address}/signin/openid`);
      await atProvider(page, "ukendt");
      await page.waitForURL(`${place.address}/signin/openid/back**`);
      await looked(page, keep, `not-known-${lang}-${width}`);
      await page.context().close();
    }
  }
}

export async function story({ browser, town, source, keep }) {
  const place = await prepare();
  const provider = await startProvider(place, source);
  let server;
  try {
    const settingsOnly = place.file("only.toml");
    writeFileSync(settingsOnly, `[municipality]\nname = "Mågesund Kommune"\npolicies = "p"\n${place.settings}`);
    execFileSync(town.program, ["--settings", settingsOnly, "break-glass", "set"], { input: "fem lange ord i en kuvert\n" });
    server = await serve(town, { settings: place.settings,
      words: ["--port", String(place.pages), "--certificate", place.file("crt"), "--key", place.file("key")] });
    check(server.url === place.address, `the pages are at ${server.url}`);

    const page = await freshPage(browser, { trusting: true });
    await page.goto(`${place.address}/me`);
    check(page.url() === `${place.address}/signin?back=%2Fme`, `not asked to sign in but at ${page.url()}`);
    await page.getByRole("link", { name: "Log ind med Mågesunds login" }).click();
    await atProvider(page, "coras");
    await page.waitForURL(`${place.address}/me`);
    check((await page.locator(".who").innerText()) === "Connie Rask", "she is somebody else");
    const cookies = await page.context().cookies(place.address);
    const session = cookies.find((one) => one.name === "__Host-rettesnor");
    check(session?.secure && session.httpOnly && session.sameSite === "Lax", "the cookie is not guarded");

    await page.getByRole("button", { name: "Log ud" }).click();
    await page.waitForURL(`${place.issuer}/session/end**`);
    await page.getByRole("button", { name: "Ja, log ud" }).click();
    await page.waitForURL(`${place.address}/signin**`);
    await page.goto(`${place.address}/me`);
    check(page.url().startsWith(`${place.address}/signin`), "she is still in");
    check(page.complaints.length === 0, page.complaints.join("; "));

    const deputy = await freshPage(browser, { trusting: true, script: false });
    await deputy.goto(`${place.address}/signin`);
    await deputy.locator("summary").click();
    await deputy.locator("#emergency-name").fill("noed-1");
    await deputy.locator("#emergency-password").fill("fem lange ord i en kuvert");
    await deputy.getByRole("button", { name: "Brug nødadgangen" }).click();
    await deputy.waitForURL(`${place.address}/`);
    await pictures(browser, place, keep);
  } finally {
    await server?.stop();
    provider.removeAllListeners("exit");
    provider.kill("SIGTERM");
    rmSync(place.folder, { recursive: true, force: true });
  }
}
