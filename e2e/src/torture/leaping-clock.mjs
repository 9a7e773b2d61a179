// Loaded before a program of the shop: its wall clock is ahead by what the file CLOCK_FILE says, in ms, from the very moment on in which that
// is written. Timers are not touched.
import { readFileSync } from 'node:fs';

const RealDate = Date;
function aheadMs() {
  try {
    return Number(readFileSync(process.env.CLOCK_FILE ?? '', 'utf8')) || 0;
  } catch {
    return 0; // No file: the clock is right.
  }
}

globalThis.Date = class LeapingDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + aheadMs());
    else super(...parts);
  }
  static now() {
    return RealDate.now() + aheadMs();
  }
};
