import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const typeA = 1;

/** A name server that answers every question for an IPv4 address with 192.0.2.1, and questions for IPv6 with silence. */
export async function startDnsServerWithoutIpv6(): Promise<{ address: string; stop: () => void }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const questionEnd = query.indexOf(0, 12) + 5;
    if (query.readUInt16BE(questionEnd - 4) !== typeA) return;
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180, 2);
    // One question, one answer, nothing else.
    header.set([0, 1, 0, 1, 0, 0, 0, 0], 4);
    const answer = Buffer.from([0xc0, 12, 0, typeA, 0, 1, 0, 0, 1, 0, 0, 4, 192, 0, 2, 1]);
    socket.send(Buffer.concat([header, query.subarray(12, questionEnd), answer]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: `127.0.0.1:${socket.address().port}`, stop: () => socket.close() };
}
