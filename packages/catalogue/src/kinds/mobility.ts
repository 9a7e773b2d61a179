import { kind } from '../kind.ts';

export const mobility = [
  kind({
    id: 'scooter',
    category: 'mobility',
    picture: 'kick-scooter',
    alt: 'A scooter',
    noun: 'e-scooter',
    columns: ['Range', 'Speed', 'Weight', 'Carries'],
    also: { Brakes: 'Disc and motor', Lights: 'Front, rear and turn', Guarantee: '2 years' },
    has: (of) => `${of.Range}, ${of.Speed}, ${of.Weight}.`,
    description:
      'It folds with one foot and stands on its tail. The tyres hold air, and a puncture is mended like that of a bicycle.',
    goesWith: ['backpack', 'lock', 'torch'],
    likes: [
      'From the train to the office in four minutes.',
      'Brakes evenly in the rain.',
      'Folds faster than the bus opens its doors.',
    ],
    dislikes: ['Heavy on stairs.', 'The range in winter is shorter.'],
    models: `
      E-scooter Dash | 399 | 25 km, light | A scooter for the way to the station. | 25 km | 20 km/h | 13.2 kg | 100 kg
      E-scooter Sprint | 599 | 45 km, springs | A scooter for cobblestones. | 45 km | 20 km/h | 17.5 kg | 120 kg
      E-scooter Voyage | 849 | 65 km, wide deck | A scooter for both ways and the detour. | 65 km | 20 km/h | 21.4 kg | 120 kg
      E-scooter Tack | 499 | 35 km, wide tyres | A scooter for parks and bad pavements. | 35 km | 20 km/h | 16.1 kg | 110 kg
    `,
  }),
  kind({
    id: 'e-bike',
    category: 'mobility',
    picture: 'bicycle',
    alt: 'A bicycle',
    noun: 'e-bike',
    columns: ['Range', 'Gears', 'Weight', 'Frame'],
    also: { Motor: '250 W, helps to 25 km/h', Brakes: 'Hydraulic discs', Guarantee: '5 years on the frame' },
    has: (of) => `${of.Range}, ${of.Gears}, ${of.Weight}.`,
    description:
      'The battery comes out with a key and charges in the kitchen. Every workshop can mend it: no part is secret.',
    goesWith: ['backpack', 'lock', 'torch'],
    likes: ['The hill is gone.', 'I leave the car at home four days of five.', 'Silent, and strong when it counts.'],
    dislikes: ['The bell is a joke.', 'Mudguards rattle on gravel.'],
    models: `
      E-bike Promenade | 1699 | Low step, 90 km | A bicycle for errands in every kind of clothes. | 90 km | 8 gears in the hub | 24.5 kg | Low step
      E-bike Causeway | 2299 | For commuters, belt | A bicycle for every working day, with a belt that needs no oil. | 110 km | 5 gears in the hub | 21.8 kg | Diamond or low step
      E-bike Ridge | 2899 | For trails | A bicycle for paths with roots and views. | 100 km | 12 gears | 23.9 kg | Full suspension
      E-bike Origami | 1499 | Folds, 50 km | A bicycle that comes along on the train. | 50 km | 3 gears in the hub | 16.9 kg | Folds
      E-bike Barge | 3999 | Carries children | A bicycle for three children or one washing machine. | 80 km | stepless hub | 46 kg | Long, with box
    `,
  }),
  kind({
    id: 'backpack',
    category: 'mobility',
    picture: 'backpack',
    alt: 'A backpack',
    noun: 'backpack',
    columns: ['Holds', 'Laptop', 'Material', 'Weight'],
    also: { Rain: 'Cover in the bottom', Straps: 'Chest and hip', Guarantee: '5 years' },
    has: (of) => `${of.Holds}, ${of.Laptop}, ${of.Weight}.`,
    description: 'The back stays dry on a net that holds it off. Zips run in covers, and every one can be replaced.',
    goesWith: ['power-bank', 'laptop', 'torch'],
    likes: [
      'Sits well, even full.',
      'The straps are wide and soft.',
      'Rain for an hour, dry inside.',
      'A pocket for everything, and I still find things.',
    ],
    dislikes: ['No place for a bottle at the side.', 'The buckles are small.'],
    models: `
      Backpack Pier | 79 | 22 l, for the office | A backpack for the way to work. | 22 litres | for 16-inch laptops | Recycled polyester | 0.9 kg
      Backpack Trail | 119 | 32 l, for day trips | A backpack for a day on the hill. | 32 litres | for 15-inch laptops | Nylon | 1.2 kg
      Backpack Roll | 99 | 25 l, waterproof | A backpack that you may forget in the rain. | 25 litres | for 15-inch laptops | Tarpaulin | 1.1 kg
      Backpack Voyage | 169 | 40 l, hand luggage | A backpack that is a suitcase. | 40 litres | for 17-inch laptops | Recycled polyester | 1.5 kg
      Backpack Minnow | 39 | 10 l, for children | A backpack for kindergarten and for stones. | 10 litres | no laptop | Cotton | 0.4 kg
      Camera backpack Heron | 149 | 24 l, opens at the back | A backpack for a camera, three lenses and lunch. | 24 litres | for 14-inch laptops | Nylon | 1.6 kg
    `,
  }),
  kind({
    id: 'laptop-bag',
    category: 'mobility',
    picture: 'briefcase',
    alt: 'A briefcase',
    noun: 'laptop bag',
    columns: ['Fits', 'Material', 'Weight'],
    also: { Strap: 'Comes off', Trolley: 'Slides over the handle', Guarantee: '5 years' },
    has: (of) => `For ${of.Fits}, ${of.Material}, ${of.Weight}.`,
    description:
      'The padding goes all the way round the corners. Inside it is light grey, so that you find what is black.',
    goesWith: ['laptop', 'charger', 'mouse'],
    likes: ['Fits under the seat.', 'The zips run smoothly round the corners.', 'Looks better than it costs.'],
    dislikes: ['Too narrow for folders.', 'The strap slips off the shoulder.'],
    models: `
      Laptop bag Clerk | 49 | For 14-inch, slim | A bag for a laptop and a notebook. | 14-inch laptops | recycled polyester | 0.6 kg
      Laptop bag Counsel | 189 | For 15-inch, leather | A bag for people who meet people. | 15-inch laptops | leather | 1.3 kg
      Laptop bag Porter | 79 | For 17-inch | A bag for a large laptop and all its cables. | 17-inch laptops | nylon | 0.9 kg
      Laptop bag Page | 35 | For 13-inch, light | A thin bag for a thin computer. | 13-inch laptops | wool felt | 0.4 kg
      Laptop bag Envoy | 129 | Hard shell | A bag that survives being sat on. | 15-inch laptops | aluminium | 2.4 kg
    `,
  }),
];
