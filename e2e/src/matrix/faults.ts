// What is done to the parts, and how long anything may take meanwhile.
import { pageDeadlineMs } from '@evenkeel/contracts';
import { slowMs } from '../fault-proxy/fault-proxy.ts';

/** Done to the processes themselves, wherever they run. */
const processFaults = ['killed', 'hung'] as const;
/** Done by a proxy in front of the part. */
const proxyFaults = ['slow', 'error', 'garbage'] as const;

/** Done to containers, besides. */
const containerFaults = ['disconnected', 'restarted'] as const;

/** Of a shop of processes behind proxies. */
export const faults = [...processFaults, ...proxyFaults] as const;
/** Of a shop in containers. */
export const faultsInContainers = [...processFaults, ...containerFaults] as const;
export type Fault = (typeof faults)[number] | (typeof containerFaults)[number];
export type ProxyFault = (typeof proxyFaults)[number];

/** It is over before anybody can look: only the time afterwards says something. */
export const passesByItself = (fault: Fault): boolean => fault === 'restarted';

export const isProxyFault = (fault: Fault): fault is ProxyFault => proxyFaults.some((one) => one === fault);

/** What each is, for people. */
export const faultWords: Readonly<Record<Fault, string>> = {
  killed: 'SIGKILL to the process and all it started',
  hung: 'SIGSTOP: connections are accepted and nothing ever answers',
  slow: `every answer comes ${slowMs} ms late, which is later than anybody in the shop waits for it, so it must look like \`hung\``,
  disconnected: "cut off from its networks: connections go silent, and its name is nobody's",
  restarted: 'stopped and started at once; nobody else is',
  error: 'services answer 503, stores reset the connection',
  garbage: 'services answer 200 with bytes that are not the contract, stores send bytes that are not their protocol',
};

/** The gateway answers a page within this time, in ms (G1). */
export { pageDeadlineMs };

/** Longest time to an answer, in ms: the page's deadline (G1), ten times over, for the noise of small machines. */
export const answerLimitMs = 10 * pageDeadlineMs;

/** Every section is live again this long after the part answers, in ms (architecture: recovery). */
export const recoveryLimitMs = 10_000;

/** An answer may be shared for two seconds and is `live` that long (G9); only then does a broken source show. In ms. */
export const sharedMs = 2_000;
