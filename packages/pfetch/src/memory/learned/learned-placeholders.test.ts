import type { Row } from '@fetchutils/plumbing';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { correctingText } from './correcting-text.js';
import { createJournalReplay } from './journal-replay.js';
import { createLearnedPlaceholders } from './learned-placeholders.js';

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');
const seen = (content: string, host: string, url: string) => ({ sha256: sha256(content), host, url });

describe('createLearnedPlaceholders', () => {
  it('takes the same bytes from four URLs of one host for a placeholder, and takes the first three back', () => {
    const learned = createLearnedPlaceholders();
    for (let i = 0; i < 3; i++) {
      const sighting = seen('gone', 'a.example', `http://a.example/${i}`);
      expect(learned.judge(sighting)).toEqual({ isPlaceholder: false, takeBack: [] });
      expect(learned.note(sighting, 100 * i)).toEqual([]);
    }
    const fourth = learned.judge(seen('gone', 'a.example', 'http://a.example/3'));
    expect(fourth.isPlaceholder).toBe(true);
    expect([...fourth.takeBack].sort()).toEqual([0, 100, 200]);
    expect(learned.judge(seen('gone', 'a.example', 'http://a.example/4'))).toEqual({
      isPlaceholder: true,
      takeBack: [],
    });
  });

  it('leaves the same bytes of other hosts, and of one URL fetched often, alone', () => {
    const learned = createLearnedPlaceholders();
    for (let i = 0; i < 50; i++) {
      const elsewhere = seen('logo', `h${i}.example`, `http://h${i}.example/`);
      const again = seen('same', 'a.example', 'http://a.example/same');
      expect(learned.judge(elsewhere).isPlaceholder || learned.judge(again).isPlaceholder).toBe(false);
      expect([...learned.note(elsewhere, i), ...learned.note(again, i)]).toEqual([]);
    }
  });

  it('finds out copies that came side by side', () => {
    const learned = createLearnedPlaceholders({ threshold: 3 });
    const copies = [0, 1, 2, 3].map((i) => seen('gone', 'a.example', `http://a.example/${i}`));
    for (const copy of copies) expect(learned.judge(copy).isPlaceholder).toBe(false);
    const takenBack = copies.map((copy, i) => [...learned.note(copy, i)].sort());
    expect(takenBack).toEqual([[], [], [0, 1, 2], [3]]);
  });

  it('keeps its memory bounded, and remembers a placeholder that is met again and again', () => {
    const learned = createLearnedPlaceholders({ generationEntries: 1000 });
    learned.condemn(seen('gone', 'a.example', ''));
    for (let i = 0; i < 100_000; i++) {
      learned.note(seen(`picture ${i}`, 'a.example', `http://a.example/${i}`), i);
      if (i % 500 === 0)
        expect(learned.judge(seen('gone', 'a.example', `http://a.example/x${i}`)).isPlaceholder).toBe(true);
    }
    expect(learned.bytes).toBeLessThan(600_000);
  });
});

