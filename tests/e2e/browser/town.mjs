// The fixture town, read and reconciled once, and a server on a fresh copy of it for each story.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const now = "2026-11-02T08:00:00+01:00";

function dateFiles(folder, moment) {
  const when = new Date(moment);
  for (const each of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, each.name);
    if (each.isDirectory()) dateFiles(path, moment);
    else utimesSync(path, when, when);
  }
}

/// `program` is the built rettesnor, `source` the source tree; `change` may alter the town's files.
export function makeTown(program, source, change) {
  const folder = mkdtempSync(join(tmpdir(), "rettesnor-town-"));
  const town = join(folder, "town");
  cpSync(join(source, "fixtures/town"), town, { recursive: true });
  change?.(town);
  // An export tells of the moment that it was written; a copy is of today.
  dateFiles(town, "2026-11-02T07:00:00+01:00");
  dateFiles(join(town, "2026-10-26"), "2026-10-26T07:00:00+01:00");
  const rettesnor = (settings, at, ...words) => {
    try {
      execFileSync(program, ["--settings", join(town, settings), "--now", at, "--quiet", ...words]);
    } catch (error) {
      // 3: a source has a gap; the town plants one.
      if (error.status !== 3) throw error;
    }
  };
  rettesnor("rettesnor-2026-10-26.toml", "2026-10-26T08:00:00+01:00", "sync");
  rettesnor("rettesnor.toml", now, "sync");
  rettesnor("rettesnor.toml", now, "reconcile");
  const orders = (...words) => rettesnor("rettesnor.toml", now, "orders", ...words);
  orders("request", "OmsorgsNet/mesor1", "OmsorgsNet:Medicin", "--by", "Kataloget/coras",
         "--reason", "Ny opgave");
  // One that waits to be done by hand, and one that was, with a file that proves it.
  for (const [order, account] of [["2", "JobSpor/thors"], ["3", "JobSpor/anrib"]]) {
    orders("request", account, "JobSpor:Sagsbehandler", "--by", "Kataloget/bifal",
           "--reason", "Er flyttet til en anden opgave");
    orders("approve", order, "--by", "Kataloget/vilun", "--reason", "Enig");
  }
  const proof = join(folder, "Jobspor rollen er væk.png");
  copyFileSync(join(source, "docs/screens/signin-da-narrow.png"), proof);
  orders("done", "3", "--by", "Kataloget/jelin", "--reason", "Fjernet i JobSpor, sag 26/1234",
         "--proof", proof);
  return { program, town, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/// Serves a copy of the town; resolves with its address and a way to stop it.
/// `settings` is added to its settings, `words` to the command; without them it is the demonstration.
export async function serve(town, { at = now, settings = "", words = ["--demo", "--port", "0"] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "rettesnor-story-"));
  cpSync(town.town, folder, { recursive: true, preserveTimestamps: true });
  appendFileSync(join(folder, "rettesnor.toml"), settings);
  const child = spawn(town.program, ["--settings", join(folder, "rettesnor.toml"), "--now", at,
                                     "--json", "serve", ...words]);
  let said = "";
  let complained = "";
  child.stderr.on("data", (bytes) => { complained += bytes; });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const url = await new Promise((resolve, reject) => {
    child.stdout.on("data", (bytes) => {
      said += bytes;
      const found = said.match(/"url":\s*"([^"]+)"/);
      if (found) resolve(found[1].replace(/\/$/, ""));
    });
    child.on("exit", (code) => reject(new Error(`serve ended with ${code}: ${said}${complained}`)));
  });
  /// A command in a terminal beside the serving program, on the same town; its exit code and words.
  const run = (...told) => {
    const ran = spawnSync(town.program, ["--settings", join(folder, "rettesnor.toml"), "--now", at, ...told],
                          { encoding: "utf8" });
    return { code: ran.status, out: ran.stdout + ran.stderr };
  };
  return {
    url,
    folder,
    run,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
