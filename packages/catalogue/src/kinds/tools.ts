import { kind } from '../kind.ts';

export const tools = [
  kind({
    id: 'toolbox',
    category: 'tools',
    picture: 'toolbox',
    alt: 'A toolbox',
    noun: 'toolbox',
    columns: ['Contents', 'Size', 'Weight'],
    also: { Handle: 'Steel, with grip', Lock: 'Takes a padlock', Guarantee: '10 years' },
    has: (of) => `${of.Contents}, ${of.Size}, ${of.Weight}.`,
    description: 'The lid carries a grown person who changes a bulb. Dividers go where you want them.',
    goesWith: ['screwdriver', 'tool-set', 'torch'],
    likes: ['Finally everything has a place.', 'Stood on it, and it did not complain.', 'The hinges are metal.'],
    dislikes: ['The trays are shallow.', 'Smells of new plastic for a week.'],
    models: `
      Toolbox Chest | 49 | Empty, 40 cm | A box for the tools that you have. | Empty, two trays | 40 × 20 × 22 cm | 2.1 kg
      Toolbox Household | 89 | 62 tools | A box with all that a flat asks for. | 62 tools | 42 × 24 × 20 cm | 6.4 kg
      Toolbox Workshop | 249 | 150 tools | A box for people who say "I can mend that". | 150 tools | 50 × 30 × 28 cm | 16 kg
      Toolbox Roller | 159 | Three boxes on wheels | Three boxes that ride and stack. | Empty, three boxes | 55 × 40 × 95 cm | 9.8 kg
    `,
  }),
  kind({
    id: 'screwdriver',
    category: 'tools',
    picture: 'screwdriver',
    alt: 'A screwdriver',
    noun: 'screwdriver set',
    columns: ['Contents', 'Power', 'Tips'],
    also: { Steel: 'S2, hardened', Case: 'In the box', Guarantee: '10 years' },
    has: (of) => `${of.Contents}, ${of.Tips}, ${of.Power}.`,
    description: 'The tips bite and do not slip. The handles roll half a turn and stop, so they stay on the ladder.',
    goesWith: ['toolbox', 'ssd', 'robot-kit'],
    likes: [
      'They bite, and do not slip.',
      'The tips still look new after a year.',
      'The magnet holds even the tiny ones.',
    ],
    dislikes: ['The case is tight.', 'One tip was there twice, another not at all.'],
    models: `
      Screwdriver set Basic | 24 | Six, for the house | Screwdrivers for furniture, sockets and toys. | 6 screwdrivers | by hand | slot and cross
      Precision screwdriver set Mender | 35 | 64 tips, for electronics | Screwdrivers for phones, laptops and glasses. | Handle and 64 tips | by hand | every shape that makers invent
      Screwdriver Turn | 59 | Electric, 3.6 V | A screwdriver that turns by itself, and stops in time. | Driver and 20 tips | 3.6 V, charges over USB-C | slot, cross and star
      Insulated screwdriver set Volt | 45 | Tested to 1,000 V | Screwdrivers for people who know where the fuse is. | 7 screwdrivers | by hand | insulated to 1,000 V
      Screwdriver set Bench | 79 | 14, in a rack | Screwdrivers that hang in order of size. | 14 screwdrivers and a rack | by hand | slot, cross and star
    `,
  }),
  kind({
    id: 'tool-set',
    category: 'tools',
    picture: 'hammer-and-wrench',
    alt: 'A hammer and a wrench',
    noun: 'tool set',
    columns: ['Contents', 'For', 'Weight'],
    also: { Steel: 'Chrome vanadium', Guarantee: '10 years' },
    has: (of) => `${of.Contents}, for ${of.For}, ${of.Weight}.`,
    description: 'Each tool has its shape cut into the foam, so that you see what is missing. Forged, not cast.',
    goesWith: ['toolbox', 'screwdriver', 'torch'],
    likes: ['Each piece sits firmly in its place.', 'They lie well in the hand.', 'Good steel at a fair price.'],
    dislikes: ['The foam wears out.', 'I miss the 13 mm.'],
    models: `
      Tool set Bicycle | 69 | 18 tools in a roll | Tools for bicycles, at home and on the road. | 18 tools | bicycles | 2.2 kg
      Tool set Starter | 39 | Hammer, pliers, level | Tools for the first flat of one's own. | 12 tools | the household | 2.9 kg
      Socket set Ratchet | 99 | 94 pieces | Sockets for cars, furniture and machines. | 94 pieces | cars and machines | 6.1 kg
      Tool set Garage | 189 | 120 pieces in a case | Tools for people whose car is older than they are. | 120 pieces | cars and the house | 11.5 kg
    `,
  }),
];
