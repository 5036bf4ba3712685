// Keeps the last seen pages on the person's own phone, and shows notices.
//
// The server alone decides what a phone may keep: only an answer with `x-keep: phone` is
// kept. Pages of staff and pages on a shared phone never carry it. What is answered without a
// network is looked after by the files beside this one.

/* global RELEASE: the server begins this file with the name of the release and its files. */
importScripts("/worker-safe.js", "/worker-queue.js", "/worker-forms.js");

const PAGES = "pages-v1"; // what the person saw last, wiped at sign-out
const SHELL = `shell-${RELEASE.name}`; // the page without a network, and its files
const FILES = "files-v1"; // hashed files, which never change under their name
const KEPT = new Set(["/today", "/plan", "/appointments", "/more"]);
const PATIENCE = 6000; // ms until a kept copy is shown instead of a wait
const MOST_FILES = 40;
const TODAY = 24 * 60 * 60 * 1000; // ms for which a kept page is shown at once when the app is opened
const SOON = 3000; // ms in which a page that was renewed takes the place of the kept one
// What a participant sends from a page, and may send again.
const SENT = /^\/(today|activities|messages|plan|my-data|settings|appointments\/[^/]+\/wish)(\/|$)/;
const SCRIPTS = RELEASE.files.filter((file) => /^\/[\w-]+\.js$/.test(file)); // of kept pages
const QUESTION = /^\/questions\/[0-9a-f-]{36}(\/[^/]+)?$/;

