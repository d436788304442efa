import { BadValue } from '@fetchutils/plumbing';

/** Parses a regular expression for names and glosses, for which capitals are as good as small letters. */
export function namePattern(text: string): RegExp {
  try {
    return new RegExp(text, 'iu');
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /s, '') : '';
    throw new BadValue(`a regular expression (${reason.toLowerCase()})`);
  }
}
