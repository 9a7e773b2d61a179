// A name server that hears every question and never answers, and a composition whose parts all ask it.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type PartName, partNames } from '@evenkeel/platform';
import { imageOf } from './images.ts';
import { project, type TrialComposition } from './trial-composition.ts';

const name = 'silent-name-server';
/** Kept for measurements: no network in use has such addresses (RFC 2544). */
const subnet = '198.18.53.0/24';
const address = '198.18.53.53';
const upLimitMs = 180_000;

/** Says what it was asked for, to us alone: a name in a question is a row of labels, each after its length. */
const program = `
  const labels = (question, at = 12) =>
    question[at] > 0
      ? [question.toString('latin1', at + 1, at + 1 + question[at]), ...labels(question, at + 1 + question[at])]
      : [];
  require('node:dgram').createSocket('udp4', (question) => console.log('asked for', labels(question).join('.'))).bind(53);
  require('node:net').createServer((socket) => socket.on('error', () => undefined).resume()).listen(53);`;

const server = {
  image: imageOf('product'),
  command: ['node', '--eval', program],
  init: true,
  cap_drop: ['ALL'],
  // It is not root, and 53 is a port for root alone where nobody says otherwise.
  sysctls: { 'net.ipv4.ip_unprivileged_port_start': 0 },
  networks: { silent: { ipv4_address: address } },
};

/** Runs `work` while all parts have nobody but the silent one to ask; afterwards the composition is what it was. */
export async function withSilentNameServer(trial: TrialComposition, work: () => Promise<void>): Promise<void> {
  const { docker } = trial;
  const override = path.join(path.dirname(trial.secrets), 'silent.yml');
  writeFileSync(override, composition());
  const compose = ['compose', '--file', 'docker-compose.yml', '--file', override];
  try {
    await docker.run([...compose, 'up', '--detach', '--wait'], upLimitMs);
    await work();
  } finally {
    await docker.run(['compose', 'up', '--detach', '--wait', '--remove-orphans'], upLimitMs);
    await docker.run(['network', 'rm', `${project}_silent`]);
  }
}

/** A part on internal networks alone asks nobody outside: it takes one that leads somewhere. */
function composition(): string {
  const networks = { silent: { ipam: { config: [{ subnet }] } } };
  const parts = partNames.map((part) => `  ${part}: { dns: !override [${address}], networks: [silent] }`);
  return [
    'services:',
    `  ${name}: ${JSON.stringify(server).replaceAll('$', '$$$$')}`,
    ...parts,
    `networks: ${JSON.stringify(networks)}`,
    '',
  ].join('\n');
}

/** How many questions for `wanted` have come to it. */
export async function questionsHeard({ docker }: TrialComposition, wanted: string): Promise<number> {
  const [id = ''] = (await docker.run(['ps', '--quiet', '--filter', `label=com.docker.compose.service=${name}`])).split(
    '\n',
  );
  const lines = (await docker.run(['logs', id])).split('\n');
  return lines.filter((line) => line === `asked for ${wanted}`).length;
}

/** A look-up that has not ended by then is one that waits; in seconds. A refusal takes a few milliseconds. */
const silenceSeconds = 2;
/** Exit code of `timeout`, when it has ended the command. */
const tooLong = '124';

/** What is wrong with the silence in a part: nothing when its look-up of `wanted` has not ended within two seconds. */
export async function endsEarly(trial: TrialComposition, part: PartName, wanted: string): Promise<string[]> {
  const [container] = await trial.shop.platform.containers(part);
  const ask = `timeout ${silenceSeconds} getent hosts ${wanted}; echo $?`;
  const began = performance.now();
  const code = (await trial.docker.run(['exec', container?.id ?? '', 'sh', '-c', ask])).trim();
  const tookMs = (performance.now() - began).toFixed(0);
  return code === tooLong ? [] : [`in ${part} the look-up of ${wanted} ended after ${tookMs} ms: ${code}`];
}