addEventListener("install", (event) => {
  // The worker of a new release waits until the person lets it, or until no page is open.
  event.waitUntil(keepShell().then(() => registration.active ?? skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(dropOldCaches().then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") event.waitUntil(queue.send().catch(() => undefined));
  if (request.method === "POST" && request.mode === "navigate") {
    changed = Date.now();
    // Seen here, because a page without scripts can't ask us to forget.
    if (url.pathname === "/sign-out") event.respondWith(signOut(event));
    else if (QUESTION.test(url.pathname)) event.respondWith(forms.answer(event, url));
    else if (SENT.test(url.pathname)) event.respondWith(fetch(request).catch(() => unsent("unsent")));
    else if (url.pathname === "/invite") event.waitUntil(forget()); // somebody else may come in
  }
  if (request.method !== "GET") return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (SCRIPTS.includes(url.pathname)) event.respondWith(script(request));
  else if (request.mode !== "navigate") return;
  else if (QUESTION.test(url.pathname)) event.respondWith(forms.show(event, url));
  else event.respondWith(page(event, url));
});

addEventListener("message", (event) => {
  const { type, ...said } = event.data ?? {};
  const back = (what) => event.ports[0]?.postMessage(what);
  const work = {
    release: () => skipWaiting(),
    forget: () => forget(),
    language: () => speak(said.language, said.theme),
    due: () => forms.due(said.occasions, said.keeper),
    send: () => queue.send(said).then(queue.tell),
    waiting: () => queue.status().then(back),
    draft: () => forms.draft(said.occasion).then(back),
    discard: () => queue.discard(said.occasion, said.question).then(back),
    seen: () => queue.seen(),
  }[type];
  if (work) event.waitUntil(work().catch(() => undefined));
});

// Where there is Background Sync, the browser wakes us when it has a network again.
addEventListener("sync", (event) => {
  const sent = async () => {
    if (!(await queue.send({ now: true }))) throw new Error("something still waits");
  };
  event.waitUntil(sent());
});

async function keepShell(language = navigator.language, theme = "") {
  const shell = await caches.open(SHELL);
  const headers = { "accept-language": language };
  const answer = await fetch("/offline", { cache: "reload", headers });
  if (!answer.ok) return;
  const html = await answer.text();
  const leaving = await fetch("/sign-out/waiting", { cache: "reload", headers });
  if (leaving.ok) await shell.put("/sign-out/waiting", leaving);
  await Promise.all([
    shell.put("/offline", copy(answer, html, "x-look", `${language} ${theme}`)),
    // One missing icon must not cost the person the whole page.
    ...RELEASE.files.map((link) => shell.add(link).catch(() => undefined)),
  ]);
}

/** Fetches the page without a network again when the person has chosen another language or theme. */
async function speak(language, theme = "") {
  const kept = await caches.match("/offline");
  const isRight = kept?.headers.get("x-look") === `${language} ${theme}`;
  if (!isRight) await keepShell(language, theme).catch(() => undefined);
}

/** An answer as it was read, with one more header for ourselves. */
function copy(answer, body, name, value) {
  const headers = new Headers(answer.headers);
  headers.delete("content-encoding");
  headers.set(name, value);
  return new Response(body, { headers });
}

async function dropOldCaches() {
  const names = await caches.keys();
  const old = names.filter((name) => ![PAGES, SHELL, FILES, FORMS].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

let era = 0; // raised by a sign-out: a page that was on its way then is not kept any more

async function forget() {
  era += 1;
  await caches.delete(PAGES);
  await forms.forget();
}

/** A script of ours: the newest, or without a network the last one. */
async function script(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(SHELL)).put(request, answer.clone());
    return answer;
  } catch {
    return (await caches.match(request)) ?? Response.error();
  }
}

async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.headers.get("cache-control")?.includes("immutable")) {
    const files = await caches.open(FILES);
    await files.put(request, answer.clone());
    const names = await files.keys();
    if (names.length > MOST_FILES) await files.delete(names[0]);
  }
  return answer;
}

let changed = 0; // when something was sent last: a page that was kept before may be out of date
let renewed = { at: 0 }; // the page that comes in the place of a kept one

// `match` alone makes no cache: after a sign-out there is none until a page is kept.
const seenLast = ({ pathname }) => caches.match(pathname, { cacheName: PAGES });

async function page(event, url) {
  if (renewed.path === url.pathname && Date.now() - renewed.at < SOON) {
    renewed = { at: 0 };
    const kept = await seenLast(url);
    if (kept) return kept;
  }
  const network = fetch(event.request);
  const isKept = KEPT.has(url.pathname);
  const begun = era;
  const keeping = network.then((answer) => isKept && begun === era && keep(url, answer.clone(), begun));
  event.waitUntil(keeping.catch(() => undefined));
  const kept = isKept ? await seenLast(url) : undefined;
  if (kept && !url.search && (await isOpening(event.request, kept))) {
    event.waitUntil(renew(event, url, kept.clone(), keeping));
    return fromPhone(kept, "data-renewing");
  }
  const late = new Promise((_, refuse) => {
    if (kept) setTimeout(refuse, PATIENCE);
  });
  try {
    return await Promise.race([network, late]);
  } catch {
    if (kept) return fromPhone(kept, "data-offline");
    return (await caches.match("/offline")) ?? Response.error();
  }
}

/** The app is opened anew, with a page that was seen today, and nothing was sent since. */
async function isOpening({ cache }, kept) {
  const seen = Number(kept.headers.get("x-seen"));
  if (cache === "reload" || cache === "no-cache" || Date.now() - seen > TODAY || seen <= changed) return false;
  return (await clients.matchAll({ type: "window", includeUncontrolled: true })).length === 0;
}

/** Tells the page that was shown as it was what the server says of it now. */
async function renew(event, url, kept, keeping) {
  const is = await keeping.then(async () => {
    const now = await seenLast(url);
    if (!now) return "gone";
    if (now.headers.get("x-seen") === kept.headers.get("x-seen")) return "offline"; // our fault, not news
    return (await bare(now)) === (await bare(kept)) ? "same" : "changed";
  }).catch(() => "offline");
  if (is === "changed") renewed = { path: url.pathname, at: Date.now() };
  (await clients.get(event.resultingClientId))?.postMessage({ type: "renewed", is });
}

/** A page without what is another each time. */
const bare = async (kept) => (await kept.text()).replace(/ (nonce|name="key" value)="[^"]*"/g, "");

/** Nobody took what a form sent: the page stays as it is, with all that was typed, and says so. */
async function unsent(why) {
  for (const page of await clients.matchAll({ type: "window" })) page.postMessage({ type: "unsent", why });
  return new Response(null, { status: 204 });
}

async function keep(url, answer, begun = era) {
  // Sent elsewhere or refused: this phone is not signed in any more.
  if (answer.type === "opaqueredirect" || answer.status === 401) return forget();
  if (!answer.ok) return;
  const pages = await caches.open(PAGES);
  if (answer.headers.get("x-keep") !== "phone") return void (await pages.delete(url.pathname));
  if (url.search) return;
  const body = await answer.blob();
  if (begun !== era) return;
  await pages.put(url.pathname, copy(answer, body, "x-seen", String(Date.now())));
}

/** The page as it was, with a line that says so and when. */
async function fromPhone(kept, line) {
  const html = await kept.text();
  const language = html.match(/<html[^>]* lang="(\w+)"/)?.[1];
  const seen = new Date(Number(kept.headers.get("x-seen")));
  const when = seen.toLocaleString(language, { weekday: "long", hour: "2-digit", minute: "2-digit" });
  const marked = html
    .replace(new RegExp(`<p hidden(="")?( ${line})`), "<p$2")
    .replaceAll("<time></time>", `<time datetime="${seen.toISOString()}">${when}</time>`);
  return new Response(marked, { headers: kept.headers });
}

addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data.json().notification ?? {};
  } catch {
    // A notice that can't be read is still shown: a silent push costs the permission.
  }
  const { title = "Dagsform", body, lang, dir, tag } = said;
  navigator.setAppBadge?.().catch(() => undefined); // a dot: how many there are is nobody's business
  event.waitUntil(
    registration.showNotification(title, { body, lang, dir, tag, icon: "/icon-192.png", badge: "/icon-192.png" }),
  );
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(goTo("/m"));
});

async function goTo(path) {
  const [window] = await clients.matchAll({ type: "window" });
  const moved = await window?.navigate(path).catch(() => null);
  return moved ? moved.focus() : clients.openWindow(path);
}

// The browser changed the address of this phone: tell the server the new one.
addEventListener("pushsubscriptionchange", (event) => {
  const options = event.oldSubscription?.options;
  if (options) event.waitUntil(registration.pushManager.subscribe(options).then(tell));
});

function tell(subscription) {
  return fetch("/push/subscriptions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(subscription),
  });
}