describe('a host that serves its placeholder to some of its URLs', () => {
  it('leaves no copy on disk, whatever the order, with kills between any two steps', () => {
    const count = { runs: 0, kills: 0, takenBack: 0 };
    const plan = fc.record({
      order: fc.shuffledSubarray(
        Array.from({ length: 90 }, (_, i) => i),
        { minLength: 45 },
      ),
      width: fc.integer({ min: 1, max: 12 }),
      share: fc.constantFrom(9, 3, 2),
      kills: fc.array(fc.nat(200), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(plan, ({ order, width, share, kills }) => {
        const isGone = (id: number) => id % share === 0;
        const world: World = { isGone, journal: [], disk: new Map(), steps: Infinity, takenBack: 0 };
        for (const steps of [...kills, Infinity]) {
          world.steps = steps;
          try {
            runOnce(world, order, width);
          } catch (death) {
            if (death !== killed) throw death;
            count.kills++;
          }
        }
        count.runs++;
        count.takenBack += world.takenBack;
        const gone = order.filter(isGone).length;
        // Fewer than the threshold cannot be told from pictures that happen to be the same.
        const kept = gone < 4 ? gone : 0;
        expect([...world.disk.values()].filter((content) => content === 'gone')).toHaveLength(kept);
        expect([...world.disk.values()].filter((content) => content !== 'gone')).toHaveLength(
          order.length - gone,
        );
        const last = new Map(world.journal.map((row) => [row.url, row]));
        expect([...last.values()].filter((row) => row.ok)).toHaveLength(world.disk.size);
        for (const row of last.values()) expect(world.disk.has(String(row.path))).toBe(row.ok);
      }),
      { numRuns: 200 },
    );
    process.stdout.write(
      `${count.runs} runs with ${count.kills} kills: ${count.takenBack} copies taken back, none left\n`,
    );
  });
});

it('keeps the fields of the user in a correcting row as they stood, and no hash that a retry would take for a demand', () => {
  const kept =
    '{"url":"http://a.example/1","id":12345678901234567890,"ok":true,"outcome":"fetched","path":"1.jpg","sha256":"abc"}';
  expect(correctingText(kept, JSON.parse(kept) as Row, 'why', '1.jpg').replace(/,"at":"[^"]+"/, '')).toBe(
    '{"url":"http://a.example/1","id":12345678901234567890,"ok":false,"outcome":"rejected",' +
      '"error":{"kind":"placeholder","code":"learned","message":"why","retryable":false,"sha256":"abc"},' +
      '"retracts":"http://a.example/1","removed":"1.jpg"}',
  );
});

type World = {
  isGone: (id: number) => boolean;
  journal: Row[];
  disk: Map<string, string>;
  steps: number;
  takenBack: number;
};

const killed = new Error('killed');

/** What pfetch does with its journal and its files, one step at a time; each step may be the last. */
function runOnce(world: World, order: number[], width: number) {
  const { isGone } = world;
  const learned = createLearnedPlaceholders();
  const replay = createJournalReplay(learned);
  world.journal.forEach((row, reference) => replay.take(row, reference));
  const { rows, files } = replay.unfinished((reference) => world.journal[reference]);
  for (const file of files.keys()) remove(file);
  for (const reference of rows) takeBack(world.journal[reference] ?? {});

  const done = new Set(world.journal.map((row) => row.url));
  const todo = order.filter((id) => !done.has(urlOf(id)));
  for (let at = 0; at < todo.length; at += width) {
    const together = todo
      .slice(at, at + width)
      .map((id) => ({ id, ...seen(isGone(id) ? 'gone' : `picture ${id}`, 'a.example', urlOf(id)) }));
    const judged = together.map((sighting) => ({ sighting, finding: learned.judge(sighting) }));
    for (const { sighting, finding } of judged) {
      const { id, url, sha256 } = sighting;
      for (const reference of finding.takeBack) takeBack(world.journal[reference] ?? {});
      if (finding.isPlaceholder) {
        remove(`${id}.jpg`); // a copy renamed into place just before a kill has no row
        append({
          url,
          ok: false,
          outcome: 'rejected',
          error: { kind: 'placeholder', code: 'learned', sha256 },
        });
        continue;
      }
      step();
      world.disk.set(`${id}.jpg`, isGone(id) ? 'gone' : 'picture');
      const reference = append({ url, sha256, ok: true, outcome: 'fetched', path: `${id}.jpg` });
      for (const kept of learned.note(sighting, reference)) takeBack(world.journal[kept] ?? {});
    }
  }

  function takeBack(row: Row) {
    append(JSON.parse(correctingText(JSON.stringify(row), row, 'why', String(row.path))) as Row);
    remove(String(row.path));
    world.takenBack++;
  }

  function append(row: Row): number {
    step();
    return world.journal.push(row) - 1;
  }

  function remove(file: string) {
    step();
    world.disk.delete(file);
  }

  function step() {
    if (world.steps-- <= 0) throw killed;
  }
}

const urlOf = (id: number) => `http://a.example/${id}`;
