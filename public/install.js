// Says how to put the app on this phone or computer: what its menu is called, or a button that asks.
const card = document.querySelector("[data-install]");
// iPads call themselves Macs; no Mac has a touch screen.
const isApple = /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

function show(which) {
  for (const way of card.querySelectorAll("[data-install-way]")) way.hidden = way.dataset.installWay !== which;
}

if (card) {
  if (isApple) show("apple");
  addEventListener("beforeinstallprompt", (event) => {
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
