// Opens each page of a participant as Lighthouse's slow phone does, and prints a table.
//
//   node pages.mjs ADDRESS CHROMIUM SIGN-IN-PATH…
//
// The mobile preset: simulated 4G (150 ms, 1.6 Mbit/s) and a processor four times slower.
import * as launcher from "chrome-launcher";
import lighthouse from "lighthouse";

const [address, chromePath, ...links] = process.argv.slice(2);
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const PAGES = [
  "/today", "/today/week", "/plan", "/appointments", "/appointments/calendar", "/more", "/messages", "/settings",
  "/my-data", "/my-data/erase", "/look", "/accessibility", "/anonymous",
];

/** Somebody's session, and the way to what they are asked, if anything. */
async function opened(link) {
  const signedIn = await fetch(address + link, { redirect: "manual" });
  const headers = { Cookie: signedIn.headers.getSetCookie().map((it) => it.split(";")[0]).join("; ") };
  const text = async (page) => (await fetch(address + page, { headers })).text();
  const today = await text("/today");
  if (!today.includes('class="participant"')) throw new Error(`${link} signs nobody in`);
  const form = today.match(/href="(\/questions\/[^"]+)"/)?.[1];
  const question = form && (await text(form)).match(new RegExp(`href="(${form}/[^"]+)"`))?.[1];
  return { headers, asked: [form, question].filter(Boolean) };
}

let somebody;
for (const link of links) {
  const next = await opened(link);
  if (!somebody || somebody.asked.length < next.asked.length) somebody = next;
}
const { headers, asked } = somebody;

const chrome = await launcher.launch({
  chromePath,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
});
const rows = [["page", "performance", "accessibility", "best practices", "LCP", "TBT", "CLS"]];
const found = [];
try {
  for (const [page, extra] of [["/", {}], ["/invite", {}], ...[...PAGES, ...asked].map((it) => [it, headers])]) {
    const flags = { port: chrome.port, onlyCategories: CATEGORIES, extraHeaders: extra, logLevel: "error" };
    const { lhr } = await lighthouse(address + page, flags);
    const score = (name) => String(Math.round(100 * lhr.categories[name].score));
    const said = (name) => lhr.audits[name].displayValue ?? "?";
    if (new URL(lhr.finalDisplayedUrl).pathname !== page) throw new Error(`${page} led to ${lhr.finalDisplayedUrl}`);
    const name = page.replace(/[0-9a-f-]{36}/, "…");
    rows.push([name, ...CATEGORIES.map(score), said("largest-contentful-paint"), said("total-blocking-time"), said("cumulative-layout-shift")]);
    for (const category of CATEGORIES) {
      for (const { id, weight } of lhr.categories[category].auditRefs) {
        const audit = lhr.audits[id];
        if (weight > 0 && audit.score !== null && audit.score < 0.9) found.push(`${name}: ${id}: ${audit.title} ${audit.displayValue ?? ""}`);
      }
    }
  }
} finally {
  chrome.kill();
}
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join("  "));
for (const line of found) console.log(line);
