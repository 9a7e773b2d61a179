import { kind } from '../kind.ts';

export const household = [
  kind({
    id: 'alarm-clock',
    category: 'smart-home',
    picture: 'alarm-clock',
    alt: 'An alarm clock',
    noun: 'alarm clock',
    columns: ['Wakes with', 'Power', 'Display'],
    also: { Snooze: '9 minutes', Guarantee: '2 years' },
    has: (of) => `Wakes with ${of['Wakes with']}, ${of.Power}.`,
    description: 'The phone can stay in the kitchen. The display goes dark by itself and lights up for a hand.',
    goesWith: ['bulb', 'radio', 'rechargeable-cells'],
    likes: ['It wakes me without making me angry.', 'Quiet all night, as it should be.', 'One knob, no manual.'],
    dislikes: ['I would like a second alarm for weekends.', 'Snooze and stop are too close.'],
    models: `
      Alarm clock Rooster | 25 | Two bells | A clock that no one sleeps through. | two bells | one cell | Hands
      Alarm clock Sunrise | 89 | Wakes with light | A clock that makes a small sunrise. | light, then birds | mains | Digits that dim
      Alarm clock Buoy | 35 | Shakes the pillow | A clock for heavy sleepers with light-sleeping partners. | vibration under the pillow | USB-C | Digits
      Alarm clock Minnow | 19 | For children | A clock that says when it is time to get up, and when it is not. | a song | USB-C | A face that wakes and sleeps
    `,
  }),
  kind({
    id: 'toothbrush',
    category: 'smart-home',
    picture: 'toothbrush',
    alt: 'A toothbrush',
    noun: 'toothbrush',
    columns: ['Movement', 'Battery', 'Modes'],
    also: { Timer: '2 minutes, in quarters', Heads: 'Two in the box', Guarantee: '2 years' },
    has: (of) => `${of.Movement}, ${of.Battery}, ${of.Modes} modes.`,
    description: 'It slows down when you press too hard. The heads are a standard size and cost little.',
    goesWith: ['charger', 'toothbrush'],
    likes: ['The dentist asked what I had changed.', 'A month on one charge.', 'Quiet in the morning.'],
    dislikes: ['Tickles in the first week.', 'The stand collects water.'],
    models: `
      Toothbrush Coral | 45 | Round head, 20 days | A brush that does the work while you wake up. | Turning | 20 days on one charge | 2
      Toothbrush Ripple | 79 | Sonic, 40 days | A gentle brush for gums that complain. | Sonic | 40 days on one charge | 4
      Toothbrush Ripple, 2 pack | 139 | Sonic, for two | Two gentle brushes and one charger. | Sonic | 40 days on one charge | 4
      Toothbrush Otter | 35 | For children, with songs | A brush that sings for exactly two minutes. | Turning, soft | 14 days on one charge | 1
    `,
  }),
  kind({
    id: 'robot-vacuum',
    category: 'smart-home',
    picture: 'robot',
    alt: 'A household robot',
    noun: 'robot vacuum',
    columns: ['Cleans', 'Battery', 'Height'],
    also: { Map: 'Stays in the house', Filters: 'Washable', Guarantee: '2 years' },
    has: (of) => `${of.Cleans}, ${of.Battery}, ${of.Height} high.`,
    description:
      'It learns the flat in one round and does not fall down stairs. Brushes and wheels come off without tools.',
    goesWith: ['router', 'sensor', 'rechargeable-cells'],
    likes: [
      'Our dog sheds, and the floor does not show it.',
      'Finds its dock even in the dark.',
      'It went under the bed, where nobody had ever cleaned.',
    ],
    dislikes: ['Eats cables.', 'The bin is small.'],
    models: `
      Robot vacuum Crab | 229 | Sweeps, 100 minutes | A robot for flats without thresholds. | Vacuums | 100 minutes | 9 cm
      Robot vacuum Ray | 449 | Sweeps and wipes | A robot that wipes behind itself. | Vacuums and wipes | 150 minutes | 9.5 cm
      Robot vacuum Nautilus | 899 | Empties itself | A robot that you forget for two months. | Vacuums, wipes, empties and washes itself | 180 minutes | 10 cm
      Robot vacuum Urchin | 329 | Flat, 7 cm | A robot for the dust under low sofas. | Vacuums | 120 minutes | 7 cm
    `,
  }),
  kind({
    id: 'lamp',
    category: 'smart-home',
    picture: 'light-bulb',
    alt: 'A glowing light bulb',
    noun: 'lamp',
    columns: ['Light', 'Power', 'Place'],
    also: { Dims: 'Down to 1 %', Life: '25,000 hours', Guarantee: '3 years' },
    has: (of) => `${of.Light}, ${of.Power}, for ${of.Place}.`,
    description: 'A long touch dims it, a short one switches it. It remembers the evening before.',
    goesWith: ['bulb', 'sensor', 'alarm-clock'],
    likes: [
      'The room looks like evening, in a good way.',
      'My reading chair finally has its light.',
      'Warm, and no flicker on camera.',
    ],
    dislikes: ['The cable is white, the lamp is black.', 'I wish it was a little brighter.'],
    models: `
      Lamp Glim | 59 | Wireless, for the table | A lamp that goes out into the garden with you. | 300 lumens, warm | 12 hours on one charge | tables
      Light strip Shore, 2 m | 35 | For shelves and screens | A strip of light behind the shelf or the screen. | 2 m, 900 lumens, colour | mains | shelves
      Floor lamp Heron | 129 | Reads over your shoulder | A tall lamp that bends down to the page. | 1,500 lumens, warm to cold | mains | reading chairs
    `,
  }),
];
