// Fetches tokens for answers without a name, and keeps them on this phone alone.
//
// The module draws a secret and hides it; the server stamps what it can't see. The stamp must be
// that of the key which everyone is shown, and of the one that this phone saw first.

import { shelf } from "./shelf.js";

const run = shelf("anonymous", ["asked", "tokens", "keys"]);

export const get = (store, name) => run(store, "readonly", (it) => it.get(name));
export const put = (store, what, name) => run(store, "readwrite", (it) => it.put(what, name));
const drop = (store, name) => run(store, "readwrite", (it) => it.delete(name));

export const written = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

export const read = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

/** Today, as this phone counts. */
export const today = () => new Date().toDateString();

/** What a token of this phone is kept under: several people may have held the phone. */
export const named = (round, wave) => `${round.split(" ")[0]} ${wave}`;

/** The key of a wave as everyone is shown it: asked without a cookie, so that nobody is shown another. */
async function published(wave) {
  const answer = await fetch("/anonymous/keys", { credentials: "omit", cache: "no-store" });
  return answer.ok ? (await answer.json()).keys[wave] : undefined;
}

/** Whether a key is the published one, and the one that this phone saw first. */
export async function isTheOne(wave, key) {
  const first = await get("keys", wave);
  if (first !== undefined && first !== key) return false;
  if ((await published(wave)) !== key) return false;
  if (first === undefined) await put("keys", key, wave);
  return true;
}

/** Fetches a token for every round that the page names. */
export async function fetchAll() {
  const { tokens, module } = document.querySelector("[data-tokens]").dataset;
  if (module) await fetchRounds(module, JSON.parse(tokens));
}

/** Fetches a token for each of these rounds, one after another, with the module at this address. */
export async function fetchRounds(path, rounds) {
  const module = await import(path);
  await module.default();
  for (const round of rounds) {
    try {
      await fetchOne(module, round);
    } catch {
      return; // no network: the next time the app is opened
    }
  }
}

async function fetchOne(module, round) {
  // Kept before it is sent: when the answer is lost, the same is asked again.
  let asked = await get("asked", round);
  if (!asked) {
    const drawn = module.begin();
    asked = { hidden: drawn.slice(0, 96), blinded: written(drawn.slice(96)) };
    await put("asked", asked, round);
  }
  const answer = await fetch("/anonymous/tokens", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ round, blinded: asked.blinded }),
  });
  if ([400, 404, 409, 410].includes(answer.status)) return drop("asked", round);
  if (!answer.ok) throw new Error(answer.statusText);
  const { wave, key, evaluated, proof } = await answer.json();
  const mine = named(round, wave);
  if (!(await isTheOne(wave, key))) return put("tokens", { refused: "other-key" }, mine);
  const token = module.finish(asked.hidden, read(key), read(evaluated), read(proof));
  if (!token) return put("tokens", { refused: "other-key" }, mine);
  await put("tokens", { token: written(token), key, since: today() }, mine);
  await drop("asked", round);
}
