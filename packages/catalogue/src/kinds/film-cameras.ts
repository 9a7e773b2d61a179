import { kind } from '../kind.ts';

export const filmCameras = [
  kind({
    id: 'camcorder',
    category: 'cameras',
    picture: 'video-camera',
    alt: 'A camcorder',
    noun: 'camcorder',
    columns: ['Film', 'Zoom', 'Battery', 'Weight'],
    also: { Microphone: 'Stereo, and input for another', Card: 'SD', Guarantee: '2 years' },
    has: (of) => `${of.Film}, ${of.Zoom}, ${of.Battery} on one charge.`,
    description:
      'The lens floats on gimbals, so walking does not shake the picture. It records a whole school play without stopping.',
    goesWith: ['ssd', 'microphone', 'power-bank'],
    likes: [
      'A whole school play in one go.',
      'The picture stays calm when I walk.',
      'The zoom is silent on the recording.',
    ],
    dislikes: ['Grainy in the evening.', 'The cover of the card slot is loose.'],
    models: `
      Camcorder Reel | 399 | Full HD, 30 × zoom | A camcorder for school plays and birthdays. | Full HD at 60 frames | 30 × zoom | 3 hours | 310 g
      Camcorder Wake | 799 | 4K, steady | A camcorder that stays calm when you run. | 4K at 30 frames | 20 × zoom | 2.5 hours | 460 g
      Camcorder Gaff | 549 | 4K, light | A camcorder for travels with one small bag. | 4K at 30 frames | 12 × zoom | 2 hours | 290 g
    `,
  }),
  kind({
    id: 'cinema-camera',
    category: 'cameras',
    picture: 'movie-camera',
    alt: 'A cinema camera',
    noun: 'cinema camera',
    columns: ['Film', 'Sensor', 'Weight'],
    also: { Recording: 'To SSD over USB-C', Sound: '2 × XLR', Guarantee: '2 years' },
    has: (of) => `${of.Film}, ${of.Sensor}, ${of.Weight}.`,
    description: 'It records what the sensor saw and leaves the colours to you. Every cable can be locked.',
    goesWith: ['ssd', 'microphone', 'backpack'],
    likes: [
      'Thirteen stops, and I can use all of them.',
      'The fan is silent while recording.',
      'Menus that a tired person can use.',
    ],
    dislikes: ['Eats batteries.', 'No autofocus to speak of.'],
    models: `
      Cinema camera Verity | 1995 | 6K, small | A small camera with the picture of a large one. | 6K at 50 frames | Super 35 | 1,200 g
      Cinema camera Saga | 3895 | 8K, full frame | A camera for films that go to the cinema. | 8K at 60 frames | Full frame | 2,150 g
      Cinema camera Ballad | 2795 | 6K, full frame | A camera for documentaries that follow people. | 6K at 60 frames | Full frame | 1,480 g
    `,
  }),
  kind({
    id: 'action-camera',
    category: 'cameras',
    picture: 'video-camera',
    alt: 'A small video camera',
    noun: 'action camera',
    columns: ['Film', 'Depth', 'Battery', 'Weight'],
    also: { Mounts: 'Helmet, handlebar, board', Card: 'microSD', Guarantee: '2 years' },
    has: (of) => `${of.Film}, waterproof to ${of.Depth}, ${of.Battery}.`,
    description:
      'It keeps the horizon level, whatever you do under it. One button starts it, and it works with gloves.',
    goesWith: ['power-bank', 'backpack', 'ssd'],
    likes: [
      'Fell off the helmet, lay in the river, filmed the fish.',
      'So steady that it looks like flying.',
      'The wide view gets all of us in.',
    ],
    dislikes: ['Bring a second battery.', 'Weak in the evening.'],
    models: `
      Action camera Splash | 279 | Waterproof, 5K | A camera for helmets, boards and dogs. | 5K at 60 frames | 10 m | 90 minutes | 158 g
      Action camera Spray | 149 | Waterproof, 4K | A camera for first jumps. | 4K at 30 frames | 5 m | 80 minutes | 125 g
      Action camera Orbit | 399 | Sees all around | A camera that films first and lets you look later. | 8K all around | 10 m | 100 minutes | 190 g
    `,
  }),
  kind({
    id: 'webcam',
    category: 'cameras',
    picture: 'video-camera',
    alt: 'A small video camera',
    noun: 'webcam',
    columns: ['Picture', 'View', 'Microphone'],
    also: { Connection: 'USB-C cable, 1.8 m', Cover: 'Slides over the lens', Guarantee: '2 years' },
    has: (of) => `${of.Picture}, ${of.View}, ${of.Microphone}.`,
    description:
      'It holds on to screens of any thickness and needs no program. A light shows that it is on, and cannot be switched off.',
    goesWith: ['podcast-microphone', 'headphones', 'monitor'],
    likes: [
      'I look awake, which is an achievement.',
      'Plugged in, seen.',
      'The cover clicks shut, and that feels good.',
    ],
    dislikes: ['A little wide for one person.', 'The clamp leaves a mark.'],
    models: `
      Webcam Porthole | 79 | 4K | A camera that makes you look awake. | 4K at 30 frames | 78 degrees | two microphones
      Webcam Peephole | 39 | Full HD | A camera for family calls. | Full HD at 30 frames | 78 degrees | one microphone
      Webcam Panorama | 149 | For meeting rooms | A camera that finds the person who speaks. | 4K at 30 frames | 120 degrees | four microphones
    `,
  }),
];
