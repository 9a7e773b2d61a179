import { kind } from '../kind.ts';

export const audio = [
  kind({
    id: 'headphones',
    category: 'audio',
    picture: 'headphone',
    alt: 'Over-ear headphones',
    noun: 'pair of headphones',
    columns: ['Fit', 'Connection', 'Battery', 'Noise cancelling', 'Weight'],
    also: { 'In the box': 'Case and cable', Guarantee: '2 years' },
    has: (of) => `${of.Fit}, ${of.Battery}, ${of.Weight}.`,
    description:
      'The parts that touch you come off, can be washed, and can be ordered again. Tuned by ear, in a room, by people who listen to music while they work.',
    goesWith: ['charger', 'power-bank', 'backpack'],
    likes: [
      'Voices are clear and the bass does not boom.',
      'I hear details in old songs that I never noticed.',
      'I forget that I am wearing them.',
      'Still comfortable after four hours.',
      'Clear, calm and never tiring.',
      'My train ride has become the best part of the day.',
    ],
    dislikes: ['Warm in summer.', 'The case takes up half my bag.', 'I would have liked a longer cable in the box.'],
    models: `
      Headphones Drift | 149 | Wireless, quiet outside | Headphones that keep the train outside. | Over the ear | Bluetooth 5.4 or cable | 38 hours on one charge | Yes | 254 g
      Headphones Ebb | 79 | Wireless, light | Headphones for kitchens, walks and long calls. | On the ear | Bluetooth 5.4 | 50 hours on one charge | No | 165 g
      Headphones Undertow | 279 | Wireless, for travel | Headphones for people who live on aeroplanes. | Over the ear | Bluetooth 5.4 or cable | 30 hours on one charge | Yes, three levels | 268 g
      Headphones Shell | 99 | For studios, with cable | Honest headphones for mixing and cutting. | Over the ear, closed | 3 m cable | no battery needed | No | 280 g
      Headphones Dune | 229 | Open, with cable | Open headphones that sound like a room. | Over the ear, open | 2 m cable | no battery needed | No | 295 g
      Headphones Guppy | 39 | For children, not too loud | Headphones that never get louder than young ears should hear. | On the ear | Bluetooth 5.3 or cable | 40 hours on one charge | No | 130 g
      Earbuds Pip | 59 | Small, 28 hours | Earbuds that disappear in the ear and in the pocket. | In the ear | Bluetooth 5.4 | 28 hours with the case | No | 4 g each
      Earbuds Petrel | 129 | Noise cancelling | Earbuds that turn the street down. | In the ear | Bluetooth 5.4 | 32 hours with the case | Yes | 5 g each
      Headset Gull | 89 | For calls, one ear | A headset for people who talk all day. | On one ear | Bluetooth 5.4 | 24 hours on one charge | In the microphone | 110 g
    `,
  }),
  kind({
    id: 'speaker',
    category: 'audio',
    picture: 'speaker-high-volume',
    alt: 'A loudspeaker playing',
    noun: 'speaker',
    columns: ['Sound', 'Power', 'Connection', 'Size'],
    also: { App: 'Not needed', Guarantee: '2 years' },
    has: (of) => `${of.Sound}, ${of.Connection}.`,
    description:
      'It plays without an account and without a cloud. The front comes off for cleaning, and the feet keep the shelf from singing along.',
    goesWith: ['smartphone', 'radio', 'tv'],
    likes: [
      'Fills the kitchen without shaking the plates.',
      'Small box, large sound.',
      'Playing a minute after I had opened the box.',
      'Clear at low volume, which matters at night.',
    ],
    dislikes: ['At full volume the bass gets muddy.', 'The buttons are hard to see in the dark.'],
    models: `
      Speaker Cobble | 39 | Small, 12 hours | A small speaker for the windowsill. | Mono, 8 W | Battery, 12 hours | Bluetooth | 9 × 9 × 5 cm
      Speaker Harbour | 119 | For the kitchen | A speaker that fills a kitchen from a corner. | Stereo, 30 W | Mains | Bluetooth and Wi-Fi | 24 × 14 × 12 cm
      Speaker Cliff | 249 | For the living room | A speaker with a warm bass for evenings. | Stereo, 80 W | Mains | Bluetooth, Wi-Fi and line in | 38 × 20 × 18 cm
      Desk speakers Twin | 89 | A pair, for the desk | Two speakers beside the screen, for music and calls. | Stereo, 20 W | USB-C | USB-C and 3.5 mm | 10 × 18 × 12 cm each
      Shelf speakers Grove | 329 | A pair, wood | Two wooden speakers for people who sit down to listen. | Stereo, 60 W | Mains | Bluetooth, line in and optical | 18 × 28 × 22 cm each
      Sound bar Horizon | 199 | Under the TV | A bar that makes films understandable again. | Three channels, 120 W | Mains | HDMI and Bluetooth | 90 × 6 × 10 cm
    `,
  }),
  kind({
    id: 'radio',
    category: 'audio',
    picture: 'radio',
    alt: 'A radio with its aerial out',
    noun: 'radio',
    columns: ['Receives', 'Power', 'Presets'],
    also: { Sound: 'Mono, 5 W', Headphones: '3.5 mm', Guarantee: '2 years' },
    has: (of) => `${of.Receives}, ${of.Power}.`,
    description: 'One knob for volume, one for the station, and they turn like knobs. The clock sets itself.',
    goesWith: ['rechargeable-cells', 'speaker', 'torch'],
    likes: [
      'My grandmother used it within a minute.',
      'Finds stations where the old one only hissed.',
      'Lives in the bathroom and does not mind.',
      'The knobs are a pleasure.',
    ],
    dislikes: ['The aerial is thin.', 'The display is dim by day.'],
    models: `
      Radio Pantry | 49 | For the kitchen | A radio for the kitchen shelf. | FM and DAB+ | mains or four cells | 10
      Radio Beacon | 69 | With a crank | A radio for storms: it runs on its crank, on the sun or on cells. | FM and medium wave | crank, sun or three cells | 5
      Radio Mercury | 129 | Internet radio | A radio with every station of the world. | Internet, FM and DAB+ | mains | 99
      Radio Shingle | 29 | For the pocket | A radio for the garden and the football ground. | FM | two cells | 20
      Clock radio Dawn | 55 | Wakes gently | A radio beside the bed that starts softly. | FM and DAB+ | mains | 20
    `,
  }),
  kind({
    id: 'outdoor-speaker',
    category: 'audio',
    picture: 'loudspeaker',
    alt: 'An outdoor loudspeaker',
    noun: 'outdoor speaker',
    columns: ['Power', 'Battery', 'Protection'],
    also: { Connection: 'Bluetooth 5.3', Handle: 'Yes', Guarantee: '2 years' },
    has: (of) => `${of.Power}, ${of.Battery}, ${of.Protection}.`,
    description:
      'It rinses clean under the tap, and it charges a phone from its own battery. The handle is part of the case.',
    goesWith: ['power-bank', 'smartphone', 'microphone'],
    likes: [
      'Survived a week on the beach.',
      'The neighbours came over, and they came to dance.',
      'The battery outlasted the party.',
      'Clear, even out in the wind.',
    ],
    dislikes: ['Heavier than it looks.', 'Sand stays in the grille.'],
    models: `
      Outdoor speaker Skipper | 79 | Floats, 20 hours | A speaker for lakes, boats and bathrooms. | 20 W | 20 hours | waterproof to 1 m
      Outdoor speaker Bonfire | 189 | Loud, 24 hours | A speaker for the garden and the people in it. | 60 W | 24 hours | splash-proof
      Outdoor speaker Lantern | 59 | With a light | A speaker that also lights the table. | 10 W | 16 hours | splash-proof
    `,
  }),
];
