import { kind } from '../kind.ts';

export const computers = [
  kind({
    id: 'laptop',
    category: 'computers',
    picture: 'laptop',
    alt: 'A slim silver laptop',
    noun: 'laptop',
    columns: ['Screen', 'Memory', 'Storage', 'Battery', 'Weight'],
    also: { Ports: '2 × USB-C, 1 × USB-A, headphones', Wireless: 'Wi-Fi 7, Bluetooth 5.4', Guarantee: '2 years' },
    has: (of) => `${of.Memory} memory, ${of.Storage} storage, ${of.Battery} on one charge.`,
    description:
      'The case is milled from recycled aluminium and opens with one hand. Memory and storage can be changed with a screwdriver, and the battery is a part you can order. It charges over USB-C, with the charger in the box or with the one of your phone.',
    goesWith: ['mouse', 'keyboard', 'monitor'],
    likes: [
      'The screen is bright enough for the garden.',
      'The battery outlasts my working day, and then the film.',
      'The fan is off nearly all the time, and I never hear it in meetings.',
      'Twenty browser tabs, a video call and a large spreadsheet at once, and it does not stumble.',
      'The keyboard is firm and has the right travel for long texts.',
      'It wakes up the moment I open the lid.',
      'Light enough that I checked my bag twice to see whether it was in there.',
      'Two screens over one cable, charging at the same time. My desk is empty now.',
      'The hinge holds the screen where I put it, even on a bumpy bus.',
      'I replaced the storage myself in ten minutes, with the screwdriver from the drawer.',
    ],
    dislikes: [
      'The speakers are thin, so I use headphones for films.',
      'The webcam is fine in daylight and grainy in the evening.',
      'I miss a card reader.',
      'It gets warm on the lap when it compiles for a long time.',
    ],
    models: `
      Laptop | 999 | 14-inch, 18 hours | A light 14-inch computer for work and travel. | 14-inch, 2560 × 1600 | 16 GB | 512 GB | 18 hours | 1.24 kg
      Laptop Skiff | 649 | 13-inch, for notes | A small 13-inch computer for lectures, letters and films. | 13-inch, 1920 × 1200 | 8 GB | 256 GB | 14 hours | 1.19 kg
      Laptop Ketch | 799 | 14-inch, all day | A sensible 14-inch computer for school and the home office. | 14-inch, 1920 × 1200 | 16 GB | 512 GB | 15 hours | 1.38 kg
      Laptop Sloop | 1149 | 13-inch, 0.97 kg | A 13-inch computer that you forget in your bag. | 13-inch, 2880 × 1800 OLED | 16 GB | 512 GB | 16 hours | 0.97 kg
      Laptop Yawl | 1299 | 15-inch, bright | A 15-inch computer with room for two documents side by side. | 15-inch, 2880 × 1864 | 16 GB | 1 TB | 17 hours | 1.49 kg
      Laptop Schooner | 1599 | 16-inch, for studios | A 16-inch computer for people who cut films and mix sound. | 16-inch, 3456 × 2160 OLED | 32 GB | 1 TB | 14 hours | 1.92 kg
      Laptop Clipper | 2199 | 16-inch, 64 GB | A 16-inch workshop computer for models, code and machines inside the machine. | 16-inch, 3840 × 2400 | 64 GB | 2 TB | 12 hours | 2.08 kg
      Laptop Gale | 1499 | 15-inch, for games | A 15-inch computer that plays new games at 144 frames. | 15-inch, 2560 × 1440 at 165 Hz | 16 GB | 1 TB | 8 hours | 2.16 kg
      Laptop Storm | 2099 | 17-inch, for games | A 17-inch computer that takes the place of a desktop. | 17-inch, 2560 × 1600 at 240 Hz | 32 GB | 2 TB | 6 hours | 2.74 kg
      Laptop Dinghy | 379 | 12-inch, for children | A tough 12-inch computer with round corners for first homework. | 12-inch, 1366 × 912 touch | 8 GB | 128 GB | 13 hours | 1.21 kg
    `,
  }),
  kind({
    id: 'tablet',
    category: 'computers',
    picture: 'laptop',
    alt: 'A tablet with its keyboard open',
    noun: 'tablet with keyboard',
    columns: ['Screen', 'Memory', 'Storage', 'Battery'],
    also: {
      Keyboard: 'Magnetic, backlit, in the box',
      Pen: 'Sold separately',
      Wireless: 'Wi-Fi 6E, Bluetooth 5.3',
      Guarantee: '2 years',
    },
    has: (of) => `${of.Storage} storage, ${of.Battery} on one charge, keyboard in the box.`,
    description:
      'The keyboard holds on by magnets and folds away flat. The stand keeps any angle from upright to drawing board. Updates come for seven years.',
    goesWith: ['mouse', 'charger', 'headphones', 'laptop-bag'],
    likes: [
      'Drawing in the evening, spreadsheets in the morning, one thing to carry.',
      'The keyboard snaps on like a fridge magnet and types better than it looks.',
      'The screen is bright enough for the balcony.',
      'It replaced my old laptop for everything but taxes.',
    ],
    dislikes: ['On the lap it wobbles.', 'The pen costs extra, and you will want it.', 'One port is one too few.'],
    models: `
      Tablet Pier | 429 | 11-inch, with keyboard | An 11-inch tablet that turns into a small computer. | 11-inch, 2000 × 1200 | 6 GB | 128 GB | 12 hours
      Tablet Quay | 599 | 12-inch, with keyboard | A 12-inch tablet for notes, sketches and the sofa. | 12-inch, 2560 × 1600 | 8 GB | 256 GB | 13 hours
      Tablet Harbour | 849 | 13-inch, OLED | A 13-inch tablet with a screen that painters like. | 13-inch, 2880 × 1920 OLED | 12 GB | 256 GB | 11 hours
      Tablet Anchor | 689 | 10-inch, for outdoors | A 10-inch tablet that may fall from a ladder and lie in the rain. | 10-inch, 1920 × 1200 | 8 GB | 128 GB | 16 hours
    `,
  }),
  kind({
    id: 'monitor',
    category: 'computers',
    picture: 'desktop-computer',
    alt: 'A computer monitor on its stand',
    noun: 'monitor',
    columns: ['Screen', 'Resolution', 'Refresh rate', 'Ports'],
    also: { Stand: 'Height, tilt and turn', 'Wall mount': '100 × 100 mm', Guarantee: '3 years' },
    has: (of) => `${of.Screen}, ${of.Resolution}, ${of.Ports}.`,
    description:
      'The stand moves in every direction and lets go of the panel with one button. The surface is matt, and the light does not flicker at any brightness. All cables are in the box.',
    goesWith: ['keyboard', 'mouse', 'dock', 'podcast-microphone', 'laptop'],
    likes: [
      'Text is as sharp as on paper.',
      'No dead pixel, no bright corner, straight out of the box.',
      'The stand goes low enough for short people, which is rare.',
      'Eight hours in front of it, and my eyes are fine.',
      'Colours match my prints without any setting up.',
    ],
    dislikes: [
      'The buttons are on the back and I always press the wrong one.',
      'The built-in speakers are only good for beeps.',
      'The box is huge. Take the car.',
    ],
    models: `
      Monitor | 199 | 27-inch, 4K | A calm 27-inch screen for a desk where work is done. | 27-inch, matt | 3840 × 2160 | 60 Hz | 2 × HDMI, 1 × DisplayPort
      Monitor Bay | 129 | 24-inch, Full HD | A plain 24-inch screen for the home office. | 24-inch, matt | 1920 × 1080 | 75 Hz | 1 × HDMI, 1 × DisplayPort
      Monitor Fjord | 279 | 27-inch, USB-C | A 27-inch screen that charges the laptop it shows. | 27-inch, matt | 2560 × 1440 | 75 Hz | USB-C with 65 W, 1 × HDMI
      Monitor Strait | 449 | 34-inch, wide | A 34-inch screen as wide as two, without the gap. | 34-inch, curved | 3440 × 1440 | 100 Hz | USB-C with 90 W, 2 × HDMI
      Monitor Lagoon | 629 | 32-inch, for photos | A 32-inch screen for people who look closely at colour. | 32-inch, matt | 3840 × 2160 | 60 Hz | USB-C with 90 W, 1 × DisplayPort
      Monitor Surge | 349 | 27-inch, 180 Hz | A fast 27-inch screen for evenings with games. | 27-inch, matt | 2560 × 1440 | 180 Hz | 2 × HDMI, 1 × DisplayPort
      Monitor Canal | 239 | 24-inch, with webcam | A 24-inch screen that looks back at you only when you want it. | 24-inch, matt | 2560 × 1440 | 75 Hz | USB-C with 65 W, 1 × HDMI
    `,
  }),
  kind({
    id: 'desktop',
    category: 'computers',
    picture: 'desktop-computer',
    alt: 'A desktop computer with screen and keyboard',
    noun: 'desktop computer',
    columns: ['Processor', 'Memory', 'Storage', 'Size'],
    also: { Wireless: 'Wi-Fi 6E, Bluetooth 5.3', Ports: '6 × USB, HDMI, DisplayPort, Ethernet', Guarantee: '3 years' },
    has: (of) => `${of.Processor}, ${of.Memory} memory, ${of.Storage} storage.`,
    description:
      'Every part is standard and can be changed at home; the manual shows how. The fans are large and slow, so it stays quiet when it works hard.',
    goesWith: ['monitor', 'keyboard', 'mouse', 'speaker', 'ssd'],
    likes: [
      'You have to look at the light to know whether it is on.',
      'Opens with two thumb screws. I added memory in five minutes.',
      'Quick at everything I do, and it stays cool.',
      'No extra programs installed, which is a blessing.',
    ],
    dislikes: ['Only two ports at the front.', 'The power cable is short.', 'The case shows every fingerprint.'],
    models: `
      Mini computer Buoy | 449 | As small as a book | A small computer that hangs behind the screen. | 6 cores | 16 GB | 512 GB | 13 × 13 × 5 cm
      Desktop computer Jetty | 699 | Quiet, for the office | A quiet computer for a room where people talk. | 8 cores | 16 GB | 512 GB | 10 × 30 × 29 cm
      Desktop computer Breaker | 1349 | For games | A computer for games at full detail. | 8 cores and a 12 GB graphics card | 32 GB | 1 TB | 21 × 43 × 41 cm
      Desktop computer Forge | 2399 | For film and 3D | A workshop computer for film, 3D and large models. | 16 cores and a 16 GB graphics card | 64 GB | 4 TB | 23 × 46 × 45 cm
      All-in-one computer Deck | 1099 | 24-inch, one cable | A computer inside its 24-inch screen, with one cable to the wall. | 8 cores | 16 GB | 1 TB | 24-inch, 54 × 42 × 15 cm
    `,
  }),
];
