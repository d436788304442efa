import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Row } from '@fetchutils/plumbing';

import type { Job } from '../row/job.js';
import { Quotas, type Woken } from './quotas.js';

/** A job that has nothing but what quotas look at. */
function jobOf(row: Row, attempts = 1): Job {
  return { row, attempts, name: { key: String(row['id']) } } as unknown as Job;
}

const row = (id: string | number, value: string): Row => ({ id, class: value });
const oneOfA = () => new Quotas([{ field: 'class', limit: 1 }]);
const woken = (list: readonly Woken[]) => list.map(({ job, admission }) => [job.row['id'], admission]);

/** What happens to a row in a simulated run: it fails or succeeds. */
type Fate = 'fails' | 'succeeds';
type Planned = { class: string; host: string; fate: Fate };

const planned = fc.record({
  class: fc.constantFrom('a', 'b', 'c'),
  host: fc.constantFrom('x', 'y', 'z'),
  fate: fc.constantFrom<Fate>('fails', 'succeeds'),
});

/** Sends rows through quotas as a run does, ending jobs in an order that `pick` decides; the answer is each row's end. */
function simulate(quotas: Quotas, plan: readonly Planned[], pick: readonly number[]) {
  const fates = new Map<number, Fate>();
  const ends = new Map<number, 'got' | 'failed' | 'full'>();
  const underWay: Job[] = [];
  let turn = 0;
  const send = (list: readonly Woken[]): void => {
    for (const { job, admission } of list) {
      if (admission === 'goes') underWay.push(job);
      else ends.set(Number(job.row['id']), 'full');
    }
  };
  const endOne = (): void => {
    const at = (pick[turn++ % pick.length] ?? 0) % underWay.length;
    const [job] = underWay.splice(at, 1);
    if (job === undefined) return;
    const id = Number(job.row['id']);
    const isGood = fates.get(id) === 'succeeds';
    ends.set(id, isGood ? 'got' : 'failed');
    send(quotas.settle(job, isGood ? String(id) : undefined));
  };
  for (const [id, { fate, ...values }] of plan.entries()) {
    fates.set(id, fate);
    const job = jobOf({ id, ...values });
    const admission = quotas.admit(job, String(id));
    if (admission !== 'waits') send([{ job, admission }]);
    // Sometimes a job ends before the next row comes.
    while (underWay.length > 0 && (pick[turn++ % pick.length] ?? 0) % 2 === 0) endOne();
  }
  while (underWay.length > 0) endOne();
  return ends;
}

/** How many rows of a value came to a file. */
function got(plan: readonly Planned[], ends: ReadonlyMap<number, string>, field: 'class' | 'host') {
  const counts = new Map<string, number>();
  for (const [id, entry] of plan.entries())
    if (ends.get(id) === 'got') counts.set(entry[field], (counts.get(entry[field]) ?? 0) + 1);
  return counts;
}

const picks = fc.array(fc.nat(50), { minLength: 1, maxLength: 40 });

describe('in any order of successes and failures', () => {
  test('each value gets all it wants or all there is, and everybody is answered', () => {
    fc.assert(
      fc.property(
        fc.array(planned, { maxLength: 60 }),
        picks,
        fc.integer({ min: 1, max: 5 }),
        (plan, pick, limit) => {
          const quotas = new Quotas([{ field: 'class', limit }]);
          const ends = simulate(quotas, plan, pick);
          expect(ends.size).toBe(plan.length);
          for (const value of ['a', 'b', 'c']) {
            const good = plan.filter((entry) => entry.class === value && entry.fate === 'succeeds').length;
            expect(got(plan, ends, 'class').get(value) ?? 0).toBe(Math.min(limit, good));
          }
        },
      ),
    );
  });

  test('with two quotas neither is exceeded, nobody waits for ever, and no row is left out that both would take', () => {
    fc.assert(
      fc.property(
        fc.array(planned, { maxLength: 60 }),
        picks,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        (plan, pick, ofClass, ofHost) => {
          const quotas = new Quotas([
            { field: 'class', limit: ofClass },
            { field: 'host', limit: ofHost },
          ]);
          const ends = simulate(quotas, plan, pick);
          expect(ends.size).toBe(plan.length);
          const [classes, hosts] = [got(plan, ends, 'class'), got(plan, ends, 'host')];
          for (const count of classes.values()) expect(count).toBeLessThanOrEqual(ofClass);
          for (const count of hosts.values()) expect(count).toBeLessThanOrEqual(ofHost);
          for (const [id, entry] of plan.entries()) {
            if (ends.get(id) !== 'full') continue;
            expect(classes.get(entry.class) === ofClass || hosts.get(entry.host) === ofHost).toBe(true);
          }
        },
      ),
    );
  });

  test('the summary tells what was got and tried', () => {
    fc.assert(
      fc.property(fc.array(planned, { maxLength: 40 }), picks, (plan, pick) => {
        const quotas = new Quotas([{ field: 'class', limit: 3 }]);
        const ends = simulate(quotas, plan, pick);
        for (const { value, stand } of quotas.stands()) {
          const tried = [...plan.entries()].filter(
            ([id, entry]) => entry.class === value && ends.get(id) !== 'full',
          );
          expect(stand).toEqual({
            wanted: 3,
            got: got(plan, ends, 'class').get(value) ?? 0,
            tried: tried.length,
          });
        }
      }),
    );
  });
});

