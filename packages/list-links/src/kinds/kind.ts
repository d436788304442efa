/** What a link is for; each kind has its option, `--links` to `--feeds`, and `other` comes with --all. */
export type Kind = 'links' | 'images' | 'media' | 'assets' | 'feeds' | 'other';

export const everyKind: readonly Kind[] = ['links', 'images', 'media', 'assets', 'feeds', 'other'];
