// Shows one question of a form at a time, for pages that hold all of them: kept and anonymous ones.
import { problem } from "./enabling.js";

/** A copy of what stands in one of the page's templates. */
export function template(pack, css) {
  return pack.querySelector(`template${css}`).content.cloneNode(true);
}

const part = (pack, id) => template(pack, `[data-of="${CSS.escape(id)}"]`);

/** The page of one question among those that are asked, with what was answered before. */
export function draw(pack, asked, entry, answers, back) {
  const place = asked.findIndex(({ id }) => id === entry.id);
  const page = part(pack, entry.id);
  const form = page.querySelector("form");
  const progress = form.querySelector(".progress");
  progress.textContent = pack.dataset.progress.replace("{number}", place + 1).replace("{of}", asked.length);
  progress.after(...(entry.before ?? []).map((id) => part(pack, id)));
  page.querySelector(".back").href = back(asked[place - 1]);
  const isLast = place === asked.length - 1 && asked.every(({ id }) => id === entry.id || id in answers);
  form.querySelector("[value=next]").textContent = isLast ? pack.dataset.send : pack.dataset.next;
  if (entry.id in answers) fill(form, answers[entry.id] ?? "");
  return page;
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

/** What a form holds, as the server reads it. */
export function typed(form) {
  const sent = new FormData(form);
  let lines = sent.getAll("answer").filter((line) => line !== "");
  if (lines.length === 0) lines = sent.getAll("own");
  return [...lines, ...sent.getAll("more")].join("\n");
}

/** What is wrong with an answer, in words; nothing when it is a good one. */
export function wrong(pack, entry, text) {
  const found = problem(entry.reads, text);
  if (!found) return undefined;
  const [name, places] = found;
  const sentence = JSON.parse(pack.dataset.problems)[name];
  return sentence.replace(/\{(\w+)\}/g, (_, of) => places[of] ?? "");
}

/** Says above the form and at its field what is to be mended. */
export function say(pack, shown, form, sentence) {
  for (const old of shown.querySelectorAll(".error-summary, .problem")) old.remove();
  const summary = template(pack, "[data-problem]");
  summary.querySelector("a").textContent = sentence;
  form.before(summary);
  const field = form.querySelector(".field, fieldset");
  field.classList.add("wrong");
  const why = Object.assign(document.createElement("p"), { id: "answer-problem", className: "problem" });
  why.textContent = sentence;
  (field.querySelector(":scope > legend, :scope > h1") ?? field.firstElementChild).after(why);
  shown.querySelector(".error-summary").focus();
}