describe('waiting', () => {
  test('a failure hands its place to the next in line, a success ends the wait of all', () => {
    const quotas = oneOfA();
    const [first, second, third] = [1, 2, 3].map((id) => jobOf(row(id, 'a')));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three jobs');
    expect([first, second, third].map((job) => quotas.admit(job, 'p'))).toEqual(['goes', 'waits', 'waits']);
    expect(woken(quotas.settle(first, undefined))).toEqual([[2, 'goes']]);
    expect(woken(quotas.settle(second, 'p2'))).toEqual([[3, 'full']]);
  });

  test('one that has waited and finds another quota full does not keep the place from those behind it', () => {
    const quotas = new Quotas([
      { field: 'class', limit: 1 },
      { field: 'host', limit: 1 },
    ]);
    const job = (id: number, value: string, host: string) => jobOf({ id, class: value, host });
    const [first, sameHost, last] = [job(1, 'a', 'x'), job(2, 'a', 'y'), job(3, 'a', 'z')];
    quotas.admit(first, '1');
    quotas.admit(sameHost, '2');
    quotas.admit(last, '3');
    quotas.countFile({ id: 9, class: 'b', host: 'y' }, '9');
    expect(woken(quotas.settle(first, undefined))).toEqual([
      [2, 'full'],
      [3, 'goes'],
    ]);
  });

  test('one that moves on to wait for another quota does not keep the place either', () => {
    const quotas = new Quotas([
      { field: 'class', limit: 1 },
      { field: 'host', limit: 1 },
    ]);
    const job = (id: number, value: string, host: string) => jobOf({ id, class: value, host });
    const [first, busy, moves, last] = [
      job(1, 'a', 'x'),
      job(2, 'b', 'y'),
      job(3, 'a', 'y'),
      job(4, 'a', 'z'),
    ];
    for (const each of [first, busy, moves, last]) quotas.admit(each, String(each.row['id']));
    expect(woken(quotas.settle(first, undefined))).toEqual([[4, 'goes']]);
    expect(woken(quotas.settle(last, undefined))).toEqual([]);
    expect(woken(quotas.settle(busy, undefined))).toEqual([[3, 'goes']]);
  });

  test('those who still wait at the end are handed out once', () => {
    const quotas = oneOfA();
    for (const id of [1, 2, 3]) quotas.admit(jobOf(row(id, 'a')), String(id));
    expect(quotas.drain().map((job) => job.row['id'])).toEqual([2, 3]);
    expect(quotas.drain()).toEqual([]);
  });
});

