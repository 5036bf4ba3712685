// Takes the code out of a scanned link, so that nobody has to type it, and out of the address bar.
const field = document.querySelector("#code");
const code = location.hash.slice(1);

if (field && code) {
  // A code is letters, digits and hyphens; anything else was never one of ours.
  field.value = code.replace(/[^\w-]/g, "");
  history.replaceState(null, "", location.pathname + location.search);
}
