import { kind } from '../kind.ts';

export const music = [
  kind({
    id: 'piano',
    category: 'audio',
    picture: 'musical-keyboard',
    alt: 'The keys of a digital piano',
    noun: 'piano',
    columns: ['Keys', 'Voices', 'Weight'],
    also: { Headphones: '2 × 6.3 mm', Connection: 'USB, sustain pedal', Guarantee: '3 years' },
    has: (of) => `${of.Keys}, ${of.Voices} voices, ${of.Weight}.`,
    description: 'The tone comes from a concert grand, recorded key by key. With headphones on, the house sleeps.',
    goesWith: ['headphones', 'mixer', 'speaker'],
    likes: [
      'The keys answer like a real one.',
      'Our daughter practises at ten in the evening, and nobody hears.',
      'The bass notes have body even on the built-in speakers.',
      'Set up by one person in half an hour.',
    ],
    dislikes: ['It took me a while to find all the voices.', 'The pedal slides on wooden floors.'],
    models: `
      Piano Sonata | 549 | 88 weighted keys | A piano for lessons and for the years after them. | 88 keys, weighted | 18 | 11.8 kg
      Piano Nocturne | 1290 | With wooden stand | A piano that looks like furniture and plays like a grand. | 88 keys, wood, weighted | 24 | 48 kg
      Keyboard Etude | 149 | 61 keys, for beginners | A first instrument with light keys and lessons built in. | 61 keys, light | 300 | 4.2 kg
      Piano Prelude | 399 | Slim, for small rooms | A piano for rooms in which there is no room. | 88 keys, half weighted | 12 | 7.1 kg
    `,
  }),
  kind({
    id: 'guitar',
    category: 'audio',
    picture: 'guitar',
    alt: 'An electric guitar',
    noun: 'guitar',
    columns: ['Body', 'Neck', 'Pickups'],
    also: { Included: 'Bag, cable, two picks', Guarantee: '2 years' },
    has: (of) => `${of.Body} body, ${of.Neck} neck, ${of.Pickups}.`,
    description: 'Each one is set up by hand and plays in tune out of the box. Spare parts are standard sizes.',
    goesWith: ['mixer', 'headphones', 'speaker'],
    likes: [
      'Stays in tune after an evening of bending.',
      'The neck is fast and the frets are smooth.',
      'Sounds twice its price.',
      'Light enough to stand with for two hours.',
    ],
    dislikes: ['The bag is thin.', 'The tone knob scratches a little.'],
    models: `
      Guitar Squid | 199 | First electric guitar | A guitar for the first three chords. | Poplar | maple | three single coils
      Guitar Ray | 449 | For blues and pop | A guitar that sings and does not shout. | Alder | roasted maple | two single coils, one humbucker
      Guitar Kraken | 699 | For loud music | A guitar for large rooms and small hours. | Mahogany | mahogany | two humbuckers
      Bass guitar Whale | 379 | Four strings, long neck | A bass that you feel in the floor. | Ash | maple | one humbucker
    `,
  }),
  kind({
    id: 'mixer',
    category: 'audio',
    picture: 'level-slider',
    alt: 'The slider of a mixing desk',
    noun: 'mixer',
    columns: ['Channels', 'Microphones', 'Connection'],
    also: { 'Phantom power': '48 V', Case: 'Steel', Guarantee: '2 years' },
    has: (of) => `${of.Channels} channels, ${of.Microphones} microphones, ${of.Connection}.`,
    description:
      'Every channel has its own low, middle and high. The computer hears each channel by itself, so mistakes can be mended later.',
    goesWith: ['podcast-microphone', 'microphone', 'headphones'],
    likes: [
      'No noise, even with the gain right up.',
      'The sliders glide.',
      'Our podcast sounded better the same evening.',
    ],
    dislikes: ['No power switch.', 'The labels are tiny.'],
    models: `
      Mixer Two | 99 | 2 microphones, USB | A mixer for two people and a table. | 4 | 2 | USB-C
      Mixer Six | 229 | 6 microphones, USB | A mixer for bands in small rooms. | 10 | 6 | USB-C
      Mixer Twelve | 549 | 12 microphones, effects | A mixer for halls and weddings. | 16 | 12 | USB-C and network
    `,
  }),
];
