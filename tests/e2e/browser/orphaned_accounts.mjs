// IT goes through the orphaned accounts: asks for one to be closed, says whose another is.
import { axe, overflow } from "./browser.mjs";
import { check, jette, language, outside, signIn, vibeke } from "./people.mjs";

export const name = "IT closes one orphaned account, finds the owner of another, and cannot take one herself";
export const needsNoScript = true;

const card = (page, account) => page.locator(".finding", { has: page.getByRole("heading", { name: account, exact: true }) });

async function listed(page) {
  return page.locator(".finding h2").allTextContents();
}

/// The form of one reaction, opened.
async function opened(one, act) {
  const details = one.locator("details", { has: one.page().locator(`form[action^="/orphans/${act}"]`) });
  await details.locator("summary").click();
  return details;
}

async function link(page, account, who, why) {
  const one = card(page, account);
  await opened(one, "link");
  await one.locator('form[action^="/orphans/link"] input[name="typed"]').fill(who);
  await one.locator('form[action^="/orphans/link"] input[name="reason"]').fill(why);
  await one.getByRole("button", { name: "Knyt kontoen til personen" }).click();
  await page.waitForLoadState();
}

const question = "Hvem bruger den, og til hvad?";

async function ask(page, account) {
  const asking = await opened(card(page, account), "ask");
  await asking.locator('input[name="reason"]').fill(question);
  await Promise.all([page.waitForNavigation(), asking.getByRole("button").click()]);
  check((await card(page, account).textContent()).includes(question), "the question is not shown");
}

/// The owner's page with a question on it.
async function looksRight(browser, url, keep) {
  for (const width of ["wide", "narrow"]) {
    const page = await signIn(browser, url, outside, { width });
    for (const lang of ["da", "en"]) {
      await language(page, url, lang);
      await page.goto(`${url}/owned`);
      check((await page.locator(".finding").count()) === 1, "not one question");
      check((await axe(page)).length === 0, `the owner's page does not pass axe (${lang}, ${width})`);
      check((await overflow(page)) <= 0, `the owner's page is wider than the window (${lang}, ${width})`);
      await keep(page, `owned-${lang}-${width}`);
    }
  }
}

/// IT asks who owns the system; she answers for it until a day.
async function askedAndAnswered(browser, url, page, account, keep) {
  await ask(page, account);
  check((await axe(page)).length === 0, "the card with a question does not pass axe");

  const hers = await signIn(browser, url, outside);
  await hers.getByRole("link", { name: /konto i dine systemer/ }).click();
  await hers.waitForURL(/\/owned/);
  const one = card(hers, account);
  check((await one.textContent()).includes(question), "she does not see what is asked");
  await keep(hers, "owned-da-wide");
  await looksRight(browser, url, keep);
  const send = async (until) => {
    await one.locator('input[name="until"]').fill(until);
    await Promise.all([hers.waitForNavigation(), one.getByRole("button").click()]);
  };
  await one.locator("textarea").fill("Driftens vagt bruger den om natten");
  await one.getByRole("radio", { name: /svarer for den/ }).check();
  await send("");
  check((await hers.textContent(".alert")).length > 10, "she answers for it without an end");
  check((await one.locator("textarea").inputValue()).startsWith("Driftens vagt"), "her words are lost");
  check(await one.getByRole("radio", { name: /svarer for den/ }).isChecked(), "her choice is lost");
  check((await axe(hers)).length === 0, "the owner's refused answer does not pass axe");
  await send("2026-12-31");
  check((await hers.textContent(".alert-success")).includes("Tak"), "nobody thanks her");
  await page.goto(`${url}/orphans`);
  check(!(await listed(page)).includes(account), `${account} is still in the work list`);
  const row = await page.locator("table tr", { hasText: account }).textContent();
  check(row.includes("Driftens vagt") && row.includes("31.12.2026"), `the accounts that may stand say ${row}`);
}

