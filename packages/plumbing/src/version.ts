/** The version of the whole suite; a test holds it equal to package.json's. */
export const version = '0.1.0';

/** The day of that version, for the man pages. */
export const versionDate = '2026-11-21';
