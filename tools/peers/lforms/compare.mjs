// Reads cases of forms with answers, a line of JSON each, and says where LHC-Forms and fhirpath.js
// see them in another way than Dagsform does. Each difference is a line; the last line counts.
//
// LHC-Forms decides what is asked, judges fields and reads responses back; fhirpath.js compares
// single answers with those in conditions, for everything that LHC-Forms leaves out, and adds up
// scores. What either cannot do is left out here, question by question, and counted; the reasons
// stand in docs/questionnaires.md.

import { createInterface } from 'node:readline';
import { lforms } from './lforms.mjs';
import { asked as askedByPath, dayFits, score } from './paths.mjs';

const counts = { cases: 0, asked: 0, askedByPath: 0, fields: 0, scores: 0, read: 0, left: 0 };
let differences = 0;

function differs(place, what, linkId, ours, theirs) {
  differences += 1;
  if (differences <= 40) console.log(JSON.stringify({ case: place, what, linkId, ours, theirs }));
}

function all(items, around = []) {
  return (items ?? []).flatMap((item) => [{ item, around }, ...all(item.item, [...around, item])]);
}

const CHOICES = ['choice', 'open-choice'];
const asks = (item) => !['group', 'display'].includes(item.type);

// Questions whose place in LHC-Forms hangs on something that it does not compare: days, and any
// but the first of several typed answers. So do those within them, and those that wait for them.
function beyond(listed) {
  const byId = new Map(listed.map(({ item }) => [item.linkId, item]));
  const left = new Set();
  for (const { item, around } of listed) {
    const unsure = (item.enableWhen ?? []).some(({ question, operator }) => {
      if (left.has(question)) return true;
      const on = byId.get(question);
      const lists = on.repeats && !CHOICES.includes(on.type);
      return operator !== 'exists' && (on.type === 'date' || lists);
    });
    if (unsure || around.some((it) => left.has(it.linkId))) left.add(item.linkId);
  }
  return left;
}

// Integers and words as options are lost when LHC-Forms reads a response to a `choice` of R4, and
// so is all that stands in a question without an answer.
function isReadBack({ item, around }, sent) {
  const coded = !CHOICES.includes(item.type) || item.answerOption?.every((it) => it.valueCoding);
  return coded && around.every((it) => !asks(it) || sent[it.linkId]);
}

function answersIn(items) {
  const found = {};
  const walk = (list) => {
    for (const item of list ?? []) {
      if (item.answer) found[item.linkId] = [...(found[item.linkId] ?? []), ...item.answer.map(plain)];
      for (const answer of item.answer ?? []) walk(answer.item);
      walk(item.item);
    }
  };
  walk(items);
  return found;
}

function plain(answer) {
  const [name] = Object.keys(answer).filter((it) => it.startsWith('value'));
  const value = answer[name];
  return name === 'valueCoding' ? `code ${value.code}` : `${name} ${value}`;
}

function compare(given, place) {
  counts.cases += 1;
  const listed = all(given.form.item);
  const left = beyond(listed);
  const theirs = lforms(given.form, given.answers, listed);

  const shown = theirs.asked();
  const byPath = askedByPath(given.form, given.answers);
  for (const { item } of listed.filter(({ item }) => asks(item))) {
    const ours = given.asked.includes(item.linkId);
    const path = byPath.has(item.linkId);
    counts.askedByPath += 1;
    if (ours !== path) differs(place, 'asked, by paths', item.linkId, ours, path);
    if (left.has(item.linkId)) {
      counts.left += 1;
      continue;
    }
    counts.asked += 1;
    const lhc = shown.has(item.linkId);
    if (ours !== lhc) differs(place, 'asked', item.linkId, ours, lhc);
  }

  for (const { linkId, typed, ok } of given.tries) {
    const { item } = listed.find((it) => it.item.linkId === linkId);
    counts.fields += 1;
    // Bounds of days are compared by their years alone there.
    const judged = theirs.takes(item, typed) && (item.type !== 'date' || dayFits(item, typed));
    if (ok !== judged) differs(place, `field ${JSON.stringify(typed)}`, linkId, ok, judged);
  }

  for (const { name, value } of given.scores) {
    counts.scores += 1;
    const other = score(given.form, given.response, name);
    const same = value === null || other === null ? value === other : Math.abs(value - other) < 0.0002;
    if (!same) differs(place, 'score', name, value, other);
  }

  const sent = answersIn(given.response);
  const back = answersIn(theirs.readBack(given.response));
  for (const { item, around } of listed.filter(({ item }) => asks(item) && !left.has(item.linkId))) {
    if (!isReadBack({ item, around }, sent)) {
      counts.left += 1;
      continue;
    }
    counts.read += 1;
    const [ours, lhc] = [sent[item.linkId] ?? [], back[item.linkId] ?? []].map((it) => JSON.stringify(it));
    if (ours !== lhc) differs(place, 'read back', item.linkId, ours, lhc);
  }
}

let place = 0;
for await (const line of createInterface({ input: process.stdin })) {
  compare(JSON.parse(line), place);
  place += 1;
}
console.log(JSON.stringify({ counts, differences }));
process.exitCode = differences ? 1 : 0;
