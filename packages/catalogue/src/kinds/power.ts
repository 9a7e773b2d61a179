import { kind } from '../kind.ts';

export const power = [
  kind({
    id: 'power-bank',
    category: 'power',
    picture: 'battery',
    alt: 'A full battery',
    noun: 'power bank',
    columns: ['Capacity', 'Power', 'Ports', 'Weight'],
    also: { Display: 'Charge in percent', Aeroplane: 'Allowed in hand luggage', Guarantee: '2 years' },
    has: (of) => `${of.Capacity}, ${of.Power}, ${of.Weight}.`,
    description:
      'It says in percent what is left and means it. It charges and is charged at the same time, so one plug is enough.',
    goesWith: ['charger', 'smartphone', 'torch'],
    likes: [
      'It holds what the box promises. I counted.',
      'Saved a wedding photographer. Me.',
      'Full again by the morning.',
      'Solid case, no creaking.',
    ],
    dislikes: ['Heavy for the pocket.', 'The case scratches easily.'],
    models: `
      Power bank 10 Ah | 25 | Two phone charges | A power bank for the jacket. | 10 Ah | 22 W | USB-C and USB-A | 210 g
      Power bank 20 Ah | 45 | Four phone charges | A power bank for a long weekend. | 20 Ah | 45 W | 2 × USB-C and USB-A | 390 g
      Power bank 27 Ah | 89 | For laptops | A power bank for a laptop and a long flight. | 27 Ah | 100 W | 2 × USB-C and USB-A | 620 g
      Power bank Clip 5 Ah | 29 | Sticks to the phone | A power bank that sticks to the back of the phone. | 5 Ah | 15 W, wireless | USB-C | 115 g
      Power bank Sun 10 Ah | 49 | With solar cell | A power bank that hangs on the rucksack and collects light. | 10 Ah | 20 W | USB-C and USB-A | 340 g
    `,
  }),
  kind({
    id: 'power-station',
    category: 'power',
    picture: 'battery',
    alt: 'A large battery',
    noun: 'power station',
    columns: ['Energy', 'Output', 'Weight'],
    also: { Cells: 'Lithium iron phosphate, 3,000 charges', Charging: 'Mains, car or solar', Guarantee: '5 years' },
    has: (of) => `${of.Energy}, ${of.Output}, ${of.Weight}.`,
    description:
      'It takes over in 20 ms when the mains fail, so that the router does not notice. The fan runs only under heavy load.',
    goesWith: ['torch', 'power-bank', 'radio'],
    likes: ['The router and the lamps ran through the storm.', 'Quiet enough for the tent.', 'Full again in an hour.'],
    dislikes: ['Heavy, even with two handles.', 'The display cannot be switched off.'],
    models: `
      Power station Keel | 299 | 288 Wh, for camping | A power station for tents, boats and markets. | 288 Wh | 300 W | 3.8 kg
      Power station Ballast | 799 | 1,024 Wh, for storms | A power station that keeps the fridge cold for a night. | 1,024 Wh | 1,800 W | 12.1 kg
    `,
  }),
  kind({
    id: 'rechargeable-cells',
    category: 'power',
    picture: 'low-battery',
    alt: 'A battery that wants charging',
    noun: 'set of cells',
    columns: ['Contents', 'Capacity', 'Charges'],
    also: { Shelf: 'Keeps 70 % after ten years', Guarantee: '3 years' },
    has: (of) => `${of.Contents}, ${of.Capacity}, ${of.Charges}.`,
    description:
      'They come charged and stay charged in the drawer. Used up after years, they go back into the box by the door of every shop.',
    goesWith: ['torch', 'radio', 'alarm-clock'],
    likes: ['No more batteries in the bin.', 'Still strong after two years.', 'Paid for itself in one winter.'],
    dislikes: ['The package is hard to open.', 'I had expected a case for them.'],
    models: `
      Rechargeable cells AA, 4 pack | 14 | 2,000 mAh | Cells for the mouse, the clock and the torch. | 4 × AA | 2,000 mAh | 2,100 charges
      Rechargeable cells AA, 8 pack | 24.9 | 2,000 mAh | Cells for a house with children. | 8 × AA | 2,000 mAh | 2,100 charges
      Rechargeable cells AAA, 4 pack | 12 | 800 mAh | Cells for remotes and small things. | 4 × AAA | 800 mAh | 2,100 charges
      Cell charger Four | 29 | For AA and AAA | A charger that looks after each cell by itself. | Charger for 4 cells | AA and AAA | 4 hours
      Starter set, charger and 8 cells | 45 | All you need | A charger and cells, and you are done with disposables. | Charger, 4 × AA, 4 × AAA | 2,000 and 800 mAh | 2,100 charges
    `,
  }),
  kind({
    id: 'torch',
    category: 'power',
    picture: 'flashlight',
    alt: 'A torch',
    noun: 'torch',
    columns: ['Light', 'Reach', 'Battery'],
    also: { Protection: 'Waterproof to 2 m', Case: 'Aluminium', Guarantee: '5 years' },
    has: (of) => `${of.Light}, reaches ${of.Reach}, ${of.Battery}.`,
    description:
      'It starts at the lowest light, so that it does not blind you at night. It shines until the cell is empty and warns you an hour before.',
    goesWith: ['rechargeable-cells', 'power-bank', 'backpack'],
    likes: [
      'The lowest step is perfect for the tent.',
      'Bright where I need it, and not in my eyes.',
      'Dropped it down the stairs, and it lit the way.',
    ],
    dislikes: ['The switch is stiff.', 'It gets hot at full power.'],
    models: `
      Torch Glow | 19 | For the drawer | A torch for the drawer by the fuse box. | 250 lumens | 90 m | 30 hours on two cells
      Torch Beam | 49 | 1,200 lumens | A torch for dogs, walks and strange noises. | 1,200 lumens | 250 m | 40 hours on one charge
      Head torch Miner | 39 | Hands free | A torch for tents, pipes and night runs. | 450 lumens | 100 m | 60 hours on one charge
      Lantern Hearth | 35 | All round light | A lantern for tables in gardens and in power cuts. | 400 lumens | all round | 80 hours on one charge
      Torch Pharos | 89 | Reaches a kilometre | A torch for rescuers and for people with large gardens. | 3,000 lumens | 1 km | 50 hours on one charge
    `,
  }),
];
