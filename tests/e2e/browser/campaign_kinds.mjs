// The review administrator asks owners about accounts of no person and about their systems, and asks
// again about what a campaign was closed without an answer to.
import { axe, overflow } from "./browser.mjs";
import { about, agnete, check, forged, joergen, lisbeth, openRows, signIn } from "./people.mjs";

export const name = "owners answer for their systems and for accounts of no person, and the unanswered is asked again";
export const needsNoScript = true;

async function looked(page, where) {
  const violations = await axe(page);
  check(violations.length === 0, `${where}: ${violations.join("\n")}`);
  check((await overflow(page)) <= 0, `${where} is wider than the window`);
  check(page.complaints.length === 0, `${where}: ${page.complaints.join("; ")}`);
}

/// Fills the form, reads what it means, opens it; ends on the board.
async function open(page, kind, title) {
  await page.fill('input[name="name"]', title);
  if (kind) await page.selectOption('select[name="kind"]', kind);
  await page.fill('input[name="deadline"]', "2026-12-15");
  await page.click('form.panel button[type="submit"]');
  await page.waitForSelector("#pre-h");
  await looked(page, `what ${title} means`);
  await page.click('form:has(input[name="confirm"]) button');
  await page.waitForURL(/board/);
}

/// Until the list ends on its own page: the first right goes, the rest stays.
async function answerAll(page) {
  let answered = 0;
  for (; answered < 60 && page.url().includes("/review"); ++answered) {
    const row = openRows(page).first();
    if (!(await row.count())) {
      await Promise.all([page.waitForNavigation(), page.click("[data-next]")]);
      --answered;
      continue;
    }
    const more = row.locator("summary", { hasText: "andet svar" }).first();
    await more.click();
    await row.locator('textarea[name="comment"]').first().fill("Bruges hver nat");
    const answer = answered === 0 ? "remove" : "keep";
    await Promise.all([page.waitForNavigation(), row.locator(`button[value="${answer}"]`).click()]);
  }
  return answered;
}

/// The owner of accounts sees one account at a time.
async function accountsAnswered({ browser, url, keep }) {
  const owner = await signIn(browser, url, lisbeth);
  const card = owner.locator(".task", { hasText: "Konti uden person" });
  await Promise.all([owner.waitForNavigation(), card.locator("a.button-primary").click()]);
  check((await owner.textContent(".step")).includes("Konto 1 af"), "it is not a list of accounts");
  check((await owner.textContent(".person-head")).includes("registreret som kontoens ejer"), "she is not told why");
  await looked(owner, "the page of an account");
  await keep(owner, "review-account-da-wide");
  const answered = await answerAll(owner);
  await Promise.all([owner.waitForNavigation(), owner.click('form.sign button')]);
  check((await owner.textContent(".receipt")).includes("Konti uden person"), "the receipt does not name the kind");
  await keep(owner, "task-accounts-da-wide");
  return answered;
}

/// The owner of a system is asked about what people can do in it.
async function ownerAsked({ browser, url, keep }) {
  const second = await signIn(browser, url, joergen);
  const systems = second.locator(".task", { hasText: "Systemejerne" });
  await Promise.all([second.waitForNavigation(), systems.locator("a.button-primary").click()]);
  check((await second.textContent(".person-head")).includes("du ejer systemet"), "he is not told why");
  await looked(second, "the page of an owner");
  await keep(second, "review-owner-da-wide");
  // He has rights in his own system too; they are not his to answer.
  const said = await forged(second, { subject: joergen });
  check(about.test(said), `about himself: ${said.slice(0, 300)}`);
}

/// What the roles of the policy give: an owner is asked role by role, and the policy is not changed by itself.
async function rolesAsked({ browser, url, keep }, page) {
  await page.goto(`${url}/campaigns/new`);
  await open(page, "roles", "Rollernes indhold");
  const roles = page.url();
  const asked = await signIn(browser, url, joergen);
  const list = asked.locator(".task", { hasText: "Rollernes indhold" }).first();
  await Promise.all([asked.waitForNavigation(), list.locator("a.button-primary").click()]);
  check((await asked.textContent(".step")).includes("Rolle 1 af"), "it is not a list of roles");
  check((await asked.textContent(".person-head")).includes("Rolle i politikken"), "he is not told what it is");
  check((await asked.textContent("[data-row]")).includes("har den gennem rollen"), "he is not told how many have it");
  await looked(asked, "the page of a role");
  await keep(asked, "review-role-da-wide");
  const first = openRows(asked).first();
  await first.locator("summary", { hasText: "andet svar" }).first().click();
  await first.locator('textarea[name="comment"]').first().fill("Hører ikke til jobbet");
  await Promise.all([asked.waitForNavigation(), first.locator('button[value="remove"]').click()]);
  await page.goto(roles);
  const change = await page.locator("table", { hasText: "I politikken" }).innerText();
  check(change.includes("Hører ikke til jobbet") && change.includes("Står der endnu"), `what is to be changed: ${change}`);
  await looked(page, "the board of roles");
  await page.locator("table", { hasText: "I politikken" }).scrollIntoViewIfNeeded();
  await keep(page, "board-roles-da-wide");
}

/// What is left when it closes is asked again, alone.
async function askedAgain({ keep }, page, board) {
  await page.goto(board);
  await page.fill("#reason", "Fristen er nået");
  await Promise.all([page.waitForNavigation(), page.click('form[action="/campaigns/close"] button')]);
  const left = await page.locator(".panel", { hasText: "Spørg igen" }).innerText();
  await looked(page, "the board of a closed campaign");
  await keep(page, "board-incomplete-da-wide");
  await Promise.all([page.waitForNavigation(), page.click('a[href^="/campaigns/new?follows="]')]);
  check(!(await page.locator('select[name="kind"]').count()), "a follow-up may change its kind");
  await open(page, "", "Systemejerne, det ubesvarede");
  check((await page.textContent("main")).includes("Følger op på en tidligere kampagne"), "it does not say what it follows");
  return left.split("\n").find((line) => line.includes("uden svar"));
}

export async function story(told) {
  const { browser, url, keep } = told;
  const page = await signIn(browser, url, agnete);
  await page.goto(`${url}/campaigns/new`);
  await open(page, "accounts", "Konti uden person");
  await keep(page, "board-accounts-da-wide");
  await page.goto(`${url}/campaigns/new`);
  await open(page, "system_owner", "Systemejerne");
  await looked(page, "the board of owners");
  await keep(page, "board-owners-da-wide");
  const board = page.url();
  const answered = await accountsAnswered(told);
  await ownerAsked(told);
  await rolesAsked(told, page);
  const left = await askedAgain(told, page, board);
  return `${answered} rights of accounts; ${left}`;
}
