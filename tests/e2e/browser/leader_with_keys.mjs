// A leader finishes her list with the keyboard: at most two keystrokes for a right.
import { check, connie, openList, openRows, signIn } from "./people.mjs";

export const name = "a leader finishes her list with two keystrokes a right, signs it and gets a receipt";

export async function story({ browser, url, keep }) {
  const page = await signIn(browser, url, connie);
  await openList(page);
  let keystrokes = 0;
  let answers = 0;
  let comments = 0;
  for (let turn = 0; turn < 400 && page.url().includes("/review"); ++turn) {
    if ((await openRows(page).count()) === 0) {
      await Promise.all([page.waitForNavigation(), page.keyboard.press("n")]);
      ++keystrokes;
      continue;
    }
    const row = page.locator("[data-row]:focus, [data-row]:has(textarea:focus)");
    await row.waitFor({ timeout: 3000 }).catch(() => {
      throw new Error(`no row has the focus at ${page.url()}`);
    });
    const advised = await row.evaluate((element) => element.className);
    const key = advised.includes("tone-remove") ? "f" : "b";
    await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
    ++keystrokes;
    ++answers;
    const stuck = page.locator("textarea:focus");
    if ((await stuck.count()) === 1) {
      // The rules ask for a comment; the cursor already stands where it is written.
      await stuck.fill("Aftalt med medarbejderen.");
      const button = page.locator(`[data-row]:has(textarea:focus) [data-key="${key}"]`);
      await Promise.all([page.waitForNavigation(), button.click()]);
      ++comments;
    }
  }
  check(page.url().includes("/task"), `the list does not end at its signature but at ${page.url()}`);
  check(answers >= 70, `only ${answers} answers`);
  check(keystrokes <= 2 * answers, `${keystrokes} keystrokes for ${answers} answers`);
  await page.click(".sign button");
  await page.waitForSelector(".receipt");
  await keep?.(page, "receipt-da-wide");
  const receipt = await page.innerText(".receipt");
  check(receipt.includes("Connie Rask"), `the receipt does not say who: ${receipt}`);
  check(/\d\d\.\d\d\.\d{4} \d\d:\d\d/.test(receipt), `the receipt does not say when: ${receipt}`);
  await page.goto(`${url}/`);
  check((await page.innerText("main")).includes("Underskrevet"), "the start page does not say that it is signed");
  // Refusals are answers 400 with the page; the browser's console counts them as errors of loading.
  const complaints = page.complaints.filter((text) => !text.includes("400"));
  check(complaints.length === 0, complaints.join("; "));
  return `${answers} answers, ${keystrokes} keystrokes, ${comments} comments`;
}
