// Sends what was answered without a network: in order, each answer once, as soon as that works.

const queue = (() => {
  const LONGEST = 5 * 60 * 1000; // ms between two tries, at most
  let sending; // one sender at a time
  let rest = { tries: 0, until: 0, wait: 0 };

  /** Keeps an answer until the server has it; `question` is missing where all is to be sent. */
  async function add(entry) {
    // A new answer takes the place of one that was refused.
    for (const old of await of(entry.occasion)) {
      if (old.refused && old.question === entry.question) await safe.drop("waiting", old.name);
    }
    const key = entry.key ?? crypto.randomUUID();
    await safe.put("waiting", { ...entry, key, given: Date.now() }, undefined, entry.occasion);
    registration.sync?.register("answers").catch(() => undefined);
  }

  const of = (occasion) => safe.all("waiting", occasion);

  /** Whether something of an occasion is still to be sent. */
  async function waits(occasion) {
    return (await of(occasion)).some((entry) => !entry.refused);
  }

  /** Sends what waits; true when nothing is left to send. `now`: whatever happened before. */
  function send({ now = false } = {}) {
    if (now) rest.until = 0;
    const left = rest.until - Date.now();
    // More is left than there was to wait: the phone's clock was put back.
    if (left > 0 && left <= rest.wait) return Promise.resolve(false);
    sending ??= sendAll().finally(() => (sending = undefined));
    return sending;
  }

  async function sendAll() {
    for (;;) {
      const entries = (await safe.all("waiting")).filter((entry) => !entry.refused);
      if (entries.length === 0) return true;
      let early = [];
      for (const entry of entries) {
        // Before all of a questionnaire is sent, what was too early gets its last try.
        const again = entry.question ? [] : early.filter((it) => it.occasion === entry.occasion);
        for (const it of again) if ((await deliver(it, true)) === "stop") return pause();
        early = early.filter((it) => !again.includes(it));
        const came = await deliver(entry);
        if (came === "stop") return pause();
        rest = { tries: 0, until: 0, wait: 0 };
        if (came === "early") early.push(entry);
      }
      // Another answer may have brought the question back; when not, the person is told.
      for (const entry of early) {
        if ((await deliver(entry, true)) === "stop") return pause();
      }
      await tell();
    }
  }

  async function pause() {
    rest.tries += 1;
    const wait = Math.min(LONGEST, 1000 * 2 ** rest.tries);
    rest.until = Math.max(rest.until, Date.now() + wait);
    rest.wait = rest.until - Date.now();
    await tell();
    return false;
  }

  async function deliver(entry, isLast = false, isRenewed = false) {
    let answer, said;
    try {
      answer = await post(entry);
      said = await answer.json(); // a proxy or a hotel's network answers otherwise
    } catch {
      return "stop";
    }
    if (answer.ok && said.receipt) return taken(entry, said);
    if (answer.status === 429) {
      rest.until = Date.now() + 1000 * Number(answer.headers.get("retry-after") ?? 60);
      return "stop";
    }
    if (answer.status >= 500 || !said.refused) return "stop";
    if (said.refused === "not-asked" && !isLast) return "early";
    if (said.refused === "unknown-right" && !isRenewed) {
      const form = await forms.keep(entry.occasion); // works while somebody is signed in
      if (form && form.keeper === entry.keeper) return deliver({ ...entry, right: form.right }, isLast, true);
    }
    const { name, ...what } = entry;
    await safe.put("waiting", { ...what, refused: { code: said.refused, said: said.title } }, name, entry.occasion);
    return "refused";
  }

  function post({ occasion, question, deed, answer, right, key, given, language }) {
    const waited = Math.max(0, Date.now() - given);
    return fetch("/answers/queued", {
      method: "POST",
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(10_000),
      headers: {
        authorization: `Bearer ${right}`,
        "idempotency-key": key,
        "content-type": "application/json",
        "accept-language": language,
        accept: "application/json",
      },
      body: JSON.stringify({ occasion, question, deed, answer, waited }),
    });
  }

  async function taken(entry, said) {
    if (said.state === "sent") {
      await safe.put("receipts", { receipt: said.receipt, keeper: entry.keeper }, entry.occasion);
      for (const other of await of(entry.occasion)) {
        if (!other.question) await safe.drop("waiting", other.name);
      }
    }
    await safe.drop("waiting", entry.name);
    // One that was refused is still to be looked at, in its form.
    if (said.state === "sent" && (await of(entry.occasion)).length === 0) await forms.drop(entry.occasion);
    return "taken";
  }

  /** What a page says about it, to the person it belongs to. */
  async function status() {
    const keeper = await forms.keeper();
    const entries = (await safe.all("waiting")).filter((entry) => entry.keeper === keeper);
    const waiting = entries.filter((entry) => !entry.refused);
    const answers = new Set(waiting.filter((it) => it.question).map((it) => `${it.occasion} ${it.question}`));
    const receipts = (await safe.all("receipts")).filter((it) => it.keeper === keeper);
    return {
      waiting: answers.size || Math.min(waiting.length, 1),
      refused: entries.filter((it) => it.refused).map(({ occasion, question }) => ({ occasion, question })),
      finished: waiting.filter((it) => !it.question).map((it) => it.occasion),
      receipts: receipts.map((it) => it.receipt),
    };
  }

  async function tell() {
    const said = await status();
    for (const page of await clients.matchAll()) page.postMessage({ type: "waiting", ...said });
  }

  /** The person has read the receipts. */
  async function seen() {
    for (const { name } of await safe.all("receipts")) await safe.drop("receipts", name);
  }

  /** The person does not need this answer any more. */
  async function discard(occasion, question) {
    for (const entry of await of(occasion)) {
      if (entry.refused && entry.question === question) await safe.drop("waiting", entry.name);
    }
    await tell();
  }

  const isEmpty = () => safe.isEmpty("waiting");
  const settled = async () => sending;
  return { add, of, waits, send, settled, status, tell, seen, discard, isEmpty };
})();
