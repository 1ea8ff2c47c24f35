// The same list by clicking, in a browser that runs no script.
import { check, margrethe, openList, openRows, rowProblem, signIn } from "./people.mjs";

export const name = "a leader finishes her list by clicking, without JavaScript";

export async function story({ browser, url }) {
  const page = await signIn(browser, url, margrethe, { script: false });
  await openList(page);
  for (let turn = 0; turn < 200 && page.url().includes("/review"); ++turn) {
    const green = page.locator("form.green button");
    if (await green.count()) {
      await page.fill("#green-c", "Set igennem.");
      await Promise.all([page.waitForNavigation(), green.click()]);
      continue;
    }
    const row = openRows(page).first();
    if ((await row.count()) === 0) {
      await Promise.all([page.waitForNavigation(), page.click("[data-next]")]);
      continue;
    }
    await Promise.all([page.waitForNavigation(), row.locator('[data-key="b"]').click()]);
    if (await rowProblem(page)) {
      const stuck = page.locator("[data-row]:has(.row-problem)");
      await stuck.locator('textarea[name="comment"]').fill("Hun dækker to enheder i november.");
      await Promise.all([page.waitForNavigation(), stuck.locator('[data-key="b"]').click()]);
      check((await rowProblem(page)) === "", "a comment did not help");
    }
  }
  await page.click(".sign button");
  await page.waitForSelector(".receipt");
  check((await page.innerText(".receipt")).includes("Margrethe Lorenzen"), "no receipt");
}
