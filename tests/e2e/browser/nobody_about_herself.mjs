// Whatever the organisation looks like, nobody answers about herself: her own rights go one level up,
// forged forms are refused, and rings of leaders and vacant posts are seen.
import { about, check, connie, forged, margrethe, openList, signIn, vibeke } from "./people.mjs";

export const name = "nobody reviews herself: one level up, forged forms refused, rings and vacant posts found";
export const needsNoScript = true;

const codes = async (page, url, code) => {
  await page.goto(`${url}/findings?code=${code}`);
  return page.locator("main .finding").allInnerTexts();
};

export async function story({ browser, url }) {
  // One level up: Connie is not in her own list, and is in her leader's.
  const own = await signIn(browser, url, connie);
  await Promise.all([own.waitForNavigation(), own.locator(".task h3 a").first().click()]);
  check(!(await own.innerText("main table")).includes("Connie Rask"), "she is in her own list");
  const above = await signIn(browser, url, margrethe);
  await Promise.all([above.waitForNavigation(), above.locator(".task h3 a").first().click()]);
  const row = above.locator("main table a", { hasText: "Connie Rask" });
  check((await row.count()) === 1, "she is not in her leader's list");
  await Promise.all([above.waitForNavigation(), row.click()]);
  check((await above.innerText(".person-head")).includes("lederen selv"), `why one level up: ${await above.innerText(".person-head")}`);

  // A form with herself in it, as reviewer of her own list and of her leader's.
  const page = await signIn(browser, url, connie);
  await openList(page);
  const start = page.url();
  const said = await forged(page, { subject: connie });
  check(about.test(said), `about herself: ${said.slice(0, 300)}`);
  await page.goto(start);
  const other = await forged(page, { subject: connie, reviewer: margrethe });
  check(/liste er en andens/.test(other), `in her leader's list: ${other.slice(0, 300)}`);

  // The organisation itself: a ring of leaders and a vacant post are found, and everybody is asked about.
  const seen = await signIn(browser, url, vibeke);
  check((await codes(seen, url, "MANAGER_CYCLE")).length === 1, "the ring of leaders is not found");
  check((await codes(seen, url, "REVIEWER_MISSING")).length >= 1, "the vacant post is not found");
}
