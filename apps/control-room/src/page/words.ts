// Numbers as operators read them.

export const seconds = (ms: number): string => {
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 3_600_000)} h`;
};
export const rate = (perSecond: number): string =>
  `${perSecond >= 9.95 ? Math.round(perSecond) : perSecond.toFixed(1)}/s`;
/** Never "100%" for something that has failed. */
export const percent = (share: number): string =>
  share >= 1 ? '100%' : `${Math.min(99.9, share * 100).toFixed(share < 0.995 && share >= 0.1 ? 0 : 1)}%`;
export const ms = (time: number): string => `${Math.round(time)} ms`;
const two = (number: number) => String(number).padStart(2, '0');
/** Of the day, here. Without the browser's language: it may be none that it knows itself. */
export const clock = (at: string): string => {
  const moment = new Date(at);
  return [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':');
};