describe('files', () => {
  test('count once, however often they are asked for', () => {
    const quotas = new Quotas([{ field: 'class', limit: 2 }]);
    quotas.countFile(row(1, 'a'), 'f');
    quotas.countFile(row(1, 'a'), 'f');
    expect(quotas.stands()[0]?.stand.got).toBe(1);
    const again = jobOf(row(2, 'a'));
    quotas.admit(again, 'g');
    quotas.settle(again, 'f');
    expect(quotas.stands()[0]?.stand.got).toBe(1);
  });

  test('that two classes share count for both', () => {
    const quotas = oneOfA();
    quotas.countFile(row(1, 'a'), 'f');
    quotas.countFile(row(1, 'b'), 'f');
    expect(quotas.stands().map(({ stand }) => stand.got)).toEqual([1, 1]);
  });

  test('that are taken back free their place, once, and only where they were counted', () => {
    const quotas = oneOfA();
    const [first, second] = [jobOf(row(1, 'a')), jobOf(row(2, 'a'))];
    quotas.admit(first, 'f');
    quotas.settle(first, 'f');
    expect(quotas.admit(second, 'g')).toBe('full');
    quotas.takeBack(row(9, 'a'), 'never-counted');
    expect(quotas.admit(second, 'g')).toBe('full');
    quotas.takeBack(row(1, 'a'), 'f');
    quotas.takeBack(row(1, 'a'), 'f');
    expect(quotas.stands()[0]?.stand.got).toBe(0);
    expect(quotas.admit(second, 'g')).toBe('goes');
  });

  test('that are taken back wake who waits', () => {
    const quotas = new Quotas([{ field: 'class', limit: 2 }]);
    quotas.countFile(row(1, 'a'), 'f');
    quotas.admit(jobOf(row(2, 'a')), 'g');
    quotas.admit(jobOf(row(3, 'a')), 'h');
    expect(woken(quotas.takeBack(row(1, 'a'), 'f'))).toEqual([[3, 'goes']]);
  });

  test('that are counted already need no place to be asked for again', () => {
    const quotas = oneOfA();
    quotas.countFile(row(1, 'a'), 'f');
    const refresh = jobOf(row(1, 'a'));
    expect(quotas.admit(refresh, 'f')).toBe('goes');
    expect(quotas.hasLostPlace(refresh)).toBe(false);
    quotas.settle(refresh, undefined);
    expect(quotas.stands()[0]?.stand).toEqual({ wanted: 1, got: 1, tried: 1 });
    expect(quotas.admit(jobOf(row(2, 'a')), 'g')).toBe('full');
  });

  test('that were here take the place of what is under way', () => {
    const quotas = oneOfA();
    const job = jobOf(row(1, 'a'));
    quotas.admit(job, 'f');
    expect([quotas.hasLostPlace(job), quotas.takeOverbooking()]).toEqual([false, false]);
    quotas.countFile(row(2, 'a'), 'g');
    expect([quotas.hasLostPlace(job), quotas.takeOverbooking(), quotas.takeOverbooking()]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('the journal', () => {
  const fetched = (id: number) => ({ ...row(id, 'a'), ok: true, path: `f${id}`, attempts: 1 });

  test('counts files and tries; a file that was fetched twice is one', () => {
    const quotas = new Quotas([{ field: 'class', limit: 5 }]);
    for (const entry of [fetched(1), fetched(1), fetched(2), { ...row(3, 'a'), ok: false, attempts: 4 }])
      quotas.replay(entry, entry);
    expect(quotas.stands()[0]?.stand).toEqual({ wanted: 5, got: 2, tried: 4 });
  });

  test('takes back what it has removed, and keeps the file of a refresh that failed', () => {
    const quotas = new Quotas([{ field: 'class', limit: 5 }]);
    const replay = (entry: Row): void => quotas.replay(entry, entry);
    for (const id of [1, 2]) replay(fetched(id));
    replay({ ...row(1, 'a'), ok: false, attempts: 1, retracts: 'http://h/1', removed: 'f1' });
    replay({ ...row(2, 'a'), ok: false, attempts: 1, error: { kind: 'http' } });
    expect(quotas.stands()[0]?.stand).toEqual({ wanted: 5, got: 1, tried: 3 });
    quotas.countFile(row(2, 'a'), 'f2');
    expect(quotas.stands()[0]?.stand.got).toBe(1);
  });
});

describe('complete', () => {
  const fill = (quotas: Quotas, value: string, more: Row = {}) =>
    quotas.countFile({ ...row(value, value), ...more }, value);

  test('never without an announcement', () => {
    const quotas = oneOfA();
    fill(quotas, 'a');
    expect([quotas.isComplete, quotas.isShort]).toEqual([false, false]);
  });

  test('when as many values as announced are full', () => {
    const quotas = new Quotas([{ field: 'class', limit: 1 }], { count: 2 });
    fill(quotas, 'a');
    expect([quotas.isComplete, quotas.isShort, quotas.absent]).toEqual([false, true, 1]);
    fill(quotas, 'b');
    expect([quotas.isComplete, quotas.isShort, quotas.absent]).toEqual([true, false, 0]);
  });

  test('when all the values that were announced are full, and not others in their place', () => {
    const quotas = new Quotas([{ field: 'class', limit: 1 }], { values: ['a', 'b', 'a'] });
    fill(quotas, 'a');
    fill(quotas, 'c');
    expect([quotas.isComplete, quotas.isShort]).toEqual([false, true]);
    fill(quotas, 'b');
    expect(quotas.isComplete).toBe(true);
    quotas.takeBack(row('b', 'b'), 'b');
    expect(quotas.isComplete).toBe(false);
  });

  test('when as many are full as a field of the rows says, also as text', () => {
    const quotas = new Quotas([{ field: 'class', limit: 1 }], { countField: 'of' });
    fill(quotas, 'a', { of: 'many' });
    expect(quotas.isComplete).toBe(false);
    fill(quotas, 'b', { of: '2' });
    expect(quotas.isComplete).toBe(true);
  });
});

test('rows without the field have no limit, and any value may be one', () => {
  const quotas = oneOfA();
  for (const given of [undefined, null])
    for (const id of [1, 2]) expect(quotas.admit(jobOf({ id, class: given }), String(id))).toBe('goes');
  expect(quotas.stands()).toEqual([]);
  expect([quotas.covers({}), quotas.fieldMissingIn({}), quotas.fieldMissingIn(row(1, 'a'))]).toEqual([
    false,
    'class',
    undefined,
  ]);
  const values = [1, '1', true, 'true', '', [1, 2]];
  const admissions = values.map((value, id) => quotas.admit(jobOf({ id, class: value }), String(id)));
  expect(admissions).toEqual(['goes', 'waits', 'goes', 'waits', 'goes', 'goes']);
});
