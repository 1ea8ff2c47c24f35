// A leader of more than twenty people with at least 180 rows finishes: keystrokes and requests are counted.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answerByKey, check, connie, openList, openRows, signIn, vibeke } from "./people.mjs";

export const name = "a leader of 20 people with 180 rows needs at most two keystrokes and three requests a row";

/// Connie leads two more units: the people of three are hers.
export function change(town) {
  const file = join(town, "2026-11-02/hr/enheder.csv");
  const told = readFileSync(file, "utf8").split("\n");
  const number = told.find((line) => line.startsWith("HJN;")).split(";")[3];
  const changed = told.map((line) => {
    const fields = line.split(";");
    if (["HJS", "TANG"].includes(fields[0])) fields[3] = number;
    return fields.join(";");
  });
  writeFileSync(file, changed.join("\n"));
}

export async function story({ browser, url, run }) {
  const page = await signIn(browser, url, connie);
  const people = Number((await page.innerText(".task")).match(/(\d+) personer/)[1]);
  const rows = Number((await page.innerText(".task")).match(/0 af (\d+) besvaret/)[1]);
  check(people >= 20 && rows >= 180, `the leader has ${people} people and ${rows} rows`);
  let requests = 0;
  page.on("request", (request) => { if (!request.url().includes("/static/")) ++requests; });
  await openList(page);
  let keystrokes = 0;
  let answers = 0;
  for (let turn = 0; turn < 1200 && page.url().includes("/review"); ++turn) {
    if ((await openRows(page).count()) === 0) {
      await Promise.all([page.waitForNavigation(), page.keyboard.press("n")]);
      ++keystrokes;
      continue;
    }
    keystrokes += await answerByKey(page);
    ++answers;
  }
  check(page.url().includes("/task"), `the list does not end at its signature but at ${page.url()}`);
  check(answers === rows, `${answers} answers for ${rows} rows`);
  check(keystrokes <= 2 * rows, `${keystrokes} keystrokes for ${rows} rows`);
  check(requests <= 3 * rows, `${requests} requests for ${rows} rows`);
  await page.click(".sign button");
  await page.waitForSelector(".receipt");

  // The clock of the town stands still: a list of this length in no time at all is looked at again.
  check(run("reconcile").code === 0, "no findings could be made");
  const lead = await signIn(browser, url, vibeke);
  await lead.goto(`${url}/findings?code=REVIEW_RUBBERSTAMP`);
  const found = await lead.locator("main .finding").allInnerTexts();
  check(found.length === 1 && found[0].includes("Connie Rask"), `kept in no time: ${found.join("\n")}`);
  return `${people} people, ${rows} rows: ${keystrokes} keystrokes with comments, ${requests} requests`;
}
