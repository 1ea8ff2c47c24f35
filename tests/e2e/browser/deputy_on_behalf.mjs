// A deputy answers on a leader's behalf, and every place says so.
import { check, connie, mette, openList, openRows, signIn } from "./people.mjs";

export const name = "a deputy answers on behalf of her leader, and the answer says so";
export const needsNoScript = true;

async function arrange(browser, url) {
  const page = await signIn(browser, url, connie);
  await page.goto(`${url}/deputies`);
  await page.fill("#deputy", mette);
  await page.fill("#from", "2026-11-02");
  await page.fill("#to", "2026-11-30");
  await page.fill("#reason", "Ferie");
  await Promise.all([page.waitForNavigation(), page.click("main form button")]);
  check((await page.locator("#problem").count()) === 0, await page.innerText("main"));
  check((await page.innerText("main table")).includes("Mette Sørensen"), "the arrangement is not shown");
}

export async function story({ browser, url }) {
  await arrange(browser, url);
  const page = await signIn(browser, url, mette);
  check((await page.innerText("main")).includes("Du er stedfortræder for Connie Rask"), "the task is not hers");
  await openList(page);
  check((await page.innerText(".step")).includes("Connie Rask"), "the page does not say for whom");
  let row = openRows(page).first();
  // Her own rights are in the list too, and are not hers to answer.
  if ((await page.innerText("h1")) === "Mette Sørensen") {
    await Promise.all([page.waitForNavigation(), page.click("[data-next]")]);
    row = openRows(page).first();
  }
  const anchor = await row.getAttribute("id");
  await row.locator("summary", { hasText: "andet svar" }).click();
  await row.locator('textarea[name="comment"]').fill("Jeg ved det ikke.");
  await Promise.all([page.waitForNavigation(), row.locator('button[value="dont_know"]').click()]);
  check((await page.innerText(`#${anchor}`)).includes("Mette Sørensen"), "the answer does not say who gave it");
  const colleague = page.url();
  // About herself she may not answer.
  await page.goto(colleague.replace(/subject=[^&#]*/, `subject=${encodeURIComponent(mette)}`));
  const about = page.locator('[data-key="b"]').first();
  if (await about.count()) {
    await Promise.all([page.waitForNavigation(), about.click()]);
    check((await page.locator("[role=alert]").count()) > 0, "she could answer about herself");
  }
}
