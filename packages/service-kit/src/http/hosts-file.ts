// The machine's own list of names, which people edit: /etc/hosts.
import { readFile } from 'node:fs/promises';

/** Addresses that the text of a hosts file has for `name`. */
export function addressesIn(hosts: string, name: string): string[] {
  const found: string[] = [];
  for (const line of hosts.split('\n')) {
    const [address, ...names] = line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/);
    if (address !== undefined && names.includes(name.toLowerCase())) found.push(address);
  }
  return found;
}

/** Addresses that the file has for `name`; none where there is no such file. */
export const fromHostsFile = async (name: string): Promise<string[]> =>
  addressesIn(await readFile('/etc/hosts', 'utf8').catch(() => ''), name);
