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

  /** Whether there is anything at all: looking must not make it. */
  async function isThere() {
    if (opened || !indexedDB.databases) return true;
    return (await indexedDB.databases()).some(({ name }) => name === "answers");
  }

  async function run(store, mode, ...works) {
    if (mode === "readonly" && !(await isThere())) return works.map(() => undefined);
    const tx = (await database()).transaction(store, mode, { durability: "strict" });
    const requests = works.map((work) => work(tx.objectStore(store)));
    return new Promise((done, fail) => {
      tx.oncomplete = () => done(requests.map((request) => request.result));
      tx.onabort = tx.onerror = () => fail(tx.error);
    });
  }

  async function ours() {
    if (key) return key;
    const kept = async () => (await run("keys", "readonly", (keys) => keys.get("answers")))[0];
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
    /** Keeps something, under a name or as the newest. `of` stands beside it in the clear. */
    async put(store, what, name, of) {
      const sealed = await seal(what);
      await run(store, "readwrite", (it) => it.put({ ...sealed, of }, name));
    },
    async get(store, name) {
      return unseal((await run(store, "readonly", (it) => it.get(name)))[0]);
    },
    /** Everything with its name, the oldest first; or what is `of` something. */
    async all(store, of) {
      const [names = [], kept = []] = await run(store, "readonly", (it) => it.getAllKeys(), (it) => it.getAll());
      const wanted = kept.map((one, place) => [one, names[place]]).filter(([one]) => !of || one.of === of);
      return Promise.all(wanted.map(async ([one, name]) => ({ ...(await unseal(one)), name })));
    },
    async isEmpty(store) {
      return !(await run(store, "readonly", (it) => it.count()))[0];
    },
    drop: (store, name) => run(store, "readwrite", (it) => it.delete(name)),
    async destroy() {
      await Promise.resolve(opened).then((it) => it?.close()).catch(() => undefined);
      opened = key = undefined;
      // What was begun without a name goes too; a page keeps it, in a database of its own.
      for (const name of ["answers", "drafts"]) {
        await new Promise((done) => {
          const request = indexedDB.deleteDatabase(name);
          request.onsuccess = request.onerror = request.onblocked = done;
        });
      }
    },
  };
})();
