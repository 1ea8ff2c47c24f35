// What people do on the pages, in the words of the stories.
import { freshPage } from "./browser.mjs";

/// People of the fixture town.
export const connie = "Personale/P0084"; // leads Hjemmepleje Nord
export const mette = "Personale/P0085"; // works there
export const margrethe = "Personale/P0083"; // Connie's own leader
export const agnete = "Personale/P0005"; // runs the access reviews
export const jette = "Personale/P0037"; // works in IT
export const vibeke = "Personale/P0003"; // security lead

export const lisbeth = "Personale/P0043"; // owns service accounts
export const outside = "Personale/P0034"; // owns the access from outside
export const joergen = "Personale/P0011"; // owns systems

export function check(condition, what) {
  if (!condition) throw new Error(what);
}

export async function signIn(browser, url, person, options = {}) {
  const page = await freshPage(browser, options);
  await page.goto(`${url}/signin`);
  await page.click(`.persona[value="${person}"]`);
  await page.waitForURL(`${url}/`);
  return page;
}

export async function language(page, url, wanted) {
  if ((await page.getAttribute("html", "lang")) === wanted) return;
  await page.goto(`${url}/`);
  await Promise.all([page.waitForNavigation(), page.click(`button[lang="${wanted}"]`)]);
  check((await page.getAttribute("html", "lang")) === wanted, `the page does not turn ${wanted}`);
}

export async function openList(page) {
  await page.click(".task a.button-primary");
  await page.waitForSelector("[data-review]");
}

/// The rows of the page that wait for an answer.
export const openRows = (page) => page.locator("[data-row][data-open]");

export const about = /ikke på|ikke i listen|dig selv/; // what a refused answer about oneself says

/// What the server says to the form of the first row when another person stands in it.
export async function forged(page, fields) {
  const form = page.locator('form:has(input[name="entitlement"])').first();
  for (const [field, value] of Object.entries(fields)) {
    // In the markup, as whoever forges it does; no script of the page is needed.
    await form.locator(`input[name="${field}"]`).evaluate((input, text) => { input.value = text; }, value);
  }
  await Promise.all([page.waitForNavigation(), form.locator('[data-key="b"]').click()]);
  return page.innerText("main");
}

/// Answers the row that has the focus as it is recommended, by keys; says why where that is asked.
/// What it took, in keystrokes.
export async function answerByKey(page) {
  const row = page.locator("[data-row]:focus, [data-row]:has(textarea:focus)");
  await row.waitFor({ timeout: 5000 }).catch(() => {
    throw new Error(`no row has the focus at ${page.url()}`);
  });
  const key = (await row.evaluate((element) => element.className)).includes("tone-remove") ? "f" : "b";
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  if ((await page.locator("textarea:focus").count()) === 0) return 1;
  const comment = "Aftalt.";
  await page.keyboard.type(comment);
  await Promise.all([
    page.waitForNavigation(),
    page.locator(`[data-row]:has(textarea:focus) [data-key="${key}"]`).click(),
  ]);
  return 2 + comment.length;
}

/// Why a row was not taken, when it was not.
export async function rowProblem(page) {
  const problem = page.locator(".row-problem");
  return (await problem.count()) ? problem.first().innerText() : "";
}
