import { oneOf } from './values.js';

/** The options that every tool has. */
export const commonOptions = {
  quiet: { short: 'q', group: 'General', help: 'say nothing on standard error but fatal errors' },
  help: { short: 'h', group: 'General', help: 'show this help' },
  version: { short: 'V', group: 'General', help: 'show the version' },
  man: { group: 'General', help: 'print the man page; to read it: --man | man -l -' },
  completion: {
    value: 'SHELL',
    group: 'General',
    parse: oneOf('bash', 'zsh', 'fish'),
    choices: ['bash', 'zsh', 'fish'],
    help: 'print a completion script for bash, zsh or fish',
  },
} as const;
