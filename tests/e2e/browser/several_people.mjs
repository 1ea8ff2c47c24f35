// What concerns several people: asking, sending on, a word about a whole person, handing back, deputies.
import { check, connie, margrethe, mette, openList, openRows, signIn, vibeke } from "./people.mjs";

export const name = "a leader asks a colleague, sends a row on, and reports who has left; each of them sees her part";
export const needsNoScript = true;

/// Fills the row's "send on or ask" form and presses one of its buttons.
async function pass(page, row, who, text, button) {
  await row.locator("summary", { hasText: "Send videre" }).click();
  await row.locator('input[name="to"]').fill(who);
  await row.locator('textarea[name="text"]').fill(text);
  await Promise.all([page.waitForNavigation(), row.locator("button", { hasText: button }).click()]);
}

async function nextPerson(page) {
  await Promise.all([page.waitForNavigation(), page.click("[data-next]")]);
}

export async function story({ browser, url, keep }) {
  const leader = await signIn(browser, url, connie);
  await openList(leader);
  if ((await leader.innerText("h1")) === "Mette Sørensen") await nextPerson(leader);
  const subject = await leader.innerText("h1");
  const first = leader.url();
  let row = openRows(leader).first();
  const anchor = await row.getAttribute("id");

  // Whom nobody knows is said beside the row, with what was typed still there.
  await pass(leader, row, "Ingen Hedder Sådan", "Ved du det?", "Spørg");
  check((await leader.innerText(".row-problem")).includes("Ingen Hedder Sådan"), "an unknown name is not said");
  check((await leader.inputValue(`#${anchor} input[name="to"]`)) === "Ingen Hedder Sådan", "the name is lost");
  await leader.goto(first);

  await pass(leader, leader.locator(`#${anchor}`), mette, "Bruger hun den på vagten?", "Spørg");
  check((await leader.innerText(`#${anchor}`)).includes("har ikke svaret endnu"), "the question is not shown");
  const colleague = await signIn(browser, url, mette);
  await colleague.click("a[href^='/consult']");
  check((await colleague.innerText("main")).includes("Bruger hun den på vagten?"), "the colleague sees no question");
  await keep?.(colleague, "consult-da-wide");
  await colleague.fill("#note", "Ja, hver nat.");
  await Promise.all([colleague.waitForNavigation(), colleague.click(".consult button")]);
  check((await colleague.innerText("main")).includes("Tak."), "the note is not acknowledged");
  await leader.goto(first);
  check((await leader.innerText(`#${anchor}`)).includes("Ja, hver nat."), "the note does not reach the leader");

  await pass(leader, leader.locator(`#${anchor}`), "Margrethe Lorenzen", "Hun arbejder for dig om torsdagen.", "Send videre");
  await leader.goto(first);
  check((await leader.locator(`#${anchor}`).count()) === 0, "the row that was sent on is still hers");
  const other = await signIn(browser, url, margrethe);
  await other.goto(first.replace(encodeURIComponent(connie), encodeURIComponent(margrethe)));
  check((await other.innerText("h1")) === subject, "the other is not asked");
  check((await other.innerText(`#${anchor}`)).includes("Sendt til dig af Connie Rask"), "it does not say from whom");
  check((await other.locator(".tabs").count()) === 0, "who is asked about a row sees the whole person");

  // The whole picture, read-only.
  await leader.goto(first);
  await Promise.all([leader.waitForNavigation(), leader.click(".tabs a:has-text('Andre rettigheder')")]);
  check((await leader.innerText("main")).includes("Besvares af Margrethe Lorenzen"), "the other's row is not in the picture");
  check((await leader.locator("main button").count()) === 0, "the picture can be answered");
  await keep?.(leader, "others-da-wide");
  await Promise.all([leader.waitForNavigation(), leader.click(".tabs a:has-text('Ændret siden sidst')")]);
  check((await leader.innerText("main")).includes("ikke været med i en attestering før"), "the first review has changes");

  // One word about the whole person.
  await leader.goto(first);
  await nextPerson(leader);
  const gone = await leader.innerText("h1");
  const hers = leader.url();
  await leader.click(".whole-person summary");
  await leader.fill("#whole-reason", "Stoppede i august.");
  await Promise.all([leader.waitForNavigation(), leader.click('.whole-person button[value="left"]')]);
  await leader.goto(hers);
  check((await leader.innerText("main")).includes("Meldt: arbejder her ikke længere"), "the report is not shown");
  check((await openRows(leader).count()) === 0, "rows are still open");

  // She hands a right back herself, and disputes an account; who sees reports sees both.
  await colleague.goto(`${url}/me`);
  const anchorOfOwn = await colleague.locator("article.right:has(form)").first().getAttribute("id");
  const own = colleague.locator(`#${anchorOfOwn}`);
  await own.locator("summary", { hasText: "ikke brug for" }).click();
  await own.locator('input[name="comment"]').fill("Andre opgaver nu.");
  await Promise.all([colleague.waitForNavigation(), own.locator("button").click()]);
  check((await colleague.innerText("main")).includes("ikke har brug for den"), "her wish is not shown");
  await Promise.all([colleague.waitForNavigation(), colleague.locator('form[action="/me/notme"] button').first().click()]);
  check((await colleague.innerText("main")).includes("ikke er din"), "the dispute is not shown");
  const lead = await signIn(browser, url, vibeke);
  await lead.goto(`${url}/reports`);
  const reports = await lead.innerText("main");
  for (const words of [gone, "/mesor1", "Stoppede i august.", "Andre opgaver nu.", "Kontoen er ikke personens"]) {
    check(reports.includes(words), `the reports lack ${words}`);
  }
  await keep?.(lead, "reports-da-wide");

  // A deputy by name, ended early.
  await leader.goto(`${url}/deputies`);
  await leader.fill("#deputy", "Margrethe Lorenzen");
  await leader.fill("#to", "2026-11-30");
  await leader.fill("#reason", "Ferie");
  await Promise.all([leader.waitForNavigation(), leader.click("main form.panel button")]);
  check((await leader.innerText("main table")).includes("Margrethe Lorenzen"), await leader.innerText("main"));
  await Promise.all([leader.waitForNavigation(), leader.click("main table button")]);
  check((await leader.innerText("main table")).includes("Slut"), "the arrangement does not end");
}
