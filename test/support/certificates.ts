import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Options for tls.createServer and https.createServer. */
export type ServerIdentity = { key: string; cert: string };

/** An authority of the tests' own and what it signed, made by openssl in a folder. */
export type Certificates = {
  /** The authority, as for --cacert. */
  caFile: string;
  /** For localhost, h.test, 127.0.0.1 and ::1. */
  good: ServerIdentity;
  /** For elsewhere.test only. */
  wrongName: ServerIdentity;
  expired: ServerIdentity;
};

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const ours = 'subjectAltName=DNS:localhost,DNS:h.test,IP:127.0.0.1,IP:::1';

/** Makes them all. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  await openssl(
    'req',
    '-x509',
    ...curve,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '30',
    '-subj',
    '/CN=Test CA',
  );
  const sign = async (name: string, altNames: string, days: string): Promise<ServerIdentity> => {
    const files = { key: `${name}.key`, csr: `${name}.csr`, cert: `${name}.pem`, extensions: `${name}.cnf` };
    await writeFile(join(folder, files.extensions), `basicConstraints=CA:FALSE\n${altNames}\n`);
    await openssl('req', ...curve, '-keyout', files.key, '-out', files.csr, '-subj', `/CN=${name}`);
    const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
    const made = ['-days', days, '-extfile', files.extensions, '-out', files.cert];
    await openssl('x509', '-req', '-in', files.csr, ...authority, ...made);
    const read = (file: string) => readFile(join(folder, file), 'utf8');
    return { key: await read(files.key), cert: await read(files.cert) };
  };
  return {
    caFile: join(folder, 'ca.pem'),
    good: await sign('good', ours, '30'),
    wrongName: await sign('wrong', 'subjectAltName=DNS:elsewhere.test', '30'),
    expired: await sign('expired', ours, '-1'),
  };
}
