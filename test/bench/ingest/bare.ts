/**
 * The yardstick of `bench -- ingest`: node:http, the same HMAC compared in constant time, one JSON.parse, the body dropped.
 * `node bare.ts PORT` signs with the key's bytes, as Node's documentation does; `node bare.ts PORT prepared` with a KeyObject that is
 * made once, which costs a fifth of that.
 */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { eventSecret } from '../../support/processes.ts';

const bytes = Buffer.from(eventSecret.replace(/^whsec_/, ''), 'base64');
const key = process.argv[3] === 'prepared' ? createSecretKey(bytes) : bytes;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = request.headers;
    const raw = Buffer.concat(chunks);
    const expected = createHmac('sha256', key)
      .update(`${String(id)}.${String(time)}.`)
      .update(raw)
      .digest();
    const given = Buffer.from(String(signature).slice(3), 'base64');
    if (given.length === expected.length && timingSafeEqual(given, expected)) {
      JSON.parse(raw.toString('utf8'));
      response.statusCode = 202;
    } else response.statusCode = request.method === 'GET' ? 200 : 401;
    response.end();
  });
});
server.listen(Number(process.argv[2]), '127.0.0.1');
