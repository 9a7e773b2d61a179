import { kind } from '../kind.ts';

export const gaming = [
  kind({
    id: 'controller',
    category: 'gaming',
    picture: 'video-game',
    alt: 'A game controller',
    noun: 'controller',
    columns: ['Connection', 'Battery', 'Sticks'],
    also: { Works: 'With computers, phones and TVs', Vibration: 'Two motors', Guarantee: '2 years' },
    has: (of) => `${of.Connection}, ${of.Battery}, ${of.Sticks} sticks.`,
    description: 'The grip is rough where hands get wet. The keys are quiet, and worn sticks can be replaced.',
    goesWith: ['headphones', 'tv', 'desktop'],
    likes: [
      'No drift after a hard winter.',
      'Fits small and large hands in our house.',
      'The triggers are smooth and even.',
      'Works with everything I own.',
    ],
    dislikes: ['The plus pad clicks loudly.', 'I would like a longer grip.'],
    models: `
      Controller Helm | 59 | Wireless, 30 hours | A controller for every game and every hand. | Wireless or cable | 30 hours | magnetic
      Controller Tiller | 29 | With cable | A controller for friends who come to play. | USB-C cable, 3 m | no battery | standard
      Controller Rudder | 129 | For tournaments | A controller with parts that you can swap. | Wireless or cable | 40 hours | magnetic, adjustable
      Controller Oar | 49 | Clamps round a phone | A controller that turns the phone into a console. | USB-C | powered by the phone | magnetic
      Controller Duet, 2 pack | 89 | Two, to play together | Two controllers for one sofa. | Wireless | 20 hours | standard
    `,
  }),
  kind({
    id: 'joystick',
    category: 'gaming',
    picture: 'joystick',
    alt: 'A joystick',
    noun: 'joystick',
    columns: ['Buttons', 'Sensor', 'Base'],
    also: { Connection: 'USB-C cable, 2 m', Hand: 'Left or right', Guarantee: '2 years' },
    has: (of) => `${of.Buttons} buttons, ${of.Sensor}, ${of.Base}.`,
    description:
      'The spring comes in three strengths, all in the box. It reads the lightest movement and forgets none.',
    goesWith: ['monitor', 'headphones', 'desktop'],
    likes: ['I land on the runway now.', 'It does not slip, not even in battle.', 'Smooth around the middle.'],
    dislikes: ['The buttons are a little far apart.', 'Takes up the whole desk.'],
    models: `
      Joystick Swallow | 49 | For first flights | A joystick for first flights and old games. | 8 | potentiometer | suction feet
      Joystick Falcon | 129 | With throttle | A joystick and a throttle for long flights. | 19 | magnetic | weighted
      Joystick Eagle | 249 | Metal, for cockpits | A joystick of metal for people who build a cockpit. | 24 | magnetic | screws to the desk
      Joystick Harrier | 179 | Two sticks | A pair of joysticks for machines that hover. | 2 × 12 | magnetic | weighted
      Joystick Kestrel | 79 | Twists | A joystick that also turns, for helicopters and old tanks. | 12 | magnetic | weighted
    `,
  }),
  kind({
    id: 'board-game',
    category: 'gaming',
    picture: 'game-die',
    alt: 'A die',
    noun: 'game',
    columns: ['Players', 'Age', 'Time'],
    also: { Language: 'English', Material: 'Wood and card, no plastic' },
    has: (of) => `${of.Players} players, ${of.Age}, ${of.Time}.`,
    description: 'The rules fit on two pages and are explained by playing. Lost pieces are sent for free.',
    goesWith: ['board-game', 'torch', 'speaker'],
    likes: [
      'We have played it every evening of the holiday.',
      'Quick to explain, and nobody sits out.',
      'Beautiful wooden pieces.',
      'Even the teenagers put the phone away.',
    ],
    dislikes: ['The first evening went into the rules.', 'The box is too large for its contents.'],
    models: `
      Board game Lighthouse Keepers | 39 | Together against the storm | Everyone keeps the lamp burning, or all run aground. | 2–5 | from 8 years | 45 minutes
      Board game Harbour Master | 45 | Plan, load, sail | Ships want in, the pier is short, and the tide does not wait. | 2–4 | from 10 years | 75 minutes
      Board game Salt Road | 49 | Trade along the coast | Caravans, prices and a good deal of bluffing. | 3–5 | from 12 years | 90 minutes
      Card game Flotsam | 15 | Quick, for the pocket | A card game for trains, queues and rainy piers. | 2–6 | from 7 years | 15 minutes
      Dice game Knots | 19 | Push your luck | One more throw, or tie it up and be content. | 2–6 | from 8 years | 20 minutes
      Board game Tidepool | 35 | Collect, hide, grow | Small animals, two tides a day and too little room. | 2–4 | from 8 years | 40 minutes
      Card game Signals | 19 | Say it with flags | A game of flags, guesses and loud laughter. | 4–10 | from 10 years | 30 minutes
    `,
  }),
  kind({
    id: 'arcade-stick',
    category: 'gaming',
    picture: 'joystick',
    alt: 'A joystick',
    noun: 'arcade stick',
    columns: ['Buttons', 'Feel', 'Holds on'],
    also: { Connection: 'USB-C cable, 3 m', Works: 'With computers and consoles', Guarantee: '2 years' },
    has: (of) => `${of.Buttons} buttons, ${of.Feel}, ${of['Holds on']}.`,
    description:
      'Heavy where it stands and light where you hold it. All switches are standard and cost little to replace.',
    goesWith: ['monitor', 'headphones', 'tv'],
    likes: [
      'Feels like the arcade, without the coins.',
      'Silent switches, and my family is grateful.',
      'Solid metal where it counts.',
    ],
    dislikes: ['Heavy to put away.', 'The cable comes out on the wrong side.'],
    models: `
      Arcade stick Token | 99 | Ball top, eight keys | A stick for fighting games and old arcades. | 8 | micro switches | stands on rubber, 2.4 kg
      Arcade stick Duel | 169 | For two | Two sticks in one board, for two people on one sofa. | 2 × 8 | micro switches | stands on rubber, 4.6 kg
    `,
  }),
];
