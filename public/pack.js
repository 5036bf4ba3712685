// Shows a kept form one question at a time, as the server would if it were there.
import { draw, say, template, typed, wrong } from "./asking.js";
import { walk } from "./enabling.js";
import { ask } from "./waiting.js";

const pack = document.querySelector("[data-pack]");
const shown = pack.querySelector("[data-shown]");
const base = pack.dataset.pack;
const occasion = base.split("/").pop();
const outline = JSON.parse(pack.dataset.outline);
// An answer that was refused may still be mended when it is one of these.
const MENDABLE = ["empty", "not-an-option", "not-a-number", "not-whole", "out-of-range", "too-long", "not-a-day", "too-many-answers"];

const { answers, refused } = await ask({ type: "draft", occasion });
const wanted = decodeURIComponent(location.pathname.slice(base.length + 1));
const asked = walk(outline, answers);
const isAgain = new URLSearchParams(location.search).has("again");
const back = (before) => (before ? `${base}/${encodeURIComponent(before.id)}` : pack.dataset.home);

if (isAgain && refused[wanted]) lookAt(wanted, refused[wanted]);
else open();
// What was refused was no answer, but the wish to send them all: seeing it is enough.
if (isAgain && wanted === "") ask({ type: "discard", occasion });

function open() {
  const after = asked.findIndex(({ id }) => id === new URLSearchParams(location.search).get("after"));
  const next = after < 0 ? undefined : asked[after + 1];
  const here = asked.find(({ id }) => id === wanted) ?? next ?? asked.find(({ id }) => !(id in answers));
  if (here) show(here);
  else done();
}

function show(entry, refusal) {
  const page = draw(pack, asked, entry, answers, back);
  const form = page.querySelector("form");
  form.addEventListener("submit", (event) => judge(event, entry, form));
  shown.replaceChildren(page);
  if (refusal) say(pack, shown, form, refusal);
}

/** Stops what the server would give back, and says what to do about it. */
function judge(event, entry, form) {
  const deed = event.submitter?.value ?? "next";
  if (deed === "skip") return end(entry, form, null);
  if (deed !== "next") return;
  const text = typed(form);
  const sentence = wrong(pack, entry, text);
  if (!sentence) return end(entry, form, text);
  event.preventDefault();
  say(pack, shown, form, sentence);
}

/** Has all be sent with this answer, unless it is one that brings further questions. */
function end(entry, form, text) {
  const next = walk(outline, { ...answers, [entry.id]: text });
  if (!next.every(({ id }) => id === entry.id || id in answers)) return;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "last", value: "yes" }));
}

/** An answer that was refused, as it was given: to be mended, or let go. */
function lookAt(question, { code, said }) {
  const entry = asked.find(({ id }) => id === question) ?? outline.find(({ id }) => id === question);
  if (MENDABLE.includes(code)) return show(entry, said);
  show(entry);
  const form = shown.querySelector("form");
  for (const field of form.querySelectorAll("input, textarea, select")) field.disabled = true;
  const why = Object.assign(document.createElement("p"), { className: "notice", textContent: said });
  form.querySelector(".progress").replaceWith(why);
  form.querySelector(".actions").replaceWith(template(pack, "[data-discard]"));
  form.querySelector("[data-discards]").addEventListener("click", async () => {
    await ask({ type: "discard", occasion, question });
    location.assign(pack.dataset.home);
  });
}

function done() {
  const page = template(pack, "[data-done]");
  const last = asked.at(-1);
  page.querySelector(".back").href = last ? `${base}/${encodeURIComponent(last.id)}` : pack.dataset.home;
  shown.replaceChildren(page);
}
