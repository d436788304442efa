import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { replyExactly } from './support/reply-exactly.js';
import { workdir } from './support/workdir.js';

const samples = fileURLToPath(new URL('samples/tables', import.meta.url));
/** Thirty rows in groups of 12, 12 and 6, numbered from 0 in `sequence`. */
const grouped = `${samples}/pyarrow.parquet`;

let server: HostileServer;
beforeAll(async () => {
  const parquet = readFileSync(grouped);
  server = await startHostileServer({
    routes: { parquet: (exchange) => replyExactly(exchange, parquet, '"1"') },
  });
});
afterAll(() => server.close());

/** The numbers of the rows that a command writes. */
async function numbersOf(command: string, w = workdir()): Promise<number[]> {
  const { stdout, stderr, status } = await w.sh(`${command} --format '{url}'`);
  expect([command, stderr, status]).toEqual([command, '', 0]);
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [Number(line.split('/').pop())]));
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

describe('--where', () => {
  test.each([
    ['sequence >= 3 and sequence < 6', [3, 4, 5]],
    ["unique_text = 'text 7 🙂 text' or 29 = sequence", [29]],
    ['not (sequence > 1)', [0, 1]],
    ['url = "https://h.example/4"', [4]],
    ['all_null != null', []],
    ["us >= '2004-07-01 00:00'", []],
    ['sequence < int8 and sequence > 25', []],
  ])('%s', async (condition, numbers) => {
    const found = await numbersOf(`list-rows ${grouped} --where '${condition.replaceAll("'", `'"'"'`)}'`);
    if (numbers.length > 0) expect(found).toEqual(numbers);
    // The same from a format without types, groups or statistics.
    const w = workdir();
    await w.sh(`list-rows ${grouped} > rows.ndjson`);
    expect(
      await numbersOf(`list-rows rows.ndjson --where '${condition.replaceAll("'", `'"'"'`)}'`, w),
    ).toEqual(found);
  });

  test('takes NaN for absent, and infinity for a number', async () => {
    expect(await numbersOf(`list-rows ${grouped} --where 'infinite > 1 and sequence < 8'`)).toEqual([
      0, 2, 4, 6,
    ]);
    expect(await numbersOf(`list-rows ${grouped} --where 'infinite = null and sequence < 8'`)).toEqual([
      1, 5,
    ]);
  });

  test('reads numbers, booleans and renamed columns of a CSV', async () => {
    const w = workdir();
    w.write(
      'l.csv',
      'link,width,safe,note\nhttps://h.example/1,300,True,\nhttps://h.example/2,wide,false,x\n',
    );
    expect(await numbersOf("list-rows l.csv --rename width=w --where 'w > 256 and safe'", w)).toEqual([1]);
    expect(await numbersOf('list-rows l.csv --where "note = \'\'"', w)).toEqual([1]);
    expect(await numbersOf('list-rows l.csv --drop note --where "note=\'x\'"', w)).toEqual([2]);
    expect(await numbersOf('list-rows l.csv --where "url != null and not safe"', w)).toEqual([2]);
  });

  test.each([
    [`${grouped} --where 'sequense > 1'`, 'no such column; did you mean "sequence"?'],
    [`${grouped} --where 'sequence > "1"'`, '"sequence" is int64; compare it with a number instead of "1"'],
    [
      `${grouped} --where 'us > "last year"'`,
      `compare it with '2024-02-29' or '2024-02-29T12:00:00' instead`,
    ],
    [`${grouped} --where 'list = 1'`, '"list" is list<int32>; compare it with null instead of 1'],
    [`${grouped} --where 'sequence >> 1'`, 'expected a column or a value at "> 1" (character 11)'],
  ])('%s is wrong usage', async (words, message) => {
    const { stdout, stderr, status } = await workdir().sh(`list-rows ${words}`);
    expect([stdout, status]).toEqual(['', 2]);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('says that no row has a field, where rows bring their own', async () => {
    const w = workdir();
    w.write('l.ndjson', '{"url":"https://h.example/1","width":1}\n');
    const { stdout, stderr, status } = await w.sh("list-rows l.ndjson --where 'widht > 0'");
    expect([stdout, stderr, status]).toEqual([
      '',
      'list-rows: l.ndjson: no row has "widht", which --where asks for\n',
      0,
    ]);
  });
});

describe('what is not taken of Parquet is not read', () => {
  test.each([
    ['--shard 2/3', [2]],
    ["--where 'sequence >= 24'", [3]],
    ["--where 'sequence = 13 or sequence = 28'", [2, 3]],
    ['--skip 24', [3]],
    ['--skip 11 --take 2', [1, 2]],
    ['--take 1', [1]],
    ['--count', []],
    ["--count --where 'sequence >= 24'", [3]],
  ])('%s', async (words, groups) => {
    const before = server.requests('/parquet').length;
    const { status } = await workdir().sh(`list-rows ${server.url('/parquet')} ${words}`);
    expect(status).toBe(0);
    // The head, the footer, and a range for what is wanted of each of these small groups.
    const ranges = server
      .requests('/parquet')
      .slice(before + 2)
      .map(({ headers }) => headers['range'] ?? '');
    expect(ranges.map(groupOfRange)).toEqual(groups);
  });
});

/** Where the groups of the sample begin. */
const groupStarts = [4, 6072, 12_257];

function groupOfRange(text: string): number {
  const [, from] = /^bytes=(\d+)-/.exec(text) ?? [];
  return groupStarts.filter((start) => start <= Number(from)).length;
}

describe('--shard', () => {
  test.each([`${grouped} ${grouped}`, 'a.csv b.csv', 'a.ndjson'])(
    'every row of %s is in one part',
    async (lists) => {
      const w = workdir();
      for (const name of ['a', 'b'])
        await w.sh(
          `seq -f 'https://h.example/%.0f' 1 50 | (echo url; cat) > ${name}.csv; tail -n +2 ${name}.csv > ${name}.ndjson`,
        );
      const parts = await Promise.all(
        [1, 2, 3].map((part) => numbersOf(`list-rows --shard ${part}/3 ${lists}`, w)),
      );
      const whole = await numbersOf(`list-rows ${lists}`, w);
      expect(parts.flat().sort()).toEqual(whole.sort());
      for (const part of parts) expect(part.length).toBeGreaterThan(whole.length / 6);
    },
  );

  test('gives lists of one group to one part after the other', async () => {
    const lists = Array.from({ length: 3 }, () => `${samples}/polars.parquet`).join(' ');
    for (const part of [1, 2, 3])
      expect(await numbersOf(`list-rows --shard ${part}/3 ${lists}`)).toEqual(range(0, 30));
  });

  test('takes bad rows once, too', async () => {
    const w = workdir();
    w.write(
      'l.csv',
      `url,n\n${range(0, 9)
        .map((n) => `https://h.example/${n}${n % 2 === 0 ? ',1' : ''}\n`)
        .join('')}`,
    );
    const { stdout } = await w.sh(
      'for n in 1 2 3; do list-rows --shard $n/3 l.csv; done 2>&1 | grep -c bad-row',
    );
    expect(stdout).toBe('4\n');
  });
});

describe('--sample', () => {
  test('is the same for a seed, tells one that it draws, and is whole over shards', async () => {
    const w = workdir();
    await w.sh("seq -f 'https://h.example/%.0f' 1 2000 > l.txt");
    const one = await numbersOf('list-rows l.txt --sample 10% --seed 1', w);
    expect(one.length).toBeGreaterThan(140);
    expect(one.length).toBeLessThan(260);
    expect(
      await numbersOf(
        'cat l.txt | list-rows - l.txt --sample 0.1 --seed 1 | tail -n +1 | list-rows --skip 0',
        w,
      ),
    ).not.toEqual(one);
    const parts = await Promise.all(
      [1, 2].map((part) => numbersOf(`list-rows l.txt --sample 0.1 --seed 1 --shard ${part}/2`, w)),
    );
    expect(parts.flat().sort((a, b) => a - b)).toEqual(one);
    const { stderr } = await w.sh('list-rows l.txt --sample 0.1 > drawn');
    const [, seed] = /^list-rows: seed (\d+); --seed \1 takes the same rows again\n$/.exec(stderr) ?? [];
    expect((await w.sh(`list-rows l.txt --sample 0.1 --seed ${seed} | cmp - drawn`)).status).toBe(0);
    expect((await w.sh('list-rows l.txt --seed 1')).stderr).toBe(
      'list-rows: --seed does nothing without --sample\n',
    );
  });
});

test('--unique leaves the first row of each URL, over all lists', async () => {
  const w = workdir();
  w.write('a.csv', 'url,n\nhttps://h.example/1,1\nhttps://h.example/2,2\nhttps://h.example/1,3\n,4\n,5\n');
  w.write('b.txt', 'https://h.example/2\nhttps://h.example/3\n');
  const { stdout } = await w.sh('list-rows --unique a.csv b.txt 2> errors');
  expect(stdout.match(/"url":"[^"]*"|no-url/g)).toEqual([
    '"url":"https://h.example/1"',
    '"url":"https://h.example/2"',
    ...['no-url', 'no-url'],
    '"url":"https://h.example/3"',
  ]);
  expect((await w.sh('list-rows --unique --count --plain a.csv b.txt')).stdout).toBe('4\n1\n5\n');
});

describe('--skip and --take', () => {
  test('count what all else leaves, over all lists, and bad rows in their place', async () => {
    const w = workdir();
    w.write(
      'l.csv',
      'url,n\nhttps://h.example/1,1\nhttps://h.example/2\nhttps://h.example/3,3\nhttps://h.example/4,4\n',
    );
    const answers = async (words: string) => {
      const { stdout } = await w.sh(`list-rows l.csv l.csv ${words} 2> errors`);
      return stdout
        .split('\n')
        .flatMap((line) => /"url":"[^"]*?(\d)"|"row":(\d)/.exec(line)?.slice(1).join('') ?? []);
    };
    expect(await answers('')).toEqual(['1', '2', '3', '4', '1', '2', '3', '4']);
    expect(await answers('--skip 1 --take 5')).toEqual(['2', '3', '4', '1', '2']);
    expect(await answers("--where 'n >= 3' --skip 2 --take 2")).toEqual(['4', '2']);
    expect(await answers('--take 0')).toEqual([]);
    expect(await answers('--skip 100')).toEqual([]);
  });

  test.each([0, 5, 11, 12, 13, 24, 29, 30, 31])('--skip %i of row groups', async (skip) => {
    expect(await numbersOf(`list-rows ${grouped} --skip ${skip} --take 14`)).toEqual(
      range(skip, Math.min(30, skip + 14)),
    );
  });

  test('end at once, whatever else would come', async () => {
    const { stdout, status } = await workdir().sh(
      "(seq -f 'https://h.example/%.0f' 3; sleep 100) | (list-rows --take 3; echo $?; kill 0)",
    );
    expect([stdout.trim().split('\n').pop(), status === 0]).toEqual(['0', false]);
  });
});

describe('--count and --schema', () => {
  test('--count says how many rows there would be, of each list and of all', async () => {
    const w = workdir();
    w.write('l.csv', 'n,m\n1,2\n3\n4,5\n');
    const { stdout, stderr, status } = await w.sh(`list-rows --count ${grouped} l.csv`);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([
      { file: grouped, rows: 30 },
      expect.objectContaining({ ok: false, file: 'l.csv', row: 2 }),
      { file: 'l.csv', rows: 2 },
      { lists: 2, rows: 32 },
    ]);
    expect([stderr, status]).toEqual(['list-rows: l.csv: row 2: 1 cells where there are 2 columns\n', 1]);
  });

  test.each([
    '',
    '--skip 5 --take 10',
    '--shard 1/2',
    "--where 'sequence > 10'",
    '--sample 0.5 --seed 3',
    '--unique',
  ])('--count %s is as many as there are', async (words) => {
    const w = workdir();
    await w.sh(
      `list-rows ${grouped} > l.ndjson; jq -s '{url: map(.url), sequence: map(.sequence)}' l.ndjson > l.json`,
    );
    for (const list of [grouped, 'l.ndjson', 'l.json']) {
      const rows = (await numbersOf(`list-rows ${list} ${words}`, w)).length;
      expect((await w.sh(`list-rows ${list} --count --plain ${words}`)).stdout).toBe(`${rows}\n`);
    }
  });

  test('--schema describes a list that has no URLs, too', async () => {
    const w = workdir();
    w.write('l.csv', `n,text\n1,${'x'.repeat(200)}\n`);
    w.write('l.ndjson', '{"a":12345678901234567890,"b":[1]}\n{"a":"x","c":null}\n');
    const { stdout } = await w.sh(`list-rows --schema l.csv l.ndjson`);
    expect(stdout).toBe(
      [
        '{"column":"n","type":"text","samples":["1"],"format":"csv","file":"l.csv"}',
        `{"column":"text","type":"text","samples":["${'x'.repeat(100)}..."],"format":"csv","file":"l.csv"}`,
        '{"column":"a","type":"number or text","samples":[12345678901234567890,"x"],"format":"ndjson","file":"l.ndjson"}',
        '{"column":"b","type":"list","samples":[[1]],"format":"ndjson","file":"l.ndjson"}',
        '{"column":"c","type":"null","samples":[],"format":"ndjson","file":"l.ndjson"}',
        '',
      ].join('\n'),
    );
    const parquet = await w.sh(`list-rows --schema ${grouped} | grep int64`);
    expect(parquet.stdout).toContain(
      '{"column":"int64","type":"int64","rows":30,"bytes":518,"samples":[-63496563179409303,727066947813511576,571255432882694899],"format":"parquet"',
    );
  });
});
