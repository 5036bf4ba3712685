// Shows a kept form one question at a time, as the server would if it were there.
import { problem, walk } from "./enabling.js";
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

function template(css) {
  return pack.querySelector(`template${css}`).content.cloneNode(true);
}

function part(id) {
  return template(`[data-of="${CSS.escape(id)}"]`);
}

function show(entry, refusal) {
  const place = asked.findIndex(({ id }) => id === entry.id);
  const page = part(entry.id);
  const form = page.querySelector("form");
  const progress = form.querySelector(".progress");
  progress.textContent = pack.dataset.progress.replace("{number}", place + 1).replace("{of}", asked.length);
  progress.after(...(entry.before ?? []).map(part));
  const back = page.querySelector(".back");
  back.href = place > 0 ? `${base}/${encodeURIComponent(asked[place - 1].id)}` : pack.dataset.home;
  const isLast = place === asked.length - 1 && asked.every(({ id }) => id === entry.id || id in answers);
  form.querySelector("[value=next]").textContent = isLast ? pack.dataset.send : pack.dataset.next;
  if (entry.id in answers) fill(form, answers[entry.id] ?? "");
  form.addEventListener("submit", (event) => judge(event, entry, form));
  shown.replaceChildren(page);
  if (refusal) say(form, refusal);
}

/** Puts into the form what was answered before. */
function fill(form, typed) {
  const lines = typed.split("\n");
  const rows = [...form.querySelectorAll("input[name=answer]:is([type=radio], [type=checkbox])")];
  const own = form.querySelector("[name=own], [name=more]");
  const other = lines.find((line) => !rows.some((row) => row.value === line)) ?? "";
  for (const row of rows) row.checked = row.value === "" ? other !== "" : lines.includes(row.value);
  if (own) own.value = other;
  else if (rows.length === 0) form.querySelector("[name=answer]").value = typed;
}

/** Stops what the server would give back, and says what to do about it. */
function judge(event, entry, form) {
  const deed = event.submitter?.value ?? "next";
  if (deed === "skip") return end(entry, form, null);
  if (deed !== "next") return;
  const sent = new FormData(form);
  let lines = sent.getAll("answer").filter((line) => line !== "");
  if (lines.length === 0) lines = sent.getAll("own");
  const typed = [...lines, ...sent.getAll("more")].join("\n");
  const found = problem(entry.reads, typed);
  if (!found) return end(entry, form, typed);
  event.preventDefault();
  const [name, places] = found;
  const sentence = JSON.parse(pack.dataset.problems)[name];
  say(form, sentence.replace(/\{(\w+)\}/g, (_, of) => places[of] ?? ""));
}

/** Has all be sent with this answer, unless it is one that brings further questions. */
function end(entry, form, typed) {
  const next = walk(outline, { ...answers, [entry.id]: typed });
  if (!next.every(({ id }) => id === entry.id || id in answers)) return;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "last", value: "yes" }));
}

function say(form, sentence) {
  for (const old of shown.querySelectorAll(".error-summary, .problem")) old.remove();
  const summary = template("[data-problem]");
  summary.querySelector("a").textContent = sentence;
  form.before(summary);
  const field = form.querySelector(".field, fieldset");
  field.classList.add("wrong");
  const why = Object.assign(document.createElement("p"), { id: "answer-problem", className: "problem" });
  why.textContent = sentence;
  (field.querySelector(":scope > legend, :scope > h1") ?? field.firstElementChild).after(why);
  shown.querySelector(".error-summary").focus();
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
  form.querySelector(".actions").replaceWith(template("[data-discard]"));
  form.querySelector("[data-discards]").addEventListener("click", async () => {
    await ask({ type: "discard", occasion, question });
    location.assign(pack.dataset.home);
  });
}

function done() {
  const page = template("[data-done]");
  const last = asked.at(-1);
  page.querySelector(".back").href = last ? `${base}/${encodeURIComponent(last.id)}` : pack.dataset.home;
  shown.replaceChildren(page);
}
