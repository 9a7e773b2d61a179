import { kind } from '../kind.ts';

export const microphones = [
  kind({
    id: 'podcast-microphone',
    category: 'microphones',
    picture: 'studio-microphone',
    alt: 'A studio microphone on its stand',
    noun: 'microphone',
    columns: ['Type', 'Pattern', 'Connection'],
    also: { Stand: 'In the box', Frequency: '20 Hz – 20 kHz', Guarantee: '2 years' },
    has: (of) => `${of.Type}, ${of.Pattern}, ${of.Connection}.`,
    description:
      'It hears the person in front of it and little else. The thread fits every arm, and the cable is long enough to stand up with.',
    goesWith: ['headphones', 'mixer', 'control-deck'],
    likes: [
      'My voice, only better.',
      'It ignores the street behind my window.',
      'Plugged in and recorded, no program needed.',
      'Makes my cheap little room sound like a studio.',
      'Listeners wrote to ask what had changed.',
    ],
    dislikes: ['It picks up the table when I type.', 'A pop shield should be in the box.', 'The stand is low.'],
    models: `
      Podcast microphone | 119 | USB, for one voice | A microphone for one voice and a quiet table. | Condenser | cardioid | USB-C
      Podcast microphone Duo | 159 | USB, for two | A microphone that stands between two people. | Condenser | cardioid or figure of eight | USB-C
      Podcast microphone Mast | 199 | With arm | A microphone that comes from above and leaves the desk free. | Dynamic | cardioid | USB-C and XLR
      Studio microphone Sirena | 349 | For singing | A microphone for voices, close and warm. | Large condenser | cardioid | XLR
      Studio microphone Quiet | 479 | For soft sounds | A microphone for guitars, rain and whispering. | Large condenser | three patterns | XLR
      Desk microphone Nub | 49 | For calls | A microphone for calls from a small desk. | Condenser | cardioid | USB-C
    `,
  }),
  kind({
    id: 'microphone',
    category: 'microphones',
    picture: 'microphone',
    alt: 'A hand-held microphone',
    noun: 'microphone',
    columns: ['Type', 'Use', 'Connection'],
    also: { Pattern: 'Cardioid', Case: 'Steel grille, washable', Guarantee: '3 years' },
    has: (of) => `${of.Type}, ${of.Connection}, for ${of.Use}.`,
    description:
      'The grille unscrews and goes into the dishwasher. The body is steel and has been dropped on purpose, often.',
    goesWith: ['mixer', 'outdoor-speaker', 'headphones'],
    likes: [
      'Fell off the stage and went on working.',
      'No feedback, even right beside the speaker.',
      'Singers reach for this one first.',
    ],
    dislikes: ['Needs a good amplifier.', 'Heavy after an hour.'],
    models: `
      Stage microphone Shanty | 69 | For singing | A microphone for the stage and everything that happens on it. | Dynamic | singing | XLR
      Stage microphone Chorus, 3 pack | 149 | Three, with clips | Three microphones for bands and panels. | Dynamic | speech and singing | XLR
      Instrument microphone Reed | 89 | For drums and amplifiers | A microphone that is not afraid of drums. | Dynamic | instruments | XLR
    `,
  }),
  kind({
    id: 'wireless-microphone',
    category: 'microphones',
    picture: 'microphone',
    alt: 'A hand-held microphone',
    noun: 'wireless microphone',
    columns: ['Pieces', 'Reach', 'Battery'],
    also: { Receiver: 'USB-C and 3.5 mm', Charging: 'USB-C', Guarantee: '2 years' },
    has: (of) => `${of.Pieces}, reaches ${of.Reach}, ${of.Battery}.`,
    description:
      'The pieces find each other in a second. Each records for itself, too, so that a lost signal is not a lost take.',
    goesWith: ['camcorder', 'smartphone', 'mixer'],
    likes: [
      'Walked to the other end of the hall, and every word was there.',
      'Set up between two sentences.',
      'Wind, traffic, seagulls: and still you hear me.',
    ],
    dislikes: ['The clip is a little weak.', 'Small enough to lose, and I did.'],
    models: `
      Wireless microphone Pilot | 129 | Clips on, 8 hours | A small microphone that clips on and lets you walk. | 1 microphone, 1 receiver | 100 m | 8 hours
      Wireless microphone Crew | 229 | Two clips, one receiver | Two small microphones for two people on the move. | 2 microphones, 1 receiver | 200 m | 8 hours
      Wireless microphone Anthem | 159 | For the hand | A microphone for speeches that come down from the stage. | 1 microphone, 1 receiver | 80 m | 10 hours
    `,
  }),
];
