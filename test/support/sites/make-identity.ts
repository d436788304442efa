import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate for host names that vouches for itself, made by openssl: `file` is what a client has to trust. */
export function makeIdentity(folder: string, hosts: readonly string[]) {
  const [keyFile, file] = [join(folder, 'sites.key'), join(folder, 'sites.pem')];
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'];
  const content = ['-subj', '/CN=Sites', '-addext', `subjectAltName=${names}`];
  const args = ['req', '-x509', ...kind, ...content, '-keyout', keyFile, '-out', file];
  execFileSync('openssl', args, { stdio: 'ignore' });
  return { file, key: readFileSync(keyFile, 'utf8'), cert: readFileSync(file, 'utf8') };
}
