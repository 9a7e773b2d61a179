// What people call things, and what the shop calls them. Expanded when a search is made, so that every rung knows it and no
// index has to be built again for another line.

/** What is typed, in any of these ways | what it may mean here. A way of several words is met only as a whole. */
const table = `
  notebook, notebooks, ultrabook, chromebook | laptop
  pc, desktop pc, tower | desktop computer
  tv, tvs, television, televisions, telly, smart tv | tv, television
  mobile, cell phone, cellphone, mobile phone, smartphone, smartphones | phone
  landline | desk phone, cordless phone
  display, computer screen | monitor
  earphone, earphones, earbud, in-ears | earbuds, headphones
  headset, headsets | headset, headphones
  mic, mics, mike | microphone
  mice | mouse
  gaming, gamer, gamers | games
  soundbar | sound bar
  loudspeaker, loudspeakers, boombox | speaker
  flashlight, flash light | torch
  hoover, vacuum cleaner, robot hoover, roomba | robot vacuum
  powerbank, battery pack, portable charger | power bank
  batteries, rechargeable battery, rechargeable batteries | rechargeable cells
  power supply, power adapter, adapter | charger
  hdd, external drive, hard drive, harddrive | hard disk
  docking station, usb hub | dock
  bike, bicycle, ebike, electric bike, electric bicycle | e-bike
  electric scooter, escooter, kick scooter | e-scooter
  rucksack, knapsack | backpack
  gamepad, joypad | controller
  smartwatch, smart watch | watch
  fitness tracker, activity tracker | fitness band, heart strap
  virtual reality | vr headset
  beamer | projector
  light bulb, lightbulb, led bulb, led lamp | smart bulb, lamp
  video camera, handycam | camcorder
  system camera, dslr, mirrorless | camera
  copier, photocopier, scanner, fax, multifunction printer | all-in-one printer
  field glasses, spyglass | binoculars
  antenna | aerial, satellite dish
  wifi, wlan | wi-fi
  wrench, spanner | socket set
  electric toothbrush | toothbrush
  weighing scales | scale
  synthesizer, digital piano, electric piano | piano`;

const meanings = new Map<string, readonly string[]>();
for (const line of table.trim().split('\n')) {
  const [typed = '', meant = ''] = line.split('|').map((side) => side.trim());
  for (const way of typed.split(', ')) meanings.set(way, meant.split(', '));
}
const longestWay = Math.max(...[...meanings.keys()].map((way) => way.split(' ').length));

/** The single words that mean another here, long enough to be known with a letter wrong. */
export const knownWays: readonly string[] = [...meanings.keys()].filter((way) => /^\S{5,}$/.test(way));

/** What `way` means here besides itself. */
export const meaningsOf = (way: string): readonly string[] => meanings.get(way) ?? [];

/** "512gb" and "14inch" stand in two words in every specification. */
const measure = /^(\d+)(gb|tb|inch|hz|khz|mm|cm|kg|ah|mah|wh|w)$/;

/** What is looked for at one place of a query: what was typed first, then what that may mean. Each has one word or more. */
export type Alternatives = readonly [string, ...string[]];

/** The words of a query, neighbours that mean something together taken as one. */
export function alternativesOf(words: readonly string[]): Alternatives[] {
  const found: Alternatives[] = [];
  for (let at = 0; at < words.length; ) {
    const [way, length] = wayAt(words, at);
    const [, amount, unit] = measure.exec(way) ?? [];
    const others = amount === undefined ? meaningsOf(way) : [`${amount} ${unit}`];
    found.push([way, ...others.filter((other) => other !== way)]);
    at += length;
  }
  return found;
}

/** The longest way of saying something that begins at this word, else the word; and how many words it has. */
function wayAt(words: readonly string[], at: number): readonly [string, number] {
  for (let length = Math.min(longestWay, words.length - at); length > 1; length--) {
    const way = words.slice(at, at + length).join(' ');
    if (meanings.has(way)) return [way, length];
  }
  return [words[at] ?? '', 1];
}
