// What a hub cannot do without: a broker, a client of it and a web server, and not a line more.
import { createServer } from 'node:net';
import { serve } from '@hono/node-server';
import { Aedes } from 'aedes';
import { Hono } from 'hono';
import mqtt from 'mqtt';

const port = Number(process.env.BLUEBELL_BROKER__PORT);
const aedes = await Aedes.createBroker();
const server = createServer(aedes.handle);
await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
const app = new Hono();
app.get('/', (context) => context.text('bare'));
serve({ fetch: app.fetch, port: Number(process.env.BLUEBELL_WEB__PORT), hostname: '127.0.0.1' });
const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`);
await client.publishAsync('bare/state', 'online', { qos: 1, retain: true });
process.on('SIGTERM', () => process.exit(0));
