// A service in a test: answers on /, and ends as it is told. Arguments: port, and `fork` for a child beside it.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const [port, wish] = process.argv.slice(2);
if (wish === 'fork') spawn('sleep', ['300'], { detached: true, stdio: 'ignore' });
if (wish === 'refuse') {
  console.error('PORT must be a number');
  process.exit(3);
}
if (wish === 'stubborn') process.on('SIGTERM', () => console.log('no'));
createServer((request, response) => {
  if (request.url === '/crash') process.exit(3);
  response.end('here');
}).listen(Number(port), '127.0.0.1');