/// A scanner is nobody's, until a day and with somebody who answers for it.
async function letStandAsNobodys(page, accepted, keep) {
  const scan = card(page, accepted);
  await opened(scan, "accept");
  const standing = scan.locator('form[action^="/orphans/accept"]');
  const letStand = async (who, until) => {
    await standing.locator('input[name="typed"]').fill(who);
    await standing.locator('input[name="until"]').fill(until);
    await standing.locator('input[name="reason"]').fill("Scanner i borgerservice");
    await Promise.all([page.waitForNavigation(), standing.getByRole("button").click()]);
  };
  await letStand("Vibeke Lundgaard", "2028-01-01");
  check((await page.textContent(".alert")).includes("højst et år frem"), "it stands for two years");
  check((await standing.locator('input[name="reason"]').inputValue()) === "Scanner i borgerservice", "the words are lost");
  check((await axe(page)).length === 0, "the refused form does not pass axe");
  await letStand("Vibeke Lundgaard", "2026-12-31");
  check(!(await listed(page)).includes(accepted), `${accepted} is still in the work list`);
  const row = await page.locator("table tr", { hasText: accepted }).textContent();
  check(row.includes("31.12.2026") && row.includes("Vibeke Lundgaard") && row.includes("Jette Lindskov"), `the list of those that may stand says ${row}`);
  check((await axe(page)).length === 0, "the list of those that may stand does not pass axe");
  await page.locator("table").scrollIntoViewIfNeeded();
  await keep(page, "orphans-accepted-da-wide");
}

async function askedToBeClosed(page, url, strange) {
  const gone = card(page, strange);
  await opened(gone, "close");
  await gone.locator('form[action^="/orphans/close"] input[name="reason"]').fill("Ingen kender den");
  await gone.getByRole("button", { name: "Bed om lukning" }).click();
  await page.waitForURL(/\/order\?order=/);
  check((await page.textContent("main")).includes(strange), "no order for the account");
  await page.goto(`${url}/orphans`);
  check((await card(page, strange).textContent()).includes("er i gang"), "the order is not shown");
}

export async function story({ browser, url, keep }) {
  const page = await signIn(browser, url, jette);
  await page.goto(`${url}/orphans`);
  const before = await listed(page);
  check(before[0].startsWith("Fjernport/"), `access from outside is not first: ${before[0]}`);

  const unclear = page.locator(".finding", { has: page.locator(".candidate") }).first();
  const account = await unclear.locator("h2").textContent();
  await opened(unclear, "link");
  check((await axe(page)).length === 0, "the opened forms do not pass axe");
  await unclear.scrollIntoViewIfNeeded();
  await keep(page, "orphans-open-da-wide");

  // Not herself, whatever she types.
  await page.goto(`${url}/orphans`);
  await link(page, account, "Jette Lindskov", "Den er min");
  check((await page.textContent(".alert")).includes("Du kan ikke give dig selv en konto"), "she got it");
  check((await listed(page)).includes(account), "the account is gone from the list");

  await page.goto(`${url}/orphans`);
  const one = card(page, account);
  await opened(one, "link");
  await one.locator('input[name="person"]').first().check();
  await one.locator('form[action^="/orphans/link"] input[name="reason"]').fill("Ringede til hende");
  await one.getByRole("button", { name: "Knyt kontoen til personen" }).click();
  await page.waitForURL(/orphans/);
  await page.waitForLoadState();
  check(!(await listed(page)).includes(account), `${account} is still without an owner`);

  // The last ones are nobody's, so no order comes up for them by itself.
  const [accepted, strange] = (await listed(page)).slice(-2);
  await letStandAsNobodys(page, accepted, keep);
  await askedToBeClosed(page, url, strange);
  await askedAndAnswered(browser, url, page, before[0], keep);

  // The security lead looks and does nothing.
  const lead = await signIn(browser, url, vibeke);
  await lead.goto(`${url}/orphans`);
  check((await lead.locator(".finding form").count()) === 0, "the security lead has forms");
  return `${before.length} accounts`;
}
