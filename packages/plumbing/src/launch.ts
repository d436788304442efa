/* eslint-disable no-restricted-globals, @typescript-eslint/no-require-imports -- this starts a process, as CommonJS, before there is an Io */
import module from 'node:module';

import { findCacheFolder } from './cache-folder.js';

/*
 * Starts the program beside this file. Where Node has a compile cache (22.8 and later) it keeps what V8 has compiled, in a
 * folder of the user's own: Node's usual one, below /tmp, is open to everybody.
 */
const { enableCompileCache } = module as Partial<Record<'enableCompileCache', (folder: string) => void>>;
const folder = findCacheFolder(process.env, 'compiled');
if (folder !== undefined) enableCompileCache?.(folder);
require('./program.js');
