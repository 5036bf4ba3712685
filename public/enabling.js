// Which questions of a kept form are asked, and what is wrong with an answer: the server's rules.
//
// The server judges again whatever is sent; this spares people to hear of it in another place.
// A test walks both through the same forms.

/** The questions that are asked now, in order, and the words that stand before each. */
export function walk(outline, answers) {
  const counting = new Map(); // what conditions may see
  const there = [];
  const asked = [];
  let before = [];
  outline.forEach((entry, place) => {
    there[place] = (entry.in === undefined || there[entry.in]) && holds(entry, counting);
    if (!there[place]) return;
    if (entry.is === "give") {
      if (entry.given !== undefined) counting.set(entry.id, values(entry.given));
    } else if (entry.is === "say") {
      before.push(entry.id);
    } else {
      asked.push({ ...entry, before });
      before = [];
      const typed = answers[entry.id];
      if (typed) counting.set(entry.id, read(entry.reads, typed));
    }
  });
  return asked;
}

function holds({ when = [], any }, counting) {
  const one = ({ of, op, value }) => value !== null && fits(op, counting.get(of) ?? [], values(value)[0]);
  return when.length === 0 || (any ? when.some(one) : when.every(one));
}

function fits(op, given, wanted) {
  const orders = given.map((answer) => compare(answer, wanted)).filter((order) => order !== undefined);
  const isEqual = given.some(([kind, value]) => kind === wanted[0] && value === wanted[1]) || orders.includes(0);
  switch (op) {
    case "exists":
      return wanted[0] === "valueBoolean" && wanted[1] === given.length > 0;
    case "=":
      return isEqual;
    case "!=":
      return !isEqual;
    case ">":
      return orders.some((order) => order > 0);
    case "<":
      return orders.some((order) => order < 0);
    case ">=":
      return orders.some((order) => order >= 0);
    case "<=":
      return orders.some((order) => order <= 0);
    default:
      return false;
  }
}

const NUMBERS = ["valueInteger", "valueDecimal"];

/** Only numbers and days have an order. */
function compare([kind, value], [other, wanted]) {
  const isOrdered = NUMBERS.includes(kind) ? NUMBERS.includes(other) : kind === "valueDate" && other === kind;
  if (!isOrdered) return undefined;
  return value < wanted ? -1 : value > wanted ? 1 : 0;
}

/** FHIR's `value…` as kind and value, one or several. */
function values(answer) {
  const one = (it) => Object.entries(it).map(([kind, value]) => [kind, value.code ?? value])[0];
  return Array.isArray(answer) ? answer.map(one) : [one(answer)];
}

/** What was typed, as kinds and values. */
function read({ kind, options = {}, several }, typed) {
  const chosen = (line) => (Object.hasOwn(options, line) ? values(options[line])[0] : ["valueString", line]);
  const text = typed.trim();
  switch (kind) {
    case "boolean":
      return [["valueBoolean", text === "true"]];
    case "integer":
      return [["valueInteger", number(text)]];
    case "decimal":
      return [["valueDecimal", number(text)]];
    case "date":
      return [["valueDate", day(text)]];
    case "choice":
    case "open-choice":
      if (!several) return [chosen(text.replaceAll("\n", " "))];
      return lines(text).map(chosen);
    default:
      return [["valueString", text]];
  }
}

const lines = (text) => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");

/** What is wrong with an answer: the name of the sentence, and what stands in its places. */
export function problem(reads, typed) {
  const text = typed.trim();
  if (text === "") return reads.required ? ["empty", {}] : undefined;
  switch (reads.kind) {
    case "integer":
    case "decimal": {
      const value = number(text);
      if (Number.isNaN(value)) return ["number", {}];
      if (reads.kind === "integer" && !Number.isInteger(value)) return ["whole", {}];
      return outside(reads, value);
    }
    case "date":
      return day(text) ? undefined : ["day", {}];
    case "choice": {
      const all = reads.several ? lines(text) : [text];
      return all.every((line) => Object.hasOwn(reads.options ?? {}, line)) ? undefined : ["option", {}];
    }
    case "boolean":
      return ["true", "false"].includes(text) ? undefined : ["option", {}];
    default: {
      const over = [...text].length - reads.longest;
      return over > 0 ? ["long", { most: reads.longest, over }] : undefined;
    }
  }
}

function outside({ least, most }, value) {
  const isOutside = (least !== undefined && value < least) || (most !== undefined && value > most);
  if (!isOutside) return undefined;
  const name = least === undefined ? "most" : most === undefined ? "least" : "range";
  return [name, { least, most }];
}

function number(text) {
  const plain = text.replaceAll(",", ".").replaceAll("\u2212", "-");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

/** `2026-11-24`, also when it was written by hand as day, month and year. */
function day(text) {
  const [first, month, last, more] = text.split(/\D+/).filter((part) => part !== "");
  if (last === undefined || more !== undefined) return undefined;
  const [year, of] = first.length === 4 ? [first, last] : [last, first];
  if (year.length !== 4) return undefined;
  const written = `${year}-${month.padStart(2, "0")}-${of.padStart(2, "0")}`;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.valueOf()) && at.toISOString().startsWith(written) ? written : undefined;
}
