// pg-boss under the same load: no-op jobs that are due, from the worker's start until all are recorded.
//
// POSTGRES_URL names a server where databases may be made; each round has one of its own.
// A line says: name, median, least and most of the rounds in jobs per second, setting.

import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import PgBoss from "pg-boss";

const { version } = createRequire(import.meta.url)("pg-boss/package.json");
const SERVER = process.env.POSTGRES_URL;
const ROUNDS = 3;
const QUEUE = "nothing";
const BATCH = 256;

// A worker of pg-boss takes one job, then waits two seconds: ten thousand would take hours.
const SETTINGS = [
  { name: "pg-boss, as it comes", jobs: 10, workers: 1, options: {}, tireless: false,
    says: "one worker, one job at a time, a look each 2 s; measured with 10 jobs" },
  { name: "pg-boss, tuned", jobs: 10_000, workers: 4, options: { batchSize: BATCH, pollingIntervalSeconds: 0.5 },
    tireless: true, says: `4 workers, ${BATCH} jobs at a time, told to look again at once` },
];

async function database() {
  const name = `peer_${process.pid}_${Date.now()}`;
  const client = new pg.Client(`${SERVER}/postgres`);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return {
    url: `${SERVER}/${name}`,
    async drop() {
      const client = new pg.Client(`${SERVER}/postgres`);
      await client.connect();
      await client.query(`drop database ${name} with (force)`);
      await client.end();
    },
  };
}

async function round({ jobs, workers, options, tireless }) {
  const { url, drop } = await database();
  const boss = new PgBoss(url);
  boss.on("error", (error) => { console.error(error); process.exit(1); });
  await boss.start();
  await boss.createQueue(QUEUE);
  for (let made = 0; made < jobs; made += 1000) {
    const some = Math.min(1000, jobs - made);
    await boss.insert(Array.from({ length: some }, () => ({ name: QUEUE, data: {} })));
  }
  const watch = new pg.Client(url);
  await watch.connect();
  await watch.query("vacuum analyze");

  let called = 0;
  const ids = [];
  const from = performance.now();
  for (let i = 0; i < workers; i += 1) {
    ids.push(await boss.work(QUEUE, options, async (batch) => {
      called += batch.length;
      if (tireless) ids.forEach((id) => boss.notifyWorker(id));
    }));
  }
  while (called < jobs) await sleep(5);
  const left = "select 1 from pgboss.job where name = $1 and state < 'completed' limit 1";
  while ((await watch.query(left, [QUEUE])).rowCount > 0) await sleep(5);
  const rate = (jobs / (performance.now() - from)) * 1000;

  const completed = "select count(*)::int as n from pgboss.job where name = $1 and state = 'completed'";
  const { n } = (await watch.query(completed, [QUEUE])).rows[0];
  if (n !== jobs || called !== jobs) throw new Error(`${called} called, ${n} recorded of ${jobs}`);
  await watch.end();
  // It leaves a connection behind, which ends with its database: nobody's mistake any more.
  boss.removeAllListeners("error").on("error", () => {});
  await boss.stop({ graceful: false, wait: true });
  await drop();
  return rate;
}

for (const setting of SETTINGS) {
  const rates = [];
  for (let i = 0; i < ROUNDS; i += 1) rates.push(await round(setting));
  rates.sort((a, b) => a - b);
  const [least, median, most] = [rates[0], rates[ROUNDS >> 1], rates[ROUNDS - 1]];
  const figures = [median, least, most].map((rate) => rate.toFixed(1)).join("\t");
  console.log(`${setting.name}\t${figures}\t${version}: ${setting.says}`);
}
process.exit(0);
