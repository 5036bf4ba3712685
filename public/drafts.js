// Keeps what was answered so far without a name, on this phone and until it is sent.
//
// Encrypted with a key that the browser holds and never hands out, in a database of its own:
// signing out removes it, and with it every answer that was not sent.

import { shelf } from "./shelf.js";

const run = shelf("drafts", ["keys", "drafts"]);

async function ours() {
  const kept = await run("keys", "readonly", (it) => it.get("key"));
  if (kept) return kept;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await run("keys", "readwrite", (it) => it.put(key, "key"));
  return key;
}

/** Keeps the answers under a name. */
export async function keep(answers, name) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(answers));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await ours(), text);
  await run("drafts", "readwrite", (it) => it.put({ iv, sealed }, name));
}

/** The answers that were kept under a name; none when they can't be read. */
export async function kept(name) {
  try {
    const { iv, sealed } = await run("drafts", "readonly", (it) => it.get(name));
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await ours(), sealed);
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return undefined;
  }
}

/** Forgets them. */
export const forget = (name) => run("drafts", "readwrite", (it) => it.delete(name));
