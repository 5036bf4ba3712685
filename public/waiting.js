// Says how many answers wait on this phone, and has the worker send them when there is a chance.
const LONGEST = 5 * 60 * 1000; // ms between two tries, at most
const line = document.querySelector("[data-waiting]");
const keeper = document.querySelector("[data-keeper]")?.dataset.keeper;
const due = [...document.querySelectorAll("[data-due]")];
const arrived = new Set(); // receipts: they stay as long as the page does
let wait = 2000;
let timer;
let failed; // the name of a sentence: what was sent last got nowhere
let last = { waiting: 0, refused: [], receipts: [], finished: [] };

/** Asks the worker, and waits for what it answers. */
export async function ask(message) {
  const worker = navigator.serviceWorker.controller ?? (await navigator.serviceWorker.ready).active;
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = ({ data }) => done(data);
    worker.postMessage(message, [port2]);
  });
}

async function tell(message) {
  (await navigator.serviceWorker.ready).active?.postMessage(message);
}

if (line && "serviceWorker" in navigator) {
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.type === "waiting") show(data);
    if (data?.type === "unsent" && !document.hidden) fail(data.why);
  });
  addEventListener("online", () => tell({ type: "send", now: true }));
  document.addEventListener("visibilitychange", () => document.hidden || tell({ type: "send", now: true }));
  begin();
}

async function begin() {
  // A kept page lists what was due when it was seen; a fresh one says what is due now.
  const isKept = document.querySelector(":is([data-offline], [data-renewing]):not([hidden])");
  if (keeper && !isKept) tell({ type: "due", keeper, occasions: due.map((it) => it.dataset.due) });
  show(await ask({ type: "waiting" }));
}

/** What was typed is still in its field: says so where the person looks. */
function fail(why) {
  failed = why;
  show(last);
  line.scrollIntoView({ block: "nearest" });
}

function show(status) {
  last = status;
  const { waiting, refused, receipts, finished } = status;
  const said = failed ? [paragraph(line.dataset[failed])] : [];
  for (const receipt of receipts) arrived.add(receipt);
  if (arrived.size > 0) said.push(paragraph(line.dataset.sent.replace("{receipt}", [...arrived].join(", "))));
  if (waiting) said.push(paragraph(counted(line.dataset.waiting, waiting)));
  if (refused.length > 0) {
    const { occasion, question } = refused[0];
    const look = document.createElement("a");
    look.href = `/questions/${occasion}${question ? `/${encodeURIComponent(question)}` : ""}?again`;
    look.textContent = line.dataset.look;
    const why = paragraph(`${counted(line.dataset.refused, refused.length)} `);
    why.append(look);
    said.push(why);
  }
  line.replaceChildren(...said);
  line.hidden = said.length === 0;
  // On the page of a kept form one line says enough.
  const without = document.querySelector("[data-without]");
  if (without) without.hidden = said.length > 0;
  const open = due.filter((it) => !finished.includes(it.dataset.due));
  for (const it of due) it.hidden = it !== open[0];
  if (receipts.length > 0 && !document.hidden) tell({ type: "seen" });
  again(waiting > 0);
}

/** Tries again while something waits and somebody looks, less and less often. */
function again(isWaiting) {
  clearTimeout(timer);
  if (!isWaiting) return void (wait = 2000);
  timer = setTimeout(() => document.hidden || tell({ type: "send" }), wait);
  wait = Math.min(LONGEST, wait * 2);
}

function paragraph(text) {
  const it = document.createElement("p");
  it.textContent = text;
  return it;
}

/** The sentence in the form that the language has for this number. */
function counted(forms, n) {
  const form = new Intl.PluralRules(document.documentElement.lang).select(n);
  return JSON.parse(forms)[form].replace("{n}", n);
}
