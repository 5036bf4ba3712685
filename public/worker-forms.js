// Keeps the forms that are due on the person's own phone, and answers them without a network.

const FORMS = "forms-v1"; // forms as the server drew them, without answers
const FRESH = 24 * 60 * 60 * 1000; // ms until a kept form is fetched again
const HURRY = 8000; // ms until an answer is kept here instead of waiting for the server

const forms = (() => {
  const page = (occasion) => `/questions/${occasion}/pack`;

  /** Fetches a form with the right to send its answers; nothing where the server says no. */
  async function keep(occasion) {
    const begun = era;
    const answer = await fetch(page(occasion), {
      method: "POST",
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(HURRY),
    }).catch(() => undefined);
    if (!answer?.ok || answer.headers.get("x-keep") !== "phone") return undefined;
    const { page: html, policy, ...kept } = await answer.json();
    if (begun !== era) return undefined;
    const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy };
    const cache = await caches.open(FORMS);
    await cache.put(page(occasion), new Response(html, { headers }));
    await safe.put("forms", { ...kept, at: Date.now() }, occasion);
    await safe.put("keys", kept.keeper, "keeper"); // whoever is signed in is given their own forms
    return kept;
  }

  async function drop(occasion) {
    await safe.drop("forms", occasion);
    if (await caches.has(FORMS)) await (await caches.open(FORMS)).delete(page(occasion));
  }

  /** Keeps exactly what is due, and whatever still has answers to send. */
  async function due(occasions, who) {
    await safe.put("keys", who, "keeper");
    for (const form of await safe.all("forms")) {
      const isDue = occasions.includes(form.name) && form.keeper === who;
      if (!isDue && (await queue.of(form.name)).length === 0) await drop(form.name);
    }
    for (const occasion of occasions) {
      const kept = await safe.get("forms", occasion);
      const isFresh = kept && Date.now() - kept.at < FRESH && (await has(occasion));
      if (!isFresh && !(await queue.waits(occasion))) await keep(occasion);
    }
  }

  const keeper = () => safe.get("keys", "keeper");
  const has = async (occasion) => Boolean(await caches.match(page(occasion), { cacheName: FORMS }));

  /** What was answered here or before, and what was refused, for the page of the form. */
  async function draft(occasion) {
    const form = await safe.get("forms", occasion);
    const mine = (await queue.of(occasion)).filter((entry) => entry.question);
    const answers = { ...form?.answers };
    const refused = {};
    for (const { question, deed, answer, refused: why } of mine) {
      answers[question] = deed === "skip" ? null : answer;
      if (why) refused[question] = why;
    }
    const isHis = form?.keeper === (await keeper());
    return isHis ? { answers, refused } : { answers: {}, refused: {} };
  }

  async function note(occasion, question, answer) {
    const form = await safe.get("forms", occasion);
    if (!form) return;
    form.answers[question] = answer;
    await safe.put("forms", form, occasion);
  }

  /** What a question's form sends, read as the server reads it. */
  function read(body) {
    const sent = new URLSearchParams(body);
    const lines = sent.getAll("answer").filter((line) => line !== "");
    if (lines.length === 0) lines.push(...sent.getAll("own"));
    lines.push(...sent.getAll("more"));
    const answer = lines.join("\n").trim();
    return { answer, deed: sent.get("deed") ?? "next", isLast: sent.has("last") };
  }

  /** Sends an answer on, or keeps it here when nobody takes it. */
  async function answer(event, url) {
    const [occasion, question] = url.pathname.split("/").slice(2).map(decodeURIComponent);
    const form = await safe.get("forms", occasion).catch(() => undefined);
    if (!form) return fetch(event.request).catch(() => unsent("unsent"));
    const body = await event.request.text();
    const given = read(body);
    const key = crypto.randomUUID();
    const skips = given.deed === "skip" || given.answer === "";
    const isAnswer = question !== "finish" && (given.deed !== "not_today" || !skips);
    // Who has answers waiting stands in line, so that they arrive in the order they were given.
    if (!(await queue.waits(occasion))) {
      const came = await pass(url, body, key);
      if (came?.type === "opaqueredirect" && isAnswer) {
        await note(occasion, question, skips ? null : given.answer);
      }
      if (came) return came;
    }
    const { right, language, keeper: who } = form;
    const entry = { occasion, right, language, keeper: who };
    const ends = question === "finish" || (given.isLast && given.deed !== "not_today");
    try {
      if (isAnswer) await queue.add({ ...entry, question, deed: given.deed, answer: given.answer, key });
      if (ends) await queue.add(entry);
    } catch {
      return unsent("full"); // no room on this phone
    }
    event.waitUntil(queue.send().then(queue.tell));
    const after = question === "finish" ? "" : `?after=${encodeURIComponent(question)}`;
    const next = given.deed === "not_today" ? "/today" : `/questions/${occasion}${after}`;
    return Response.redirect(new URL(next, location), 303);
  }

  /** The server's answer, unless it is not there, or does not know the person any more. */
  async function pass(url, body, key) {
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      accept: "text/html",
      "idempotency-key": key,
    };
    const signal = AbortSignal.timeout(HURRY);
    try {
      const came = await fetch(url.pathname, { method: "POST", redirect: "manual", headers, body, signal });
      const isOurs = came.type === "opaqueredirect" || [403, 404, 410, 413, 422].includes(came.status);
      return isOurs ? came : undefined;
    } catch {
      return undefined;
    }
  }

  /** A page of a form: the server's, or the kept one while answers wait or nobody is there. */
  async function show(event, url) {
    const occasion = url.pathname.split("/")[2];
    const kept = await caches.match(page(occasion), { cacheName: FORMS });
    if (kept && url.searchParams.has("again")) return kept;
    // Where nothing can be kept, nothing waits either.
    const waits = () => queue.waits(occasion).catch(() => false);
    if (kept && (await waits())) {
      await within(queue.send(), 3000);
      if (await waits()) return kept;
    }
    const network = fetch(event.request);
    const late = new Promise((_, refuse) => {
      if (kept) setTimeout(refuse, HURRY);
    });
    try {
      const came = await Promise.race([network, late]);
      if (came.status >= 500 && kept) return kept;
      // Opened once is enough to go on in a tunnel.
      if (came.ok && !kept) event.waitUntil(keep(occasion).catch(() => undefined));
      return came;
    } catch {
      return kept ?? offline();
    }
  }

  /** Forgets the forms; those with answers that wait stay. */
  async function forget() {
    for (const { name } of await safe.all("forms")) {
      if ((await queue.of(name)).length === 0) await drop(name);
    }
  }

  return { keep, drop, due, keeper, draft, answer, show, forget };
})();

/** Signs out when everything arrived; asks first when something can't be sent. */
async function signOut(event) {
  const sent = new URLSearchParams(await event.request.clone().text());
  if (!sent.has("discard") && !(await queue.isEmpty())) {
    await within(queue.send({ now: true }), HURRY);
    const asks = await caches.match("/sign-out/waiting");
    if (asks && !(await queue.isEmpty())) return asks;
  }
  const answer = await fetch(event.request).catch(offline);
  // What is being written now must not bring the database back.
  await within(queue.settled(), HURRY);
  await forget();
  await caches.delete(FORMS);
  await safe.destroy();
  return answer;
}

const offline = async () => (await caches.match("/offline")) ?? Response.error();
const within = (work, most) => Promise.race([work, new Promise((done) => setTimeout(done, most))]).catch(() => undefined);
