// A Redis of the test's making, on a real socket: keeps texts, and refuses what it is told to in Redis' own words. The real one
// could be made to refuse writes, too, but not while other tests use it.

import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export interface FakeRedis {
  readonly url: string;
  readonly kept: Map<string, string>;
  /** What was asked for, in order: `GET`, `SET`. */
  readonly asked: string[];
  /** The error to answer to a command; undefined lets it through. */
  refuse: (command: string, key: string) => string | undefined;
  /** How long it takes to answer a command, in ms. */
  delayMs: (command: string) => number;
  close(): void;
}

export async function fakeRedis(): Promise<FakeRedis> {
  const kept = new Map<string, string>();
  const asked: string[] = [];
  const fake = {
    refuse: (_command: string, _key: string): string | undefined => undefined,
    delayMs: (_command: string) => 0,
  };
  const sockets = new Set<Socket>();

  const answer = ([command = '', key = '', value = '']: readonly string[]): string => {
    const refusal = fake.refuse(command, key);
    if (refusal !== undefined) return `-${refusal}\r\n`;
    if (command === 'INFO') return bulk('loading:0');
    if (command === 'GET') return bulk(kept.get(key));
    if (command === 'SET') kept.set(key, value);
    return command === 'PING' ? '+PONG\r\n' : '+OK\r\n';
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    let received = '';
    let queued: string[][] | undefined;
    let aborted = false;
    socket.setEncoding('latin1').on('data', (text: string) => {
      const parsed = commandsIn(received + text);
      received = parsed.rest;
      for (const words of parsed.commands) {
        const command = (words[0] ?? '').toUpperCase();
        asked.push(command);
        if (command === 'MULTI') {
          queued = [];
          aborted = false;
          socket.write('+OK\r\n');
        } else if (command === 'EXEC') {
          socket.write(
            aborted
              ? '-EXECABORT Transaction discarded because of previous errors.\r\n'
              : `*${queued?.length}\r\n${queued?.map(answer).join('')}`,
          );
          queued = undefined;
        } else if (queued) {
          const refusal = fake.refuse(command, words[1] ?? '');
          aborted ||= refusal !== undefined;
          queued.push([command, ...words.slice(1)]);
          socket.write(refusal === undefined ? '+QUEUED\r\n' : `-${refusal}\r\n`);
        } else {
          const text = answer([command, ...words.slice(1)]);
          const delayMs = fake.delayMs(command);
          if (delayMs === 0) socket.write(text);
          else setTimeout(() => socket.write(text), delayMs);
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(fake, {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    kept,
    asked,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
}

const bulk = (text: string | undefined) => (text === undefined ? '$-1\r\n' : `$${text.length}\r\n${text}\r\n`);

/** Whole commands of the protocol: `*2\r\n$3\r\nGET\r\n$1\r\na\r\n`; what is not whole yet is the rest. */
function commandsIn(text: string): { commands: string[][]; rest: string } {
  const commands: string[][] = [];
  let at = 0;
  for (;;) {
    const head = /^\*(\d+)\r\n/.exec(text.slice(at));
    if (!head) return { commands, rest: text.slice(at) };
    let next = at + head[0].length;
    const words: string[] = [];
    while (words.length < Number(head[1])) {
      const length = /^\$(\d+)\r\n/.exec(text.slice(next));
      if (!length) return { commands, rest: text.slice(at) };
      const start = next + length[0].length;
      const end = start + Number(length[1]);
      if (text.length < end + 2) return { commands, rest: text.slice(at) };
      words.push(text.slice(start, end));
      next = end + 2;
    }
    commands.push(words);
    at = next;
  }
}
