// LHC-Forms without a screen: its own scripts in a window that is none.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { JSDOM } from 'jsdom';

const from = (path) => readFileSync(new URL(`./node_modules/lforms/dist/lforms/${path}`, import.meta.url), 'utf8');
const { window } = new JSDOM('<!doctype html>', { runScripts: 'outside-only', url: 'http://localhost/' });
window.matchMedia = () => ({ matches: false, addListener() {}, addEventListener() {} });
for (const script of ['webcomponent/assets/lib/zone.min.js', 'webcomponent/lhc-forms.js', 'fhir/R4/lformsFHIR.min.js']) {
  window.eval(from(script));
}
export const LForms = window.LForms;
const R4 = 'R4';

// As in a real window: what crosses into it is made there, so that its arrays are arrays to it.
const inside = (value) => window.JSON.parse(JSON.stringify(value));

const hidden = (item) =>
  item.readOnly || item.extension?.some((it) => it.url.endsWith('/questionnaire-hidden') && it.valueBoolean);

export function initial(item) {
  const chosen = (item.answerOption ?? []).filter((it) => it.initialSelected);
  return [...(item.initial ?? []), ...chosen].map(({ valueCoding, ...rest }) =>
    valueCoding ? { valueCoding } : Object.fromEntries(Object.entries(rest).filter(([name]) => name.startsWith('value'))),
  );
}

// A response with an answer to everything that has one, asked or not.
function response(items, answers, under = false) {
  return (items ?? []).flatMap((item) => {
    const isHidden = under || hidden(item);
    const given = isHidden ? initial(item) : (answers[item.linkId] ?? []);
    const within = response(item.item, answers, isHidden);
    if (!given.length && !within.length) return [];
    const answer = given.map((it) => named(item, it));
    if (item.type === 'group') return [{ linkId: item.linkId, item: within }];
    if (within.length && answer.length) answer[0].item = within;
    return [{ linkId: item.linkId, ...(answer.length ? { answer } : { item: within }) }];
  });
}

// Options are told with their system and name, as FHIR asks of responses.
function named(item, given) {
  if (!given.valueCoding) return { ...given };
  const option = item.answerOption?.find((it) => it.valueCoding?.code === given.valueCoding.code);
  const { system, code, display } = option?.valueCoding ?? given.valueCoding;
  return { valueCoding: { ...(system && { system }), code, ...(display && { display }) } };
}

function filled(form, items) {
  const definition = LForms.Util.convertFHIRQuestionnaireToLForms(inside(form), R4);
  const said = { resourceType: 'QuestionnaireResponse', status: 'completed', ...(items.length && { item: items }) };
  return new LForms.LFormsData(LForms.Util.mergeFHIRDataIntoLForms(inside(said), definition, R4));
}

export function lforms(form, answers, listed) {
  const hiddenOnes = new Set(
    listed.filter(({ item, around }) => [item, ...around].some(hidden)).map(({ item }) => item.linkId),
  );
  const data = filled(form, response(form.item, answers));
  // It reads nothing beneath a question without an answer: that is filled in as by hand.
  for (const { item } of listed) {
    const field = data.itemList.find((it) => it.linkId === item.linkId);
    const given = hiddenOnes.has(item.linkId) ? initial(item) : (answers[item.linkId] ?? []);
    if (given.length && [undefined, null, ''].includes(field.value)) {
      const values = given.map((it) => held(named(item, it)));
      field.value = inside(field._multipleAnswers ? values : values[0]);
    }
  }
  data._checkFormControls();
  return {
    asked() {
      const shown = data.itemList.filter((it) => it._skipLogicStatus !== 'target-disabled');
      return new Set(shown.map((it) => it.linkId).filter((it) => !hiddenOnes.has(it)));
    },

    // Whether a field would be taken as it was typed; of several, each.
    takes(item, typed) {
      const field = data.itemList.find((it) => it.linkId === item.linkId);
      const lines = item.repeats ? typed.split('\n') : [typed];
      const before = field.value;
      const fits = lines.every((line) => {
        field.value = value(field, item, line);
        field._validationErrors = [];
        data._checkValidations(field);
        return !field._validationErrors.length;
      });
      field.value = before;
      return fits;
    },

    readBack(items) {
      const read = filled(form, items);
      return LForms.Util.getFormFHIRData('QuestionnaireResponse', R4, read).item ?? [];
    },
  };
}

// What LHC-Forms holds for an answer.
function held({ valueCoding, ...rest }) {
  if (!valueCoding) return Object.values(rest)[0];
  const { system, code, display } = valueCoding;
  return { ...(system && { system }), code, text: display ?? code };
}

// What LHC-Forms holds for a typed field: yes and no and options as things of their own.
function value(field, item, line) {
  if (line === '') return undefined;
  if (item.type === 'boolean') return { true: true, false: false }[line] ?? line;
  if (!['choice', 'open-choice'].includes(item.type)) return line;
  return field.answers?.find((it) => String(it.code ?? it.text) === line) ?? { text: line, _notOnList: true };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // `node lforms.mjs FORM RESPONSE`: what LHC-Forms makes of a response that was sent elsewhere.
  const [form, said] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')));
  const read = filled(form, said.item ?? []);
  console.log(JSON.stringify(LForms.Util.getFormFHIRData('QuestionnaireResponse', R4, read).item ?? []));
}
