// One walk of an order in Chromium, on a server that is there already:
// node order_walk.mjs URL decide RIGHT … | act PERSON ORDER DEED WHY | look PERSON ADDRESS
// Says what the page says; ends with 1 when something is not as it should be.
import { axe, launch, overflow } from "./browser.mjs";
import { check, connie, mette, openRows, rowProblem, signIn } from "./people.mjs";

const [url, what, ...words] = process.argv.slice(2);

/// Connie takes these rights from Mette, keeps the rest, and signs.
async function decide(browser, ...rights) {
  const page = await signIn(browser, url, connie);
  await page.click(".task a.button-primary");
  await page.waitForSelector("[data-review]");
  let removed = 0;
  for (let turn = 0; turn < 400 && page.url().includes("/review"); ++turn) {
    const row = openRows(page).first();
    if ((await row.count()) === 0) {
      await Promise.all([page.waitForNavigation(), page.click("[data-next]")]);
      continue;
    }
    const subject = await row.locator('input[name="subject"]').first().getAttribute("value");
    const told = subject === mette ? await row.locator(".code").first().innerText() : "";
    const goes = rights.includes(told);
    const key = goes ? "f" : "b";
    if (goes) ++removed;
    await Promise.all([page.waitForNavigation(), row.locator(`[data-key="${key}"]`).click()]);
    if (!(await rowProblem(page))) continue;
    const stuck = page.locator("[data-row]:has(.row-problem)");
    await stuck.locator('textarea[name="comment"]').fill("Aftalt.");
    await Promise.all([page.waitForNavigation(), stuck.locator(`[data-key="${key}"]`).click()]);
    check((await rowProblem(page)) === "", `a comment did not help: ${await rowProblem(page)}`);
  }
  check(removed === rights.length, `${removed} rows of Mette's instead of ${rights}`);
  await page.click(".sign button");
  await page.waitForSelector(".receipt");
  return page.innerText(".receipt");
}

/// Opens the order from the board, and presses its button.
async function act(browser, person, order, deed, why) {
  const page = await signIn(browser, url, person);
  await page.goto(`${url}/orders`);
  await Promise.all([page.waitForNavigation(), page.click(`a[href="/order?order=${order}"]`)]);
  if (deed !== "choose") await page.fill("#why", why);
  const button = page.locator(`button[name="deed"][value="${deed}"]`);
  const chosen = deed === "choose" ? page.locator(".ways li", { hasText: why }).locator("button") : button;
  check((await chosen.count()) === 1, `no button to ${deed}: ${await page.innerText("main")}`);
  await Promise.all([page.waitForNavigation(), chosen.click()]);
  check(page.complaints.length === 0, page.complaints.join("; "));
  return page.innerText("main");
}

async function look(browser, person, address) {
  const page = await signIn(browser, url, person, { width: "narrow" });
  await page.goto(url + address);
  const breaches = await axe(page);
  check(breaches.length === 0, breaches.join("; "));
  check((await overflow(page)) <= 0, `${address} is wider than the window`);
  return page.innerText("main");
}

const browser = await launch();
try {
  console.log(await { decide, act, look }[what](browser, ...words));
} catch (error) {
  console.log(error.stack ?? String(error));
  process.exitCode = 1;
}
await browser.close();
