// Registers the worker, and asks for notices when the person presses the button for them.
import "./waiting.js";

// The page of a form that was kept shows nothing by itself.
if (document.querySelector("[data-pack]")) import("./pack.js");

const button = document.querySelector("[data-push]");

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/worker.js").catch(() => undefined);
  navigator.serviceWorker.ready.then(async (registration) => {
    const { lang } = document.documentElement;
    registration.active?.postMessage({ type: "language", language: lang });
    // Where notices can't work, or work already, the offer stays hidden.
    if (!button || !registration.pushManager || !("Notification" in window)) return;
    if (await registration.pushManager.getSubscription()) return;
    offer(registration);
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
      const answer = await fetch("/push/subscriptions", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(subscription),
      });
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
