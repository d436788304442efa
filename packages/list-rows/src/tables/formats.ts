/** The formats that a list may have, as --format-in names them. */
export const formats = ['parquet', 'csv', 'tsv', 'json', 'ndjson', 'lines'] as const;

export type Format = (typeof formats)[number];

/** How the JSON of a file is laid out. */
export type JsonShape = 'array' | 'objects' | 'columns';

/** What a file turned out to be. */
export type Detected = Exclude<Format, 'json'> | `json ${JsonShape}`;
