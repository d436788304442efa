import { statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { platform, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

import { type HttpSettings, type Io, quote, type Size, StopRun } from '@fetchutils/plumbing';
import { type BrowserContext, chromium } from 'playwright-core';

import { startWatchdog } from './watchdog.js';

/** A browser of our own. */
export type LaunchedBrowser = {
  context: BrowserContext;
  /** True once it has ended, by itself or by us. */
  readonly isGone: boolean;
  close(): Promise<void>;
};

/** What is to be seen of it. */
export type BrowserLook = { headful: boolean; viewport: Size | undefined };

const switches = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--no-pings',
  '--no-first-run',
];
const closeMs = 5_000;

/** Starts a Chromium with a fresh profile; nothing of it outlives us, whatever ends us. */
export async function launchBrowser(
  path: string,
  proxyAddress: string,
  settings: HttpSettings,
  look: BrowserLook,
  io: Io,
): Promise<LaunchedBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'list-links-'));
  const watchdog = startWatchdog(profile);
  const isRoot = userInfo().uid === 0;
  if (isRoot) io.stderr.say('the browser runs without its sandbox, because it is run by root');
  try {
    const context = await chromium.launchPersistentContext(join(profile, 'profile'), {
      executablePath: path,
      artifactsDir: join(profile, 'artifacts'),
      headless: !look.headful,
      ...(look.viewport !== undefined && { viewport: look.viewport }),
      chromiumSandbox: !isRoot,
      // Signals are runMain's.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      acceptDownloads: false,
      // Their requests are no page's.
      serviceWorkers: 'block',
      ignoreHTTPSErrors: settings.tls.insecure === true,
      args: [
        ...switches,
        ...(isSharedMemorySmall() ? ['--disable-dev-shm-usage'] : []),
        ...waysOut(proxyAddress),
      ],
      ...(settings.userAgent !== undefined && { userAgent: settings.userAgent }),
    });
    watchdog.watch(await browserProcess(context));
    let isGone = false;
    context.on('close', () => (isGone = true));
    return {
      context,
      get isGone() {
        return isGone;
      },
      async close() {
        await Promise.race([context.close(), new Promise((resolve) => setTimeout(resolve, closeMs).unref())]);
        await rm(profile, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
        watchdog.release();
      },
    };
  } catch (error) {
    watchdog.release();
    const hasScreen = ['DISPLAY', 'WAYLAND_DISPLAY'].some((name) => (io.env[name] ?? '') !== '');
    const reason =
      look.headful && platform() === 'linux' && !hasScreen
        ? '--headful needs a screen, and DISPLAY is not set'
        : reasonOfLaunch(error);
    throw new StopRun(`${quote(path)} does not start: ${reason}`);
  }
}

/** The process that leads the browser's group. */
async function browserProcess(context: BrowserContext): Promise<number> {
  const session = await context.newCDPSession(context.pages()[0] ?? (await context.newPage()));
  const browser = context.browser() ?? undefined;
  const asked = browser === undefined ? session : await browser.newBrowserCDPSession();
  const { processInfo } = await asked.send('SystemInfo.getProcessInfo');
  return processInfo.find(({ type }) => type === 'browser')?.id ?? 0;
}

/** In containers /dev/shm is 64 MB, and tabs that fill it crash. */
function isSharedMemorySmall(): boolean {
  try {
    const { blocks, bsize } = statfsSync('/dev/shm');
    return blocks * bsize < 512 * 1024 * 1024;
  } catch {
    return false;
  }
}

/** The proxy, for loopback too, is the only way out: no QUIC, no UDP of WebRTC beside it. */
function waysOut(proxyAddress: string): string[] {
  return [
    `--proxy-server=http://${proxyAddress}`,
    '--proxy-bypass-list=<-loopback>',
    '--disable-quic',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  ];
}

function reasonOfLaunch(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/no usable sandbox/i.test(text)) {
    return 'its sandbox cannot be set up here; allow unprivileged user namespaces, or run as root in a container of its own';
  }
  return /(?:Error|error|FATAL)[^\n]*/.exec(text)?.[0] ?? text.split('\n', 1)[0] ?? text;
}
