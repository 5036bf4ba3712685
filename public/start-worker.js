// Registers the worker, and asks for notices when the person presses the button for them.
import "./waiting.js";

// The page of a form that was kept shows nothing by itself.
if (document.querySelector("[data-pack]")) import("./pack.js");

// Tokens for answers without a name: fetched on one visit, used on a later one.
if (document.querySelector("[data-tokens]")) import("./tokens.js").then(({ fetchAll }) => fetchAll());
if (document.querySelector("[data-anonymous]")) import("./anonymous.js");

if ("speechSynthesis" in window) import("./aloud.js");
if (document.querySelector("[data-install]")) import("./install.js");

const button = document.querySelector("[data-push]");

const update = document.querySelector("[data-update]");
let isWriting = false;

if ("serviceWorker" in navigator) {
  addEventListener("input", () => {
    isWriting = true;
    if (update) update.hidden = true;
  });
  navigator.serviceWorker.register("/worker.js").then(watch).catch(() => undefined);
  navigator.serviceWorker.ready.then(async (registration) => {
    const { lang, dataset } = document.documentElement;
    registration.active?.postMessage({ type: "language", language: lang, theme: dataset.theme ?? "" });
    navigator.clearAppBadge?.().catch(() => undefined); // the person is here and sees what is new
    // Where notices can't work, or work already, the offer stays hidden.
    if (!registration.pushManager || !("Notification" in window)) return;
    const subscription = await registration.pushManager.getSubscription();
    if (subscription) await resync(subscription);
    else if (button) offer(registration);
  });
}

// A page that the phone showed at once, as it was: the new one takes its place, unless somebody has
// begun with the old one.
const renewing = document.querySelector("[data-renewing]:not([hidden])");
let isTouched = false;

if (renewing) {
  for (const type of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(type, () => (isTouched = true), { once: true, passive: true });
  }
  navigator.serviceWorker.addEventListener("message", ({ data }) => data?.type === "renewed" && renew(data.is));
}

function renew(is) {
  if (is === "gone" || (is === "changed" && !isTouched)) return location.replace(location.pathname);
  if (is === "offline") {
    renewing.hidden = true;
    document.querySelector("[data-offline]").hidden = false;
    return;
  }
  renewing.textContent = renewing.dataset[is];
  if (is === "same") return;
  const link = Object.assign(document.createElement("a"), { href: location.pathname, textContent: renewing.dataset.show });
  renewing.append(" ", link);
}

/** Says that a newer release is here, unless something is being written that it would lose. */
function watch(registration) {
  const offer = (worker) => {
    if (!update || isWriting || !navigator.serviceWorker.controller) return;
    update.hidden = false;
    update.querySelector("button").onclick = () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
      worker.postMessage({ type: "release" });
    };
  };
  if (registration.waiting) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming.addEventListener("statechange", () => coming.state === "installed" && offer(coming));
  });
}

/** Tells the server where this phone is, once in each session: it may have forgotten. */
async function resync(subscription) {
  if (sessionStorage.getItem("push") === subscription.endpoint) return;
  const answer = await tell(subscription).catch(() => undefined);
  if (answer?.ok) sessionStorage.setItem("push", subscription.endpoint);
}

function tell(subscription) {
  return fetch("/push/subscriptions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(subscription),
  });
}

function offer(registration) {
  const frame = button.closest("[data-push-offer]") ?? button;
  const said = frame.querySelector("[role=status]");
  const say = (which) => {
    if (said) said.textContent = said.dataset[which];
  };
  frame.hidden = button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const subscription = await registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: bytes(button.dataset.key),
      });
      const answer = await tell(subscription);
      if (!answer.ok) {
        await subscription.unsubscribe(); // so that the offer comes back
        throw new Error(answer.statusText);
      }
      button.hidden = true;
      say("done");
    } catch {
      button.disabled = false;
      say(Notification.permission === "denied" ? "refused" : "failed");
    }
  });
}

function bytes(base64url) {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
