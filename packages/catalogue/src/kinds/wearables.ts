import { kind } from '../kind.ts';

export const wearables = [
  kind({
    id: 'watch',
    category: 'wearables',
    picture: 'watch',
    alt: 'A watch',
    noun: 'watch',
    columns: ['Case', 'Battery', 'Protection', 'Strap'],
    also: { Measures: 'Heart, sleep, steps, position', Works: 'With any phone', Guarantee: '2 years' },
    has: (of) => `${of.Case}, ${of.Battery}, ${of.Protection}.`,
    description:
      'The hands are real on some and drawn on others, but the time is always there. Health stays on the watch unless you send it on.',
    goesWith: ['tracker', 'smartphone', 'charger'],
    likes: [
      'The battery lasts longer than they say.',
      'Readable in the brightest sun.',
      'Light enough to sleep with.',
      'The distance agrees with the signs on the path.',
      'Looks like a watch and not like a computer.',
    ],
    dislikes: ['The strap is short.', 'Sleep values are guesses.', 'Scratches show on the black one.'],
    models: `
      Watch Tide | 199 | 10 days, with map | A watch for runs, swims and working days. | 43 mm, aluminium | 10 days on one charge | waterproof to 50 m | Silicone
      Watch Tide Small | 189 | 38 mm, 8 days | The same watch for thinner wrists. | 38 mm, aluminium | 8 days on one charge | waterproof to 50 m | Silicone
      Watch Current | 299 | Bright, with payments | A watch that pays, calls and finds the phone. | 44 mm, steel | 3 days on one charge | waterproof to 50 m | Steel
      Watch Summit | 449 | For mountains, 24 days | A watch with maps for the places without a network. | 47 mm, titanium | 24 days on one charge | waterproof to 100 m | Nylon
      Watch Fathom | 649 | For diving | A watch that counts the minutes below and the minutes up. | 48 mm, titanium | 14 days on one charge | diving to 40 m | Rubber
      Watch Heirloom | 259 | Hands, 40 days | A watch with real hands and a quiet secret. | 40 mm, steel | 40 days on one charge | waterproof to 50 m | Leather
      Watch Sandpiper | 99 | For children, with calls | A watch that calls four people and plays nothing. | 40 mm, plastic | 3 days on one charge | splash-proof | Silicone
    `,
  }),
  kind({
    id: 'tracker',
    category: 'wearables',
    picture: 'stopwatch',
    alt: 'A stopwatch',
    noun: 'tracker',
    columns: ['Worn', 'Battery', 'Measures'],
    also: { Protection: 'Waterproof to 50 m', Works: 'With any phone', Guarantee: '2 years' },
    has: (of) => `${of.Battery}, measures ${of.Measures}.`,
    description: 'Small enough to forget, exact enough to trust. It shows last week without asking for money.',
    goesWith: ['watch', 'headphones', 'backpack'],
    likes: [
      'I forget that it is there.',
      'It made me take the stairs.',
      'The values agree with those at the doctor’s.',
    ],
    dislikes: ['Took a week until I trusted it.', 'The app is plain.'],
    models: `
      Fitness band Ripple | 49 | 14 days, slim | A band for people who want to walk a bit more. | Wrist | 14 days on one charge | steps, heart, sleep
      Heart strap Pulse | 69 | For training | A strap that knows each heartbeat. | Chest | 1 year on one cell | heart
      Ring Halo | 249 | On the finger, 7 days | A ring that watches over your sleep. | Finger | 7 days on one charge | sleep, heart, temperature
      Fitness band Ripple Plus | 79 | With position | A band that knows where you ran. | Wrist | 10 days on one charge | steps, heart, sleep, position
    `,
  }),
  kind({
    id: 'vr-headset',
    category: 'wearables',
    picture: 'goggles',
    alt: 'A pair of goggles',
    noun: 'VR headset',
    columns: ['Picture', 'Battery', 'Weight'],
    also: { Controllers: 'Two, in the box', Glasses: 'Fit underneath', Guarantee: '2 years' },
    has: (of) => `${of.Picture}, ${of.Battery}, ${of.Weight}.`,
    description:
      'Cameras outside show the room before you walk into it. Lenses turn to fit your eyes from 58 to 71 mm.',
    goesWith: ['headphones', 'controller', 'desktop'],
    likes: ['I ducked. Twice.', 'Sharp up to the edge.', 'The hand tracking works without controllers.'],
    dislikes: ['Heavy after an hour.', 'Steams up when I dance.'],
    models: `
      VR headset Mirage | 349 | On its own, no computer | A headset for games, travel and dancing in the living room. | 2064 × 2208 for each eye | 2.5 hours on one charge | 495 g
      VR headset Abyss | 699 | Very sharp, with computer | A headset for cockpits and for drawing in space. | 2880 × 2880 for each eye | powered by the computer | 515 g
      VR headset Reef | 499 | On its own, for work | A headset with three screens in it. | 2560 × 2560 for each eye | 2 hours on one charge | 540 g
    `,
  }),
  kind({
    id: 'smart-glasses',
    category: 'wearables',
    picture: 'glasses',
    alt: 'A pair of glasses',
    noun: 'pair of smart glasses',
    columns: ['Shows', 'Battery', 'Weight'],
    also: { Lenses: 'Your optician can change them', Case: 'Charges the glasses', Guarantee: '2 years' },
    has: (of) => `${of.Battery}, ${of.Weight}.`,
    description:
      'They look like glasses and break like glasses, so the hinges can be replaced. None of them has a camera, so nobody has to wonder.',
    goesWith: ['smartphone', 'headphones', 'charger'],
    likes: ['Lighter than they look.', 'My optician fitted my lenses in a day.', 'Nobody noticed for a week.'],
    dislikes: ['The case is bulky.', 'They slip a little on warm days.'],
    models: `
      Smart glasses Lens | 299 | Music and calls | Glasses that speak into your ear and nobody else's. | Nothing: they only speak | 8 hours on one charge | 48 g
      Smart glasses Sextant | 499 | Directions in sight | Glasses that show where to turn. | Text and arrows | 6 hours on one charge | 52 g
      Cinema glasses Lagoon | 379 | A large screen anywhere | Glasses with a cinema in them, for the train. | 130-inch picture | powered by the phone | 72 g
    `,
  }),
];
