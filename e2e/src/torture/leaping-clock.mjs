// Loaded before a program of the shop: its wall clock is ahead by what the file CLOCK_FILE says, in ms. Timers are not touched.
import { readFileSync } from 'node:fs';

const RealDate = Date;
let aheadMs = 0;
const look = () => {
  try {
    aheadMs = Number(readFileSync(process.env.CLOCK_FILE ?? '', 'utf8')) || 0;
  } catch {
    aheadMs = 0; // No file: the clock is right.
  }
};
look();
setInterval(look, 50).unref();

globalThis.Date = class LeapingDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + aheadMs);
    else super(...parts);
  }
  static now() {
    return RealDate.now() + aheadMs;
  }
};
