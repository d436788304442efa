import { parentPort, workerData } from 'node:worker_threads';

import { createPathOf } from '../../intake/name/create-path-of.js';
import { createAttemptSetting } from '../create-attempt-setting.js';
import type { ThreadData, ToThread } from './messages.js';
import { OrderDesk } from './order-desk.js';

void start(workerData as ThreadData);

async function start({ options, env, dir, mayExist, paidUntil }: ThreadData): Promise<void> {
  const { setting } = await createAttemptSetting(options, {
    env,
    naming: { dir, mayExist, taken: undefined, pathOf: createPathOf(dir) },
    contents: undefined,
    paidUntil,
  });
  const desk = new OrderDesk(setting, (told) => parentPort?.postMessage(told));
  parentPort?.on('message', (told: ToThread) => desk.hear(told));
}
