import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type tls from 'node:tls';

import { reasonOf, UsageError } from '../../failures.js';
import { late } from '../../late-modules.js';
import { quote } from '../../quote.js';

export type TlsSettings = {
  /** -k: accept any certificate. */
  insecure?: boolean;
  /** --cacert: trust the certificates of this PEM file and no others. */
  caFile?: string | undefined;
  alpn?: readonly string[];
};

/** What every TLS connection of a run has in common. */
export type TlsClient = {
  optionsFor(hostname: string, port: number): tls.ConnectionOptions;
  /** Keeps the session of a connection for the next one to the same place. */
  keepSession(socket: tls.TLSSocket, hostname: string, port: number): void;
};

const maxSessions = 1000;

/** One trust store for all connections (reading it costs milliseconds), and resumed sessions a host. */
export function createTlsClient({ insecure = false, caFile, alpn = ['http/1.1'] }: TlsSettings): TlsClient {
  const ca = caFile === undefined ? undefined : readCertificates(caFile);
  let secureContext: tls.SecureContext | undefined;
  const sessions = new Map<string, Buffer>();
  return {
    optionsFor(hostname, port) {
      // With the first connection that needs it: a whole trust store takes 50 ms to read.
      secureContext ??= late.tls.createSecureContext({ ca });
      const bare = hostname.replace(/^\[|\]$|\.$/g, '');
      const session = sessions.get(`${hostname}:${port}`);
      return {
        secureContext,
        // SNI has no place for addresses (RFC 6066, 3); the certificate is then checked against `host`.
        servername: isIP(bare) ? '' : bare,
        rejectUnauthorized: !insecure,
        ALPNProtocols: [...alpn],
        ...(session && { session }),
      };
    },
    keepSession(socket, hostname, port) {
      const key = `${hostname}:${port}`;
      socket.on('session', (session) => {
        sessions.delete(key);
        for (const oldest of sessions.keys()) {
          if (sessions.size < maxSessions) break;
          sessions.delete(oldest);
        }
        sessions.set(key, session);
      });
    },
  };
}

function readCertificates(path: string): string {
  let ca: string;
  try {
    ca = readFileSync(path, 'latin1');
  } catch (error) {
    throw new UsageError(`cannot read the certificates in ${quote(path)}: ${reasonOf(error)}`);
  }
  // OpenSSL passes over what it cannot read and would then trust nobody.
  if (!isCertificate(ca)) throw new UsageError(`no PEM certificates in ${quote(path)}`);
  return ca;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
