// What stands in for a part's answer while it is broken: for services over HTTP, and for stores with protocols of their own.
import type { Socket } from 'node:net';

/** `http`: services, and Elasticsearch. `bytes`: PostgreSQL and Redis. */
export type Protocol = 'http' | 'bytes';
export type BrokenAnswer = 'error' | 'garbage';

/** Answers on `near` whatever is asked. */
export function answerBroken(near: Socket, broken: BrokenAnswer, protocol: Protocol): void {
  if (protocol === 'http') {
    // Each connection is for one request: the rest of a request's body finds it closed.
    near.once('data', () => near.end(broken === 'error' ? serviceUnavailable : takeTurns(wrongAnswers)));
  } else if (broken === 'error') {
    reset(near);
  } else {
    near.on('data', () => near.write(takeTurns(wrongBytes)));
  }
}

/**
 * Breaks a connection off as a process does that dies. One that is being ended already is only destroyed: in Node 24 a reset in the
 * middle of a shutdown leaves a handle that never closes, and a program that never exits.
 */
export function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

const http = (status: string, type: string, body: string): string =>
  `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;

const serviceUnavailable = http('503 Service Unavailable', 'text/plain', 'The fault proxy says so.');

/** 200, and not the contract: another page, JSON that ends too early, JSON about something else. */
const wrongAnswers = [
  http('200 OK', 'text/html', '<!doctype html><title>Welcome</title><p>It works!</p>'),
  http('200 OK', 'application/json', '{"slug":"laptop","name":'),
  http('200 OK', 'application/json', '{"items":"none","slug":7,"name":null}'),
];

/** A sentence; bytes that read as a length say "two gigabytes more"; and what looks like neither. */
const wrongBytes = [
  Buffer.from('Hello, this is not your database.\r\n'),
  Buffer.alloc(64, 0xff),
  Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 37) % 256)),
];

let turn = 0;
/** One after the other, so that a run meets all of them, and the same ones as the run before. */
function takeTurns<T>(answers: readonly T[]): T {
  turn += 1;
  return answers[turn % answers.length] as T;
}
