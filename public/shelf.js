// A small database of this phone, opened when it is first asked.

/** A function that asks one store of it: `work` is given the store, and its result comes back once it is on the disk. */
export function shelf(name, stores) {
  let opened;

  function database() {
    opened ??= new Promise((done, fail) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        for (const store of stores) request.result.createObjectStore(store);
      };
      request.onerror = () => fail(request.error);
      request.onsuccess = () => {
        // Whoever signs out removes it.
        request.result.onversionchange = () => {
          request.result.close();
          opened = undefined;
        };
        done(request.result);
      };
    });
    return opened;
  }

  return async (store, mode, work) => {
    const tx = (await database()).transaction(store, mode, { durability: "strict" });
    const request = work(tx.objectStore(store));
    return new Promise((done, fail) => {
      tx.oncomplete = () => done(request.result);
      tx.onabort = tx.onerror = () => fail(tx.error);
    });
  };
}
