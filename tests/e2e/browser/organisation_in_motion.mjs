// The organisation does not stand still while a campaign runs: a reviewer leaves at one row or another, leaders
// stand in for each other, and who would be asked about her own rights is moved up.
import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { about, answerByKey, check, connie, forged, margrethe, openList, openRows, outside, signIn, vibeke } from "./people.mjs";
import { serve } from "./town.mjs";

export const name = "a reviewer who leaves at any row loses nothing; who stands in for each other, or would answer for herself, is found";

const found = async (page, url, code) => {
  await page.goto(`${url}/findings?code=${code}`);
  return page.locator("main .finding").allInnerTexts();
};

/// "3 af 40 besvaret" of the task: [3, 40].
async function progress(page, url) {
  await page.goto(`${url}/`);
  return (await page.innerText(".task")).match(/(\d+) af (\d+) besvaret/).slice(1).map(Number);
}

/// The personnel export says that her employment ended yesterday.
function ends(folder, person) {
  const file = join(folder, "2026-11-02/hr/ansatte.csv");
  const lines = readFileSync(file, "latin1").split("\n").map((line) => {
    const fields = line.split(";");
    if (fields[0] === person.split("/")[1]) fields[8] = "01.11.2026";
    return fields.join(";");
  });
  writeFileSync(file, lines.join("\n"), "latin1");
  const delivered = new Date("2026-11-02T07:30:00+01:00");
  utimesSync(file, delivered, delivered);
}

/// She answers `rows` rows, and is gone by the next reading.
async function leavesAfter(browser, town, rows) {
  const server = await serve(town);
  try {
    const above = await signIn(browser, server.url, margrethe);
    const lead = await signIn(browser, server.url, vibeke);
    const page = await signIn(browser, server.url, connie);
    const [, all] = await progress(page, server.url);
    await openList(page);
    for (let answered = 0; answered < rows;) {
      if ((await openRows(page).count()) === 0) {
        await Promise.all([page.waitForNavigation(), page.keyboard.press("n")]);
        continue;
      }
      await answerByKey(page);
      ++answered;
    }
    ends(server.folder, connie);
    server.run("sync", "hr");
    check(server.run("reconcile").code === 0, "no findings could be made");
    await page.goto(`${server.url}/`);
    check(page.url().includes("/signin"), `who left is still let in after row ${rows}`);
    const [answered] = await progress(above, server.url);
    check(answered === rows, `${answered} of her ${rows} answers stand`);
    const left = await found(lead, server.url, "REVIEWER_LEFT");
    const passed = `${all - rows} punkter er givet videre til Margrethe Lorenzen`;
    check(left.length === 1 && left[0].includes(passed), `after row ${rows}: ${left.join("\n")}`);
    // Who comes after her goes on where she stopped.
    await Promise.all([above.waitForNavigation(), above.locator(".task a.button-primary").click()]);
    check((await openRows(above).count()) > 0, "nothing is left to answer");
    await answerByKey(above);
    check((await progress(above, server.url))[0] === rows + 1, "the answer of who came after her does not count");
  } finally {
    await server.stop();
  }
}

async function standsIn(browser, url, leader, deputy, from, to) {
  const page = await signIn(browser, url, leader);
  await page.goto(`${url}/deputies`);
  await page.fill("#deputy", deputy);
  await page.fill("#from", from);
  await page.fill("#to", to);
  await page.fill("#reason", "Ferie");
  await Promise.all([page.waitForNavigation(), page.click("main form button")]);
  return (await page.locator("#problem").count()) ? page.innerText("#problem") : "";
}

export async function story({ browser, url, run, town }) {
  for (const row of [0, 1, 15, 30, 31]) await leavesAfter(browser, town, row);

  // At the same time they may not; one after the other they are found.
  check((await standsIn(browser, url, connie, margrethe, "2026-11-02", "2026-11-08")) === "", "she finds no deputy");
  check((await standsIn(browser, url, margrethe, connie, "2026-11-04", "2026-11-10")) !== "", "each stands in for the other");
  check((await standsIn(browser, url, margrethe, connie, "2026-11-09", "2026-11-15")) === "", "she may not be on leave later");
  check(run("reconcile").code === 0, "no findings could be made");
  const lead = await signIn(browser, url, vibeke);
  const pair = await found(lead, url, "REVIEW_RECIPROCAL");
  check(pair.length === 1 && pair[0].includes("Connie Rask"), `two who stand in for each other: ${pair.join("\n")}`);

  // His second account, and what he has through his unit, are asked one level up.
  const moved = (await found(lead, url, "REVIEW_SELF_BLOCKED")).filter((text) => text.includes("Claus Thorup"));
  check(moved.length === 1, "who has a second account in his own unit is not moved up");
  const claus = await signIn(browser, url, outside);
  await openList(claus);
  const said = await forged(claus, { subject: outside });
  check(about.test(said), `about himself: ${said.slice(0, 300)}`);
  return "left after 0, 1, 15, 30 and 31 rows";
}
