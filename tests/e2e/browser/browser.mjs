// Debian's Chromium, and what every story looks for on a page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
           "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

export const widths = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };

let scripted = true;
/// Whether pages run scripts from now on, where a story does not say it itself.
export const runScripts = (on) => { scripted = on; };

/// A page in a fresh browser context; whatever the console complains about is collected.
export async function freshPage(browser, { width = "wide", locale = "da-DK", script = scripted, trusting = false } = {}) {
  const context = await browser.newContext({
    locale, timezoneId: "Europe/Copenhagen", viewport: widths[width], javaScriptEnabled: script, ignoreHTTPSErrors: trusting,
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error") page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    page.complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  return page;
}

/// Breaches of WCAG 2.1 AA, as "rule: selector". axe is put in from outside, past the page's CSP.
export async function axe(page) {
  if (!scripted) return []; // it is a script itself
  const context = page.context();
  const session = await context.newCDPSession(page);
  await session.send("Page.enable");
  const { frameTree } = await session.send("Page.getFrameTree");
  const { executionContextId } = await session.send("Page.createIsolatedWorld", {
    frameId: frameTree.frame.id, worldName: "axe",
  });
  const run = async (expression) => {
    const answer = await session.send("Runtime.evaluate", {
      expression, contextId: executionContextId, awaitPromise: true, returnByValue: true,
    });
    if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails).slice(0, 500));
    return answer.result.value;
  };
  await run(axeSource);
  const violations = await run(`axe.run(document, {runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","best-practice"]})
    .then(r => r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + (n.failureSummary || "").slice(0, 200)).join(" | ")))`);
  await session.detach();
  return violations;
}

/// How many pixels the page is wider than its window.
export async function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
