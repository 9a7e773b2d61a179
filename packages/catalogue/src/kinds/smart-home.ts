import { kind } from '../kind.ts';

export const smartHome = [
  kind({
    id: 'bulb',
    category: 'smart-home',
    picture: 'light-bulb',
    alt: 'A glowing light bulb',
    noun: 'smart bulb',
    columns: ['Fits', 'Light', 'Uses', 'Pack'],
    also: { Radio: 'Matter over Thread', Life: '25,000 hours', Guarantee: '3 years' },
    has: (of) => `${of.Fits}, ${of.Light}, ${of.Uses}.`,
    description:
      'It works with the switch on the wall and without the internet. After a power cut it remembers what it was.',
    goesWith: ['sensor', 'alarm-clock', 'speaker'],
    likes: [
      'Dims to candle light without a flicker.',
      'Paired in one try, all of them.',
      'Goes on working when the internet does not.',
      'The warm white is really warm.',
    ],
    dislikes: ['Larger than a normal bulb, so check your lamp.', 'The colours are pale at full brightness.'],
    models: `
      Smart bulb, 3 pack | 39 | Warm to cold white | Three bulbs that follow the day from cold to warm. | E27 | 806 lumens, white | 9 W | 3
      Smart bulb Colour | 19 | 16 million colours | A bulb for reading, for parties and for both. | E27 | 806 lumens, colour | 9 W | 1
      Smart bulb Candle, 2 pack | 29 | For chandeliers | Two bulbs in the shape of a candle. | E14 | 470 lumens, white | 5 W | 2
      Smart bulb Spot, 4 pack | 49 | For ceilings | Four spots for kitchens and halls. | GU10 | 350 lumens each, white | 5 W | 4
    `,
  }),
  kind({
    id: 'sensor',
    category: 'smart-home',
    picture: 'thermometer',
    alt: 'A thermometer',
    noun: 'sensor',
    columns: ['Measures', 'Battery', 'Pack'],
    also: { Radio: 'Matter over Thread', Accuracy: '± 0.3 °C', Guarantee: '2 years' },
    has: (of) => `Measures ${of.Measures}, ${of.Battery}.`,
    description:
      'It keeps two years of readings in itself and shows them without a cloud. It talks to every hub that speaks Matter.',
    goesWith: ['bulb', 'router', 'alarm-clock'],
    likes: [
      'Found the cold corner of the nursery.',
      'The values agree with my old laboratory thermometer.',
      'I can read it from across the room.',
    ],
    dislikes: ['The display goes dark too soon.', 'The first day it was one degree off.'],
    models: `
      Room sensor Barometer | 29 | Warmth, damp, pressure | A sensor that knows when to open the window. | temperature, humidity, pressure | 2 years on one cell | 1
      Room sensor Barometer, 4 pack | 99 | One for each room | Four sensors for the whole flat. | temperature, humidity, pressure | 2 years on one cell | 4
      Air sensor Breeze | 119 | Shows stale air | A sensor that tells the meeting to take a break. | CO₂, temperature, humidity | USB-C power | 1
      Garden sensor Dew | 35 | For beds and pots | A sensor that tells you when to water. | soil, light, temperature | 1 year on one cell | 1
    `,
  }),
  kind({
    id: 'doorbell',
    category: 'smart-home',
    picture: 'bell',
    alt: 'A bell',
    noun: 'doorbell',
    columns: ['Picture', 'Power', 'Recordings'],
    also: { Weather: 'From −20 to 50 °C', Chime: 'In the box', Guarantee: '2 years' },
    has: (of) => `${of.Picture}, ${of.Power}, ${of.Recordings}.`,
    description:
      'Pictures stay in your house, on the card in the chime. It rings the chime when the internet is gone, as a doorbell should.',
    goesWith: ['lock', 'bulb', 'router'],
    likes: ['I see the postman before he leaves.', 'No subscription!', 'The chime is loud enough for the garden.'],
    dislikes: ['A second of delay before the picture.', 'Fitting it took two of us.'],
    models: `
      Doorbell Gong | 79 | With camera, on battery | A doorbell that shows who is there. | 2K picture | 4 months on one charge | on a card in the chime
      Doorbell Carillon | 139 | With camera, wired | A doorbell that sees the whole doorstep, and the parcel on it. | 3K picture, very wide | wired, 8–24 V | on a card in the chime
      Doorbell Belfry | 189 | With camera and light | A doorbell that lights up the step. | 3K picture, with light | wired, 8–24 V | on a card in the chime
    `,
  }),
  kind({
    id: 'lock',
    category: 'smart-home',
    picture: 'locked-with-key',
    alt: 'A lock with its key',
    noun: 'smart lock',
    columns: ['Opens with', 'Battery', 'Fits'],
    also: { Radio: 'Matter over Thread', Emergency: 'Your old key still works', Guarantee: '3 years' },
    has: (of) => `Opens with ${of['Opens with']}, ${of.Battery}.`,
    description:
      'It sits inside, so that nothing can be seen from the street. Guests can be let in until a day that you choose.',
    goesWith: ['doorbell', 'alarm-clock', 'rechargeable-cells'],
    likes: [
      'The key is on nobody’s mind any more.',
      'Fitted in ten minutes, with two screws.',
      'My hands are full of shopping, and the door just opens.',
    ],
    dislikes: ['You hear it turn at night.', 'It took two tries to measure the door.'],
    models: `
      Smart lock Hatch | 149 | Phone or key | A lock that opens as you come home. | phone or key | 8 months on four cells | Euro cylinders
      Smart lock Bulkhead | 229 | Code, finger or key | A lock for families with forgetful members. | code, finger, phone or key | 6 months on one charge | Euro cylinders
      Smart lock Porthole | 189 | Fob, phone or key | A lock for holiday flats and their guests. | fob, phone or key | 10 months on four cells | Euro cylinders
    `,
  }),
];
