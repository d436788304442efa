import { type HostileServerOptions, startHostileServer } from './hostile-server/hostile-server.js';
import { workdir } from './workdir.js';

/** Runs pfetch on `count` URLs of a server of the test's own, `N` in the route being their number. */
export async function fetchMany(
  count: number,
  options: string,
  route = 'ok',
  more: HostileServerOptions = {},
) {
  const own = await startHostileServer(more);
  const urls = Array.from({ length: count }, (_, n) => own.url(`/${route.replace('N', String(n))}`));
  const w = workdir();
  const said = await w.sh(`pfetch ${options}`, { input: urls.join('\n') });
  await own.close();
  return { w, said, own };
}
