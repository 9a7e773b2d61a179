import { kind } from '../kind.ts';

export const phones = [
  kind({
    id: 'smartphone',
    category: 'phones',
    picture: 'mobile-phone',
    alt: 'A smartphone',
    noun: 'phone',
    columns: ['Screen', 'Storage', 'Camera', 'Battery'],
    also: {
      Updates: '7 years',
      Charging: 'USB-C, wireless',
      Protection: 'Dust and water (IP68)',
      Guarantee: '2 years',
    },
    has: (of) => `${of.Screen}, ${of.Storage} storage, ${of.Battery} on one charge.`,
    description:
      'Battery and screen can be changed with one screwdriver. It comes without programs that you did not ask for.',
    goesWith: ['power-bank', 'charger', 'headphones'],
    likes: [
      'Two days on one charge, really.',
      'The pictures are better than my old camera’s.',
      'Quick, and it still is after half a year.',
      'It fits my hand, which has become rare.',
      'Moved everything from the old phone in twenty minutes.',
    ],
    dislikes: ['No socket for headphones.', 'The back is slippery.', 'Charging could be faster.'],
    models: `
      Phone Cove | 499 | 6.1-inch, two days | A phone for every day, and for two of them. | 6.1-inch | 128 GB | 50 megapixels | 2 days
      Phone Cove Mini | 479 | 5.4-inch, small | A phone for one hand. | 5.4-inch | 128 GB | 50 megapixels | 1 day
      Phone Cape | 699 | 6.4-inch, for photos | A phone for people who leave the camera at home. | 6.4-inch OLED | 256 GB | 50 megapixels, 3 × zoom | 1.5 days
      Phone Cape Max | 899 | 6.8-inch, 5 × zoom | A large phone with a long zoom. | 6.8-inch OLED | 512 GB | 50 megapixels, 5 × zoom | 2 days
      Phone Islet | 249 | 6.5-inch, good value | A phone that does everything and costs little. | 6.5-inch | 128 GB | 50 megapixels | 2 days
      Phone Boulder | 429 | Survives falls | A phone for building sites and mountains. | 6.1-inch | 128 GB | 48 megapixels | 3 days
      Phone Oyster | 1099 | Folds open | A phone that unfolds into a small tablet. | 7.6-inch OLED, folds | 256 GB | 50 megapixels | 1 day
      Phone Skylark | 349 | 6.3-inch, repairable | A phone whose every part you can order. | 6.3-inch | 128 GB | 48 megapixels | 1.5 days
    `,
  }),
  kind({
    id: 'desk-phone',
    category: 'phones',
    picture: 'telephone',
    alt: 'A desk telephone',
    noun: 'desk phone',
    columns: ['Keys', 'Display', 'Connection'],
    also: { Cord: '2 m, curly', 'Loud ringing': 'Yes', Guarantee: '3 years' },
    has: (of) => `${of.Keys}, ${of.Display}, ${of.Connection}.`,
    description:
      'The handset is heavy enough to hang up with meaning. The feet are rubber, and the phone stays where it is.',
    goesWith: ['handset', 'fax', 'radio'],
    likes: ['My father hears every word.', 'The handset has weight, as it should.', 'Loud bell, clear voice, done.'],
    dislikes: ['The cord tangles.', 'Only one ring tone, but it is a good one.'],
    models: `
      Desk phone Purser | 39 | Large keys | A telephone for the hall table. | Large keys | no display | telephone line
      Desk phone Captain | 89 | For the office | A telephone for people who transfer calls. | 12 keys and 8 for numbers | 3-inch display | network
      Desk phone Nostalgia | 59 | Looks like 1965 | A telephone with a dial that turns and a bell that rings. | Dial | no display | telephone line
      Desk phone Clarion | 75 | Extra loud | A telephone for ears that have heard a lot. | Large keys with pictures | 2-inch display | telephone line
    `,
  }),
  kind({
    id: 'handset',
    category: 'phones',
    picture: 'telephone-receiver',
    alt: 'A telephone handset',
    noun: 'cordless phone',
    columns: ['Handsets', 'Talk time', 'Range'],
    also: { 'Answering machine': '30 minutes', Charging: 'Cradle', Guarantee: '2 years' },
    has: (of) => `${of.Handsets}, ${of['Talk time']} of talk, ${of.Range}.`,
    description: 'Numbers that you block stay blocked. The cradle charges standard cells that any shop has.',
    goesWith: ['rechargeable-cells', 'desk-phone', 'router'],
    likes: ['Clear down to the cellar.', 'Blocks the calls that nobody wants.', 'Paired in a minute.'],
    dislikes: ['The belt clip broke.', 'The display is small.'],
    models: `
      Cordless phone Skiff | 35 | One handset | A telephone that goes along to the garden. | 1 handset | 14 hours | 300 m outdoors
      Cordless phone Skiff, 3 pack | 79 | Three handsets | A telephone for every floor. | 3 handsets | 14 hours | 300 m outdoors
      Cordless phone Cutter | 59 | For large hands | A telephone with large keys and a call for help. | 1 handset | 18 hours | 300 m outdoors
    `,
  }),
  kind({
    id: 'pager',
    category: 'phones',
    picture: 'pager',
    alt: 'A pager',
    noun: 'pager',
    columns: ['Use', 'Battery', 'Range'],
    also: { Alarm: 'Sound, light and vibration', Guarantee: '2 years' },
    has: (of) => `${of.Use}, ${of.Battery}, ${of.Range}.`,
    description: 'It does one thing, and does it in cellars, lifts and storms. No account, no app, no updates.',
    goesWith: ['rechargeable-cells', 'radio'],
    likes: ['Reaches me where the phone does not.', 'A month on one cell.', 'Louder than my sleep.'],
    dislikes: ['The clip is stiff.', 'Only ten messages fit in.'],
    models: `
      Pager Signal | 89 | For on-call duty | A pager for people who must be reached. | Text messages | 30 days on one cell | everywhere in the network
      Pager Siren | 119 | Waterproof, loud | A pager for fire brigades and lifeboats. | Text messages | 25 days on one cell | everywhere in the network
    `,
  }),
  kind({
    id: 'simple-phone',
    category: 'phones',
    picture: 'mobile-phone',
    alt: 'A mobile phone',
    noun: 'phone',
    columns: ['Screen', 'Battery', 'Shape'],
    also: { Does: 'Calls, messages, torch, radio', Charging: 'USB-C', Guarantee: '2 years' },
    has: (of) => `${of.Screen}, ${of.Battery}.`,
    description: 'Real keys, loud ringing and nothing to scroll. It is a telephone.',
    goesWith: ['charger', 'handset', 'radio'],
    likes: ['My head is quieter since I have it.', 'Keys! With a click!', 'A week without the charger.'],
    dislikes: ['Typing takes me back to 2003.', 'The camera is a joke, but I knew that.'],
    models: `
      Phone Pebble | 69 | Keys, one week | A phone with keys, for calls and for peace. | 2.4-inch | 7 days on one charge | Bar
      Phone Clam | 89 | Folds shut | A phone that ends a call with a snap. | 2.8-inch | 6 days on one charge | Folds
      Phone Buoy | 79 | Large keys, call for help | A phone with large keys and one for emergencies. | 2.8-inch | 8 days on one charge | Bar
    `,
  }),
];
