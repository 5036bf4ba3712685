// Makes a chosen photo small and square before it is sent: phones take them large.
const SIDE = 256; // pixels
const input = document.querySelector("[data-photo] input[type=file]");

input?.addEventListener("change", async () => {
  const [file] = input.files;
  if (!file) return;
  try {
    const picture = await createImageBitmap(file); // turned as it was held
    const side = Math.min(picture.width, picture.height);
    const canvas = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
    const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
    canvas.getContext("2d").drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE);
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    const chosen = new DataTransfer();
    chosen.items.add(new File([small], "photo.jpg", { type: "image/jpeg" }));
    input.files = chosen.files;
  } catch {
    // The server says what is wrong with it.
  }
});
