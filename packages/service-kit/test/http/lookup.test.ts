import { createSocket, type Socket } from 'node:dgram';
import { promises as dns } from 'node:dns';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addressesIn } from '../../src/http/hosts-file.ts';
import { type Lookup, machineLookup } from '../../src/http/lookup.ts';

const rcodes = { found: 0, SERVFAIL: 2, NXDOMAIN: 3 } as const;

/** What the name server says of a name: its addresses, that there is none, or nothing at all. */
let names: Record<string, string[] | 'SERVFAIL' | 'NXDOMAIN' | 'silence'>;
let server: Socket;
let lookup: Lookup;
const system = vi.spyOn(dns, 'lookup');
const never = new AbortController().signal;

beforeEach(async () => {
  names = {};
  system.mockReset().mockRejectedValue(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
  server = createSocket('udp4');
  server.on('message', (query, { port, address }) => {
    const known = names[query.toString('latin1', 13, 13 + (query[12] ?? 0))] ?? 'NXDOMAIN';
    if (known !== 'silence') server.send(answerTo(query, known), port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  lookup = machineLookup([`127.0.0.1:${server.address().port}`]);
});
afterEach(() => server.close());

/** RFC 1035: header, the question again, and a record of ten minutes for each address, as Docker has them. */
function answerTo(query: Buffer, known: string[] | 'SERVFAIL' | 'NXDOMAIN'): Buffer {
  const addresses = Array.isArray(known) ? known : [];
  const asked = query.subarray(0, query.indexOf(0, 12) + 5);
  asked.writeUInt16BE(0x8180 + rcodes[Array.isArray(known) ? 'found' : known], 2);
  asked.writeUInt16BE(addresses.length, 6);
  asked.fill(0, 8, 12);
  const record = [0xc0, 12, 0, 1, 0, 1, 0, 0, 0x02, 0x58, 0, 4];
  return Buffer.concat([asked, ...addresses.map((one) => Buffer.from([...record, ...one.split('.').map(Number)]))]);
}

test('a name has all the addresses that the name server has for it now', async () => {
  names = { review: ['10.0.0.1', '10.0.0.2'] };
  expect((await lookup('review', never)).toSorted()).toEqual(['10.0.0.1', '10.0.0.2']);
  names = { review: ['10.0.0.3'] };
  expect(await lookup('review', never)).toEqual(['10.0.0.3']);
});

test('what the name server does not know, the machine may: as IPv4, if there is any', async () => {
  system.mockResolvedValue([
    { address: 'fd00::1', family: 6 },
    { address: '10.0.0.1', family: 4 },
  ] as never);
  expect(await lookup('printer', never)).toEqual(['10.0.0.1']);
  system.mockResolvedValue([{ address: 'fd00::1', family: 6 }] as never);
  expect(await lookup('printer', never)).toEqual(['fd00::1']);
});

test.each(['NXDOMAIN', 'SERVFAIL'] as const)('a name that is gone (%s) takes no thread', async (word) => {
  names = { review: ['10.0.0.1'] };
  await lookup('review', never);
  names = { review: word };
  const code = word === 'NXDOMAIN' ? 'ENOTFOUND' : 'ESERVFAIL';
  await expect(lookup('review', never)).rejects.toMatchObject({ code });
  expect(system).not.toHaveBeenCalled();
});

test('a name that nobody has known has the error of the machine', async () => {
  await expect(lookup('nobody', never)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  expect(system).toHaveBeenCalledTimes(1);
});

test('a silent name server takes no thread, stands in nobody’s way, and is given up', async () => {
  names = { dead: 'silence', living: ['10.0.0.1'] };
  const over = vi.fn();
  const dead = lookup('dead', never).finally(over);
  dead.catch(() => undefined);
  expect(await lookup('living', never)).toEqual(['10.0.0.1']);
  expect(over).not.toHaveBeenCalled();
  await expect(dead).rejects.toMatchObject({ code: 'ETIMEOUT' });
  expect(system).not.toHaveBeenCalled();
});

test('a lookup can be cancelled', async () => {
  names = { dead: 'silence' };
  const leaving = new AbortController();
  const dead = lookup('dead', leaving.signal);
  setImmediate(() => leaving.abort());
  await expect(dead).rejects.toThrow();
  expect(system).not.toHaveBeenCalled();
});

describe('a hosts file', () => {
  const text =
    '127.0.0.1 localhost\n# 10.0.0.9 review\n10.0.0.1\tReview review.shop # us\n10.0.0.2 review\n\n::1 preview';

  test('has all addresses of a name, however it is written', () => {
    expect(addressesIn(text, 'review')).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(addressesIn(text, 'REVIEW.shop')).toEqual(['10.0.0.1']);
    expect(addressesIn(text, 'us')).toEqual([]);
  });

  test('is asked before anybody else', async () => {
    expect(await lookup('localhost', never)).toContain('127.0.0.1');
    expect(system).not.toHaveBeenCalled();
  });
});
