import { version } from '../../version.js';

/** How a tool names itself to servers: what it is, and nothing else. */
export function userAgent(tool: string): string {
  return `${tool}/${version} (fetchutils)`;
}
