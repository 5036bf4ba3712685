// Keeps what people answer on their phone: in IndexedDB, encrypted with a key that nobody can read.
//
// The browser holds the key and encrypts with it, but never hands it out. Nothing is called kept
// before it is on the disk. `destroy` takes the key too: what is left over opens for nobody.

const safe = (() => {
  const STORES = { keys: {}, forms: {}, receipts: {}, waiting: { autoIncrement: true } };
  let opened; // the database, as a promise
  let key;

  function database() {
    opened ??= new Promise((done, fail) => {
      const request = indexedDB.open("answers", 1);
      request.onupgradeneeded = () => {
        for (const name in STORES) request.result.createObjectStore(name, STORES[name]);
      };
      request.onerror = () => fail(request.error);
      request.onsuccess = () => {
        request.result.onversionchange = close;
        request.result.onclose = close;
        done(request.result);
      };
    }).catch((error) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  function close() {
    opened?.then((it) => it.close()).catch(() => undefined);
    opened = key = undefined;
  }

  async function run(store, mode, work) {
    const tx = (await database()).transaction(store, mode, { durability: "strict" });
    const request = work(tx.objectStore(store));
    return new Promise((done, fail) => {
      tx.oncomplete = () => done(request.result);
      tx.onabort = tx.onerror = () => fail(tx.error);
    });
  }

  async function ours() {
    if (key) return key;
    const kept = () => run("keys", "readonly", (keys) => keys.get("answers"));
    key = await kept();
    if (key) return key;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Of two that begin at once, the first wins for both.
    await run("keys", "readwrite", (keys) => keys.add(made, "answers")).catch(() => undefined);
    key = await kept();
    return key;
  }

  async function seal(what) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(what));
    return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await ours(), text) };
  }

  async function unseal(kept) {
    if (!kept) return undefined;
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, await ours(), kept.sealed);
    return JSON.parse(new TextDecoder().decode(text));
  }

  return {
    /** Keeps something, under a name or as the newest. */
    async put(store, what, name) {
      const sealed = await seal(what);
      return run(store, "readwrite", (it) => it.put(sealed, name));
    },
    async get(store, name) {
      return unseal(await run(store, "readonly", (it) => it.get(name)));
    },
    /** Everything with its name, the oldest first. */
    async all(store) {
      const names = await run(store, "readonly", (it) => it.getAllKeys());
      const found = await Promise.all(names.map((name) => this.get(store, name)));
      return found.flatMap((what, place) => (what ? [{ ...what, name: names[place] }] : []));
    },
    async isEmpty(store) {
      return (await run(store, "readonly", (it) => it.count())) === 0;
    },
    drop: (store, name) => run(store, "readwrite", (it) => it.delete(name)),
    async destroy() {
      await Promise.resolve(opened).then((it) => it?.close()).catch(() => undefined);
      opened = key = undefined;
      await new Promise((done) => {
        const request = indexedDB.deleteDatabase("answers");
        request.onsuccess = request.onerror = request.onblocked = done;
      });
    },
  };
})();
