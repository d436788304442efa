import { BadValue, byteSize } from '@fetchutils/plumbing';

/** What an answer has to be like to count as existing. */
export type ExistsRule = {
  isStatus: (status: number) => boolean;
  /** `not-start`: a redirect counts, but not to the start page of a site. */
  redirect: 'any' | 'none' | 'not-start';
  minBytes: number;
};

const expected =
  'conditions such as status=2xx,redirect=none,min-size=10k (redirect: any, none or not-start; ' +
  'status: 200, 2xx or 200-299, several with +)';

/** Reads `status=200,redirect=none,min-size=10k`; what is left out stays as it is by default. */
export function parseExistsRule(text: string): ExistsRule {
  const rule = { ...defaultExistsRule };
  for (const condition of text.split(',')) {
    const [, name, value = ''] = /^(status|redirect|min-size)=(.+)$/.exec(condition.trim()) ?? [];
    if (name === 'status') rule.isStatus = statusTest(value);
    else if (name === 'min-size') rule.minBytes = byteSize(value);
    else if (name === 'redirect' && isRedirectWord(value)) rule.redirect = value;
    else throw new BadValue(expected);
  }
  return rule;
}

/** Any success, unless it is the start page that a site sends people to. */
export const defaultExistsRule: ExistsRule = {
  isStatus: (status) => status >= 200 && status <= 299,
  redirect: 'not-start',
  minBytes: 0,
};

function isRedirectWord(word: string): word is ExistsRule['redirect'] {
  return word === 'any' || word === 'none' || word === 'not-start';
}

function statusTest(text: string): (status: number) => boolean {
  const ranges = text.split('+').map((part): [number, number] => {
    const [, first = '', last] = /^(\d{3}|\dxx)(?:-(\d{3}))?$/i.exec(part) ?? [];
    if (first === '') throw new BadValue(expected);
    return [Number(first.replace(/xx/i, '00')), Number(last ?? first.replace(/xx/i, '99'))];
  });
  return (status) => ranges.some(([first, last]) => status >= first && status <= last);
}
