// Says how to put the app on this phone or computer, where that can be done and is not done yet.
const card = document.querySelector("[data-install]");
const isInstalled = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
// iPads call themselves Macs; no Mac has a touch screen.
const isApple = /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

function show(which) {
  card.querySelector(`[data-install-${which}]`).hidden = false;
  card.hidden = false;
}

if (card && !isInstalled) {
  if (isApple) show("apple");
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault(); // nobody is asked by a bar that comes by itself
    show("ask");
    const button = card.querySelector("button");
    button.onclick = async () => {
      await event.prompt();
      const { outcome } = await event.userChoice;
      if (outcome === "accepted") card.hidden = true;
      button.disabled = true; // a browser asks once; the next page may offer it again
    };
  });
  addEventListener("appinstalled", () => (card.hidden = true));
}
