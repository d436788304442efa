/** What a site is asked. */
export type SiteRequest = {
  method: string;
  url: URL;
  /** By name in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** How often this URL has been asked for, this time included. */
  times: number;
};

/** What a site answers; without more it is an empty 200. */
export type SiteAnswer = {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** How long the site takes before it says anything. */
  delayMs?: number;
  /** The body comes in two halves, with this pause between them. */
  pauseMs?: number;
  /** The connection ends after this many bytes of the body; 0 is before the status line. */
  brokenAfter?: number;
};

/** A made-up site: the host names that lead to it (`*.` for any subdomain) and what it answers. */
export type Site = {
  hosts: readonly string[];
  answer(request: SiteRequest): SiteAnswer;
};
