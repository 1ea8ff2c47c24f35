// Text that people write stays text, wherever it is shown.
import { agnete, check, connie, openList, openRows, signIn } from "./people.mjs";

export const name = "markup in a comment, a reason or a campaign's name does nothing";

const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>\u202Egnp';

export async function story({ browser, url }) {
  const page = await signIn(browser, url, connie);
  await openList(page);
  const row = openRows(page).first();
  const anchor = await row.getAttribute("id");
  await row.locator("summary", { hasText: "andet svar" }).click();
  await row.locator('textarea[name="comment"]').fill(hostile);
  await Promise.all([page.waitForNavigation(), row.locator('button[value="dont_know"]').click()]);
  const shown = await page.innerText(`#${anchor}`);
  check(shown.includes("<img src=x"), `the comment is not shown as it was written: ${shown}`);
  check((await page.locator("img[src=x]").count()) === 0, "markup became an element");
  check(!shown.includes("\u202E"), "a bidi control got through");
  await page.goto(`${url}/person?person=${encodeURIComponent(hostile)}`);
  await page.goto(`${url}/review?campaign=1&reviewer=${encodeURIComponent(hostile)}`);
  check((await page.locator("img[src=x]").count()) === 0, "an address became an element");

  const administrator = await signIn(browser, url, agnete);
  await administrator.goto(`${url}/campaigns/new`);
  await administrator.fill("#name", hostile);
  await administrator.fill("#deadline", "2026-12-20");
  await Promise.all([administrator.waitForNavigation(), administrator.click("main form button")]);
  check((await administrator.locator("img[src=x]").count()) === 0, "a campaign's name became an element");
  for (const each of [page, administrator]) {
    const complaints = each.complaints.filter((text) => !/status of 4\d\d/.test(text));
    check(complaints.length === 0, complaints.join("; "));
  }
}
