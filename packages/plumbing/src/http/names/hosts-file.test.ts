import { expect, test } from 'vitest';

import { parseHostsFile } from './hosts-file.js';

test('a hosts file with comments, tabs, several names, both families and CRLF', () => {
  const hosts = parseHostsFile(
    '# comment\n127.0.0.1\tlocalhost Mixed.Example # mine\r\n::1 localhost\nfe80::1%lo0 linked\nnonsense here\n\n',
  );
  expect(hosts.get('localhost')).toEqual([
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
  expect(hosts.get('mixed.example')).toEqual([{ address: '127.0.0.1', family: 4 }]);
  expect(hosts.get('linked')).toEqual([{ address: 'fe80::1', family: 6 }]);
  expect([...hosts.keys()]).toEqual(['localhost', 'mixed.example', 'linked']);
});
