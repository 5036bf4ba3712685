// Reads the page aloud with a voice of the device itself; what is read never leaves it.
const button = document.querySelector("[data-aloud]");
const words = button?.textContent;

/** A voice on this device for the page's language; voices from the network are left alone. */
function voice() {
  const { lang } = document.documentElement;
  const fits = (it) => it.localService && it.lang.toLowerCase().split(/[-_]/)[0] === lang;
  return speechSynthesis.getVoices().find(fits);
}

function offer() {
  button.hidden = !voice();
}

function end() {
  speechSynthesis.cancel();
  button.textContent = words;
  button.setAttribute("aria-pressed", "false");
}

/** One utterance for each line: browsers break off what is long. */
function read() {
  const lines = document.querySelector("main").innerText.split("\n").filter((line) => line.trim());
  const chosen = voice();
  lines.forEach((line, place) => {
    const said = Object.assign(new SpeechSynthesisUtterance(line), { voice: chosen, lang: chosen.lang, rate: 0.9 });
    if (place === lines.length - 1) said.onend = end;
    speechSynthesis.speak(said);
  });
  button.textContent = button.dataset.stop;
  button.setAttribute("aria-pressed", "true");
}

if (button) {
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer); // some browsers learn of voices late
  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? end() : read()));
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
