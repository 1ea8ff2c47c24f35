// Every page in both languages and both widths: accessible, within the window, nothing refused.
import { axe, overflow } from "./browser.mjs";
import { agnete, check, connie, jette, language, outside, signIn, vibeke } from "./people.mjs";

export const name = "every page passes axe in both languages and widths, with no CSP violation";

async function places(browser, url) {
  const page = await signIn(browser, url, connie);
  const review = await page.getAttribute(".task a.button-primary", "href");
  const task = await page.getAttribute(".task h3 a", "href");
  const board = `/board?campaign=${new URL(task, url).searchParams.get("campaign")}`;
  await page.goto(url + review);
  const shown = (field) => page.locator(`input[name="${field}"]`).first().getAttribute("value");
  const [subject, right] = [await shown("subject"), await shown("entitlement")];
  const picture = `${review.replace("/review", "/review/picture")}&subject=${encodeURIComponent(subject)}`;
  return [
    [connie, ["/", review, `${picture}&view=others`, `${picture}&view=changes`, task, "/me", "/deputies", "/person?person=Personale%2FP0085", "/nowhere"]],
    [agnete, ["/campaigns", "/campaigns/new", board, "/reports", "/mails", "/deputies"]],
    [jette, ["/", "/orphans", "/findings?severity=critical", "/orders", "/order?order=2", "/order?order=3"]],
    [outside, ["/", "/owned"]],
    [vibeke, ["/", "/orphans", "/orders", "/order?order=1", "/findings", "/findings?severity=critical", board, ...audited(board, subject, right)]],
  ];
}

/// The pages of who looks afterwards.
function audited(board, subject, right) {
  const campaign = board.split("?")[1];
  const one = `subject=${encodeURIComponent(subject)}&entitlement=${encodeURIComponent(right)}`;
  return [
    "/campaigns", "/audit/search", "/audit/search?person=Mette&from=02.11.2026",
    `/audit/answer?${campaign}&${one}`, `/audit/population?${campaign}`, "/audit/then", "/audit/then?right=JobSpor&day=02.11.2026",
    "/audit/then?person=P0085&day=02.11.2026",
  ];
}

export async function story({ browser, url, shots }) {
  let looked = 0;
  for (const width of ["wide", "narrow"]) {
    for (const [person, addresses] of await places(browser, url)) {
      const page = await signIn(browser, url, person, { width });
      for (const lang of ["da", "en"]) {
        await language(page, url, lang);
        for (const address of addresses) {
          page.complaints.length = 0;
          await page.goto(url + address);
          const where = `${address} (${lang}, ${width})`;
          const violations = await axe(page);
          check(violations.length === 0, `${where}: ${violations.join("\n")}`);
          check((await overflow(page)) <= 0, `${where} is wider than the window`);
          const complaints = page.complaints.filter((text) => !text.includes("404"));
          check(complaints.length === 0, `${where}: ${complaints.join("; ")}`);
          ++looked;
          await shots?.(page, address, lang, width);
        }
      }
      await page.context().close();
    }
  }
  return `${looked} pages`;
}
