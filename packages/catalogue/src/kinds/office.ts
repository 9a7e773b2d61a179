import { kind } from '../kind.ts';

export const office = [
  kind({
    id: 'printer',
    category: 'office',
    picture: 'printer',
    alt: 'A printer with paper',
    noun: 'printer',
    columns: ['Prints', 'Speed', 'Paper', 'Connection'],
    also: { Ink: 'Any maker', Guarantee: '3 years' },
    has: (of) => `${of.Prints}, ${of.Speed}, ${of.Connection}.`,
    description:
      'It takes ink and toner of any maker and does not count your pages. Set-up is a cable or a network name, nothing else.',
    goesWith: ['laptop', 'router', 'calculator'],
    likes: [
      'It prints when I press print. After years of anger, this.',
      'Half a year, and nothing to refill yet.',
      'No account, no subscription, no nagging.',
      'The prints look better than I expected.',
      'Wakes up in five seconds.',
    ],
    dislikes: ['Loud when it starts.', 'The paper tray is flimsy.', 'The first page takes its time.'],
    models: `
      Laser printer | 179 | Black, 30 pages a minute | A printer for letters that must be there now. | Black | 30 pages a minute | 250 sheets | Wi-Fi and USB
      Laser printer Prism | 329 | Colour, both sides | A printer for a small office with colour. | Colour, both sides | 26 pages a minute | 250 sheets | Wi-Fi, network and USB
      Ink printer Well | 229 | With ink tanks | A printer with tanks that last for two years. | Colour | 15 pages a minute | 100 sheets | Wi-Fi and USB
      Photo printer Album | 139 | 10 × 15 cm | A printer for pictures that people can hold. | Colour, 10 × 15 cm | 40 seconds a picture | 20 sheets | Wi-Fi
      Label printer Tag | 59 | For boxes and shelves | A printer that brings order to the cellar. | Black on labels | 80 labels a minute | Rolls up to 24 mm | Bluetooth
      Printer Satchel | 199 | For travel, with battery | A printer for signing contracts on the road. | Colour | 8 pages a minute | 20 sheets | Wi-Fi and USB-C
    `,
  }),
  kind({
    id: 'fax',
    category: 'office',
    picture: 'fax-machine',
    alt: 'An all-in-one machine for paper',
    noun: 'all-in-one printer',
    columns: ['Does', 'Feeder', 'Speed'],
    also: { Paper: 'A4, 250 sheets', Connection: 'Wi-Fi, network, USB, telephone', Guarantee: '3 years' },
    has: (of) => `${of.Does}, ${of.Feeder}, ${of.Speed}.`,
    description:
      'It scans to a folder, to a mail or to a stick, with one key each. The glass is flush and wipes clean.',
    goesWith: ['desk-phone', 'laptop', 'calculator'],
    likes: ['One machine less on the shelf.', 'Scans both sides in one go.', 'Small for what it can do.'],
    dislikes: ['The display is slow.', 'The feeder dislikes receipts.'],
    models: `
      All-in-one printer Clerk | 199 | Prints, scans, copies | A machine for the paper of a household. | Prints, scans, copies | feeder for 20 sheets | 20 pages a minute
      All-in-one printer Notary | 349 | With fax, both sides | A machine for practices and small offices. | Prints, scans, copies, faxes | feeder for 50 sheets | 30 pages a minute
      All-in-one printer Archive | 279 | With ink tanks | A machine for people who scan the whole past. | Prints, scans, copies | feeder for 35 sheets | 17 pages a minute
      All-in-one printer Scribe | 449 | Colour laser | A machine for small offices with large piles. | Prints, scans, copies, faxes | feeder for 50 sheets | 27 pages a minute
    `,
  }),
  kind({
    id: 'calculator',
    category: 'office',
    picture: 'abacus',
    alt: 'An abacus',
    noun: 'calculator',
    columns: ['For', 'Display', 'Power'],
    also: { Guarantee: '3 years' },
    has: (of) => `For ${of.For}, ${of.Display}, ${of.Power}.`,
    description:
      'The keys are moulded in two colours and outlive the numbers on them. No app, no updates, no distraction.',
    goesWith: ['printer', 'keyboard', 'laptop-bag'],
    likes: ['The same one I had at school, only better.', 'Allowed in exams, I asked.', 'The keys feel right.'],
    dislikes: ['The cover does not stay on.', 'No backlight.'],
    models: `
      Calculator Sum | 12 | For the desk | A calculator with large keys for large sums. | desks | 12 digits | solar and cell
      Calculator Sine | 24 | For school | A calculator that shows fractions as fractions. | school | 4 lines | solar and cell
      Calculator Graph | 109 | Draws curves | A calculator that draws what it calculates. | university | colour display, 320 × 240 | charges over USB-C
      Calculator Ledger | 39 | Prints on paper | A calculator that writes down what it did. | bookkeeping | 12 digits and a paper roll | mains
    `,
  }),
];
