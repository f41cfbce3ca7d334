import { connect } from 'node:net';

/** A request written to a socket by hand. @returns every byte that comes back until the connection ends. */
export function bytesBack(address: string, body: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const { port, pathname } = new URL(address);
  return new Promise((resolve, reject) => {
    let back = '';
    const socket = connect(Number(port), '127.0.0.1', () => {
      const lines = Object.entries({ host: 'bridge', 'content-length': String(Buffer.byteLength(body)), ...headers });
      const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      socket.write(`POST ${pathname} HTTP/1.1\r\n${head}\r\n${body}`);
    });
    socket.setTimeout(25_000, () => {
      socket.destroy();
      reject(new Error(`the connection stays open; so far: ${back}`));
    });
    socket.on('data', (chunk) => (back += chunk.toString()));
    // A reset is an end without an answer as well.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(back));
  });
}
