import type { Site } from './site.js';

/** The list that a museum publishes of its objects: a Parquet file, to be read as a whole or by ranges. */
export function createObjectsList(file: Buffer): Site {
  return {
    hosts: ['data.museum.example'],
    answer: ({ url }) =>
      url.pathname === '/objects.parquet'
        ? { headers: { 'content-type': 'application/vnd.apache.parquet' }, body: file }
        : { status: 404, body: 'not found\n' },
  };
}
