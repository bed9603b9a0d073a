/**
 * `node -r ./scripts/typescript.cjs scripts/bench/noop-jobs.ts <redis url> <n>`: jobs that do nothing through BullMQ, added
 * by hundreds while a worker takes a hundred at a time. Prints how many a second, from the first that is added to the last
 * that is done, and leaves nothing in the Redis.
 */
import { performance } from 'node:perf_hooks';
import { type ConnectionOptions, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

const A_CALL = 100;
const CONCURRENCY = 100;
/** Unmeasured, which compiles what a job runs through. */
const WARM_UP = 1_000;

/** With BullMQ's defaults, by which what is done is kept: removing it takes longer. */
const job = { name: 'noop', data: {} };

const add = async (queue: Queue, count: number): Promise<void> => {
  for (let left = count; left > 0; left -= A_CALL)
    await queue.addBulk(Array.from({ length: Math.min(A_CALL, left) }, () => job));
};

/** Milliseconds from the first job that is added until so many are done. */
const millisFor = async (queue: Queue, worker: Worker, count: number): Promise<number> => {
  let left = count;
  const begun = performance.now();
  const done = new Promise<void>((resolve) => {
    const take = (): void => {
      left -= 1;
      if (left > 0) return;
      worker.off('completed', take);
      resolve();
    };
    worker.on('completed', take);
  });
  await add(queue, count);
  await done;
  return performance.now() - begun;
};

const main = async (url: string, count: number): Promise<void> => {
  const clients = [new Redis(url), new Redis(url, { maxRetriesPerRequest: null })] as const;
  const [adding, taking] = clients as unknown as readonly [ConnectionOptions, ConnectionOptions];
  const queue = new Queue('noop', { connection: adding });
  const worker = new Worker('noop', async () => undefined, { connection: taking, concurrency: CONCURRENCY });
  try {
    await worker.waitUntilReady();
    await millisFor(queue, worker, WARM_UP);
    process.stdout.write(`RATE=${String((count * 1000) / (await millisFor(queue, worker, count)))}\n`);
  } finally {
    await worker.close();
    await queue.obliterate({ force: true });
    await queue.close();
    for (const client of clients) client.disconnect();
  }
};

const [, , url, count] = process.argv;
if (url === undefined || !/^[1-9]\d*$/.test(count ?? '')) throw new Error('The URL of a Redis, and how many jobs');
void main(url, Number(count));
