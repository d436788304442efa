import { expect, test } from 'vitest';

import { findCacheFolder } from './cache-folder.js';

test.each([
  [{ XDG_CACHE_HOME: '/c', HOME: '/h' }, '/c/fetchutils/a-tool'],
  [{ XDG_CACHE_HOME: 'relative', HOME: '/h' }, '/h/.cache/fetchutils/a-tool'],
  [{ XDG_CACHE_HOME: '', HOME: '/h' }, '/h/.cache/fetchutils/a-tool'],
  [{ HOME: 'relative' }, undefined],
  [{}, undefined],
])('%j: %s', (env, expected) => {
  expect(findCacheFolder(env, 'a-tool')).toBe(expected);
});
