// What FHIRPath makes of conditions, days and scores: an independent calculator of each.

import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';
import { initial } from './lforms.mjs';

const compiled = new Map();
function path(expression, on, variables = {}) {
  if (!compiled.has(expression)) compiled.set(expression, fhirpath.compile(expression, r4));
  return compiled.get(expression)(on, variables);
}

const valueOf = (element, prefix) => {
  const [name] = Object.keys(element).filter((it) => it.startsWith(prefix));
  const value = element[name];
  return { kind: name.slice(prefix.length), value: name.endsWith('Coding') ? value.code : value };
};

// One condition, over all answers to its question.
function holds({ question, operator, ...rest }, given) {
  const wanted = valueOf(rest, 'answer');
  const variables = { given: given.map((it) => valueOf(it, 'value').value), wanted: wanted.value };
  if (operator === 'exists') return path('%given.exists() = %wanted', {}, variables)[0];
  const [one, other] = wanted.kind === 'Date' ? ['$this.toDate()', '%wanted.toDate()'] : ['$this', '%wanted'];
  if (operator === '!=') return path(`%given.where(${one} = ${other}).empty()`, {}, variables)[0];
  return path(`%given.where(${one} ${operator} ${other}).exists()`, {}, variables)[0];
}

const HIDDEN = 'http://hl7.org/fhir/StructureDefinition/questionnaire-hidden';

export function asked(form, answers) {
  const shown = new Set();
  const counting = new Map();
  const walk = (items, under) => {
    for (const item of items ?? []) {
      const results = (item.enableWhen ?? []).map((it) => holds(it, counting.get(it.question) ?? []));
      const enabled = !results.length || (item.enableBehavior === 'any' ? results.some(Boolean) : results.every(Boolean));
      if (!enabled) continue;
      const isHidden = under || item.readOnly || item.extension?.some((it) => it.url === HIDDEN && it.valueBoolean);
      if (!isHidden) shown.add(item.linkId);
      counting.set(item.linkId, isHidden ? initial(item) : (answers[item.linkId] ?? []));
      walk(item.item, isHidden);
    }
  };
  walk(form.item, false);
  return shown;
}

const BOUND = 'http://hl7.org/fhir/StructureDefinition/';

export function dayFits(item, typed) {
  const bound = (name) => item.extension?.find((it) => it.url === BOUND + name)?.valueDate;
  return typed.split('\n').filter(Boolean).every((day) => {
    const fits = (operator, other) => !other || path(`%one.toDate() ${operator} %other.toDate()`, {}, { one: day, other })[0] === true;
    return fits('>=', bound('minValue')) && fits('<=', bound('maxValue'));
  });
}

const SCORE = 'https://dagsform.example/fhir/score';
const ORDINAL = 'http://hl7.org/fhir/StructureDefinition/ordinalValue';

export function score(form, items, name) {
  const [rule] = form.extension.filter(
    (it) => it.url === SCORE && it.extension.some((part) => part.url === 'name' && part.valueString === name),
  );
  const parts = (url) => rule.extension.filter((it) => it.url === url).map((it) => it.valueDecimal ?? it.valueInteger ?? it.valueCode ?? it.valueString);
  const questions = parts('question');
  const response = { resourceType: 'QuestionnaireResponse', status: 'completed', item: items };
  const given = questions.map((question) => {
    const [value] = path('QuestionnaireResponse.descendants().where(linkId = %question).answer.value', response, { question });
    if (value === undefined) return null;
    if (typeof value === 'number') return value;
    const option = `descendants().where(linkId = %question).answerOption.where(value.code = %code)`;
    const found = path(`${option}.descendants().where(url = '${ORDINAL}').value`, form, { question, code: value.code });
    return found[0] ?? null;
  });
  const weights = parts('weight').length ? parts('weight') : questions.map(() => 1);
  const rated = given.map((value, place) => ({ value, weight: weights[place] })).filter(({ value }) => value !== null);
  const [kind, [most]] = [parts('rule')[0], parts('maxMissing')];
  const missing = questions.length - rated.length;
  if (!rated.length || missing > (kind === 'gas' ? questions.length - 1 : (most ?? 0))) return null;
  const variables = { values: rated.map((it) => it.value), rated, count: questions.length };
  const formulas = {
    sum: '%values.sum() * %count / %values.count()',
    mean: '%values.sum() / %values.count()',
    gas: '50 + 10 * %rated.select(value * weight).sum() / (0.7 * %rated.select(weight * weight).sum() + 0.3 * %rated.select(weight).sum() * %rated.select(weight).sum()).sqrt()',
  };
  const [computed] = path(formulas[kind], {}, variables);
  const result = Math.round(computed * (parts('factor')[0] ?? 1) * 10000) / 10000;
  const rows = rule.extension.filter((it) => it.url === 'row').map((row) => {
    const part = (url) => row.extension.filter((it) => it.url === url).map((it) => it.valueDecimal ?? it.valueInteger)[0];
    return { from: part('from'), to: part('to') };
  });
  if (!rows.length) return result;
  return rows.find((row) => Math.abs(row.from - result) < 0.0002)?.to ?? null;
}
