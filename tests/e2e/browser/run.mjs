// Runs the browser stories: node run.mjs PROGRAM SOURCE [--shots FOLDER] [--part I/N | STORY …]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, runScripts } from "./browser.mjs";
import { makeTown, serve } from "./town.mjs";

const files = ["leader_with_keys", "leader_without_script", "deputy_on_behalf", "leader_of_twenty",
               "several_people", "orphaned_accounts", "campaign_kinds", "nobody_about_herself", "organisation_in_motion", "hostile_text", "every_page",
               "sign_in"];

const [program, source, ...rest] = process.argv.slice(2);
if (!program || !source) {
  console.error("usage: node run.mjs PROGRAM SOURCE [--shots FOLDER] [--part I/N | STORY …]");
  process.exit(2);
}
let folder = "";
if (rest[0] === "--shots") [, folder] = rest.splice(0, 2);
// --part 1/3 tells every third story, so that three of us can tell them beside each other.
const [part, parts] = rest[0] === "--part" ? rest.splice(0, 2)[1].split("/").map(Number) : [1, 1];
const wanted = rest.length ? rest : files.filter((_, at) => at % parts === part - 1);

/// Keeps a picture of each page: Danish at both widths, English for the wide start and review.
async function shots(page, address, lang, width) {
  if (!folder || address === "/nowhere" || address.includes("severity")) return;
  const place = new URL(address, "http://x").pathname.replace(/\W+/g, "-").replace(/^-/, "") || "start";
  if (lang === "en" && !(width === "wide" && ["start", "review"].includes(place))) return;
  await keep(page, `${place}-${lang}-${width}`);
}

const kept = new Set();

async function keep(page, picture) {
  // The first person who is shown a page is the one for whom it is.
  if (!folder || kept.has(picture)) return;
  kept.add(picture);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${picture}.png`) });
}

let passed = 0;
let failed = 0;
const town = makeTown(program, source);
const browser = await launch();

/// One story on its own copy of the town.
async function tell({ name, story, change }) {
  // A story may need the town to be a little otherwise.
  const own = change ? makeTown(program, source, change) : town;
  const server = await serve(own);
  const started = Date.now();
  try {
    const note = await story({ browser, url: server.url, run: server.run, town, source, shots, keep });
    ++passed;
    console.log(`✓ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)${note ? `: ${note}` : ""}`);
  } catch (error) {
    ++failed;
    console.log(`✗ ${name}\n  ${error.stack ?? error}`);
  }
  for (const context of browser.contexts()) await context.close();
  await server.stop();
  if (own !== town) own.remove();
}

for (const file of wanted) {
  const told = await import(`./${file}.mjs`);
  await tell(told);
  // What only clicks must work in a browser that runs no script.
  if (!told.needsNoScript) continue;
  runScripts(false);
  await tell({ ...told, name: `${told.name}, without JavaScript` });
  runScripts(true);
}
await browser.close();
town.remove();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
