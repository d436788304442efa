import { readFileSync, statSync } from 'node:fs';

import {
  checkOutput,
  type Io,
  quote,
  reasonOf,
  replaceFile,
  StopRun,
  UsageError,
} from '@fetchutils/plumbing';
import type { BrowserContext } from 'playwright-core';

/** What sites keep in a browser, in the form of Playwright's storageState. */
export type StorageState = Exclude<Parameters<BrowserContext['setStorageState']>[0], string>;

/** Reads such a file; undefined where there is none yet. What it holds is as good as a password, so others should not read it. */
export function readStorageState(path: string, io: Io): StorageState | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.isFile() && (stats.mode & 0o077) !== 0)
    io.stderr.say(quote(path), `others may read this login; chmod 600 ${quote(path)}`);
  let state: unknown;
  try {
    state = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'no JSON' : reasonOf(error);
    throw new UsageError(`--storage-state ${quote(path)}: ${reason}`);
  }
  if (isStorageState(state)) return state;
  throw new UsageError(
    `--storage-state ${quote(path)} holds no cookies and origins; expected what Playwright's storageState or --headful writes`,
  );
}

/** Finds out before anybody logs in that the file can be written. */
export function checkStorageState(path: string): void {
  checkOutput(path, { option: '--storage-state', name: 'a login', isOurs: () => false });
}

/** Writes it for its owner only, and never half. */
export function writeStorageState(path: string, state: StorageState): void {
  try {
    replaceFile(path, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    throw new StopRun(`cannot write the login ${quote(path)}: ${reasonOf(error)}`);
  }
}

function isStorageState(value: unknown): value is StorageState {
  if (typeof value !== 'object' || value === null) return false;
  const { cookies, origins } = value as { cookies?: unknown; origins?: unknown };
  const isCookie = (cookie: unknown): boolean => hasTexts(cookie, 'name', 'value', 'domain', 'path');
  const isOrigin = (origin: unknown): boolean =>
    hasTexts(origin, 'origin') && Array.isArray((origin as { localStorage?: unknown }).localStorage);
  return isListOf(cookies, isCookie) && isListOf(origins, isOrigin);
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function hasTexts(value: unknown, ...names: string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return names.every((name) => typeof (value as Record<string, unknown>)[name] === 'string');
}
