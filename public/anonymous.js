// Goes through a form on this phone, and sends the answers with a token and without a name.
import { draw, say, template, typed, wrong } from "./asking.js";
import * as drafts from "./drafts.js";
import { walk } from "./enabling.js";
import { fetchRounds, get, isTheOne, named, put, read, today } from "./tokens.js";

const page = document.querySelector("[data-anonymous]");
const shown = page.querySelector("[data-shown]");
const said = JSON.parse(page.dataset.said);
const outline = JSON.parse(page.dataset.outline);
const { anonymous: wave, form: version, round, module, home } = page.dataset;
const mine = named(round, wave);
const answers = (await drafts.kept(mine)) ?? {};
// What the server gave may have been lost on its way: the same is asked again.
if (module && (await get("asked", round))) await fetchRounds(module, [round]);
const kept = await get("tokens", mine);

const why = hindrance();
const notice = page.querySelector("[data-why]");
if (why) {
  notice.textContent = said[why];
  notice.hidden = false;
} else {
  const begins = page.querySelector("[data-begins]");
  begins.hidden = false;
  // Everything was answered before, and could not be sent then.
  if (walk(outline, answers).every(({ id }) => id in answers)) {
    begins.querySelector("button").textContent = page.dataset.ready;
  }
  begins.querySelector("button").addEventListener("click", next);
}

/** Why it can't begin: the name of a sentence. */
function hindrance() {
  if (!kept) return "no-token";
  if (kept.refused) return kept.refused;
  if (kept.spent) return "used";
  // Never on the visit that fetched it: whoever watches both could join them.
  if (kept.since === today()) return "too-early";
  return undefined;
}

function next() {
  const asked = walk(outline, answers);
  const open = asked.find(({ id }) => !(id in answers));
  if (open) show(open);
  else send(asked);
}

function show(entry) {
  const asked = walk(outline, answers);
  const drawn = draw(page, asked, entry, answers, () => home);
  const form = drawn.querySelector("form");
  form.removeAttribute("action"); // nothing of it goes to the server by itself
  form.addEventListener("submit", (event) => take(event, entry, form));
  const before = asked[asked.findIndex(({ id }) => id === entry.id) - 1];
  if (before) {
    drawn.querySelector(".back").addEventListener("click", (event) => {
      event.preventDefault();
      show(before);
    });
  }
  shown.replaceChildren(drawn);
  look(shown.querySelector("h1, legend"));
}

/** Brings eyes and screen readers to what is new. */
function look(heading) {
  heading.tabIndex = -1;
  heading.focus();
}

async function take(event, entry, form) {
  event.preventDefault();
  const deed = event.submitter?.value ?? "next";
  if (deed === "not_today") return location.assign(home);
  const text = deed === "skip" ? "" : typed(form);
  const sentence = deed === "skip" ? undefined : wrong(page, entry, text);
  if (sentence) return say(page, shown, form, sentence);
  answers[entry.id] = text === "" ? null : text;
  await drafts.keep(answers, mine).catch(() => undefined);
  const asked = walk(outline, answers);
  const after = asked[asked.findIndex(({ id }) => id === entry.id) + 1];
  if (after) show(after);
  else next();
}

/** Sends what was answered: no cookie, no address of the page, nothing that names anyone. */
async function send(asked) {
  const given = Object.fromEntries(asked.map(({ id }) => [id, answers[id]]));
  let refused;
  try {
    if (!(await isTheOne(wave, kept.key))) return end("other-key");
    const answer = await fetch("/anonymous/answers", {
      method: "POST",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ wave, token: kept.token, form: version, answers: given }),
    });
    refused = answer.ok ? undefined : ((await answer.json()).refused ?? "trouble");
  } catch {
    refused = "trouble";
  }
  // Used, although this phone has not heard so: the answer to the first try was lost.
  if (refused && refused !== "used") return end(refused);
  const receipt = await receiptOf(kept.token);
  await put("tokens", { spent: true }, mine);
  await drafts.forget(mine).catch(() => undefined);
  shown.replaceChildren(template(page, "[data-sent]"));
  const line = shown.querySelector("[data-receipt]");
  line.textContent = said.receipt.replace("{receipt}", receipt);
  look(shown.querySelector("h1"));
}

/** The name of the token, as it stands among those that are spent: it leads to no answer. */
async function receiptOf(token) {
  const name = new Uint8Array(await crypto.subtle.digest("SHA-256", read(token).slice(0, 32)));
  const signs = [...name.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase());
  return `${signs[0]}${signs[1]}-${signs[2]}${signs[3]}`;
}

/** Says why nothing was sent; what was answered stays on the phone. */
function end(code) {
  const known = { "other-questions": "unfit", "not-understood": "unfit", "unknown-wave": "over" };
  notice.textContent = said[known[code] ?? code] ?? said.trouble;
  notice.hidden = false;
  const again = document.createElement("button");
  Object.assign(again, { type: "button", className: "primary", textContent: page.dataset.send });
  again.addEventListener("click", next);
  shown.replaceChildren(notice, again);
}
