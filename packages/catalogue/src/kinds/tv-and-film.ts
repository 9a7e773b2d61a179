import { kind } from '../kind.ts';

export const tvAndFilm = [
  kind({
    id: 'tv',
    category: 'tv-and-film',
    picture: 'television',
    alt: 'A television',
    noun: 'TV',
    columns: ['Screen', 'Resolution', 'Refresh rate', 'Sound'],
    also: { Connections: '4 × HDMI, 2 × USB, network', 'Wall mount': '300 × 300 mm', Guarantee: '3 years' },
    has: (of) => `${of.Screen}, ${of.Resolution}, ${of.Sound}.`,
    description:
      'It starts with the picture and not with a shop window. Everything works without an account; the microphone has a switch.',
    goesWith: ['speaker', 'router', 'controller'],
    likes: [
      'The picture is calm and deep.',
      'Football without smears.',
      'On in three seconds, straight to the picture.',
      'The remote has eleven keys. Eleven.',
      'Two people and a screwdriver, and it hung on the wall.',
    ],
    dislikes: [
      'The sound is thin; add a bar.',
      'It mirrors the window.',
      'The feet stand far apart: measure your table.',
    ],
    models: `
      TV Pond | 249 | 32-inch, for the kitchen | A small TV for kitchens and children's rooms. | 32-inch | 1920 × 1080 | 60 Hz | 2 × 8 W
      TV Lake | 399 | 43-inch, 4K | A TV for living rooms of normal size. | 43-inch | 3840 × 2160 | 60 Hz | 2 × 10 W
      TV Bay | 549 | 50-inch, 4K | A TV for films with the family. | 50-inch | 3840 × 2160 | 60 Hz | 2 × 10 W
      TV Sound | 799 | 55-inch, 120 Hz | A TV for sport and for games. | 55-inch | 3840 × 2160 | 120 Hz | 2 × 20 W
      TV Gulf | 1299 | 55-inch, OLED | A TV for people who watch in the dark. | 55-inch OLED | 3840 × 2160 | 120 Hz | 2 × 20 W and woofer
      TV Sea | 1599 | 65-inch, bright | A TV for bright rooms. | 65-inch Mini LED | 3840 × 2160 | 144 Hz | 2 × 20 W and woofer
      TV Ocean | 2499 | 77-inch, OLED | A TV that makes the cinema jealous. | 77-inch OLED | 3840 × 2160 | 144 Hz | 4 × 20 W and woofer
    `,
  }),
  kind({
    id: 'projector',
    category: 'tv-and-film',
    picture: 'film-projector',
    alt: 'A film projector',
    noun: 'projector',
    columns: ['Resolution', 'Brightness', 'Picture', 'Lamp'],
    also: { Connections: '2 × HDMI, USB', Sound: '2 × 5 W', Guarantee: '2 years' },
    has: (of) => `${of.Resolution}, ${of.Brightness}, ${of.Picture}.`,
    description:
      'It straightens the picture by itself and focuses while you sit down. The fan is quieter than the quiet scenes.',
    goesWith: ['speaker', 'videocassette', 'tv'],
    likes: [
      'Cinema on the garden wall.',
      'Bright enough with the curtains half open.',
      'Sharp into the corners.',
      'The fan disappears behind the film.',
    ],
    dislikes: ['Needs a dark room for dark films.', 'The built-in sound is just enough.'],
    models: `
      Projector Matinee | 349 | Full HD, portable | A projector for the bedroom ceiling and the garden wall. | 1920 × 1080 | 500 lumens | up to 100-inch | LED, 30,000 hours
      Projector Premiere | 899 | 4K, for film nights | A projector for film nights in a dark room. | 3840 × 2160 | 2,000 lumens | up to 150-inch | LED, 30,000 hours
      Projector Gala | 1999 | 4K laser, close to the wall | A projector that stands right under its picture. | 3840 × 2160 | 2,800 lumens | up to 120-inch | Laser, 25,000 hours
      Projector Pocket | 229 | As small as a can | A projector for tents and friends' houses. | 1280 × 720 | 250 lumens | up to 80-inch | LED, 20,000 hours
      Projector Lecture | 599 | For bright rooms | A projector for talks with the lights on. | 1920 × 1200 | 4,000 lumens | up to 200-inch | Laser, 20,000 hours
    `,
  }),
  kind({
    id: 'router',
    category: 'tv-and-film',
    picture: 'satellite-antenna',
    alt: 'An antenna that sends and receives',
    noun: 'router',
    columns: ['Speed', 'Covers', 'Ports'],
    also: { Updates: '5 years', 'Set-up': 'Without an account', Guarantee: '3 years' },
    has: (of) => `${of.Speed}, ${of.Covers}, ${of.Ports}.`,
    description: 'Guests get a network of their own. It updates at night, and restarts in twenty seconds.',
    goesWith: ['dock', 'hard-disk', 'sensor'],
    likes: [
      'The dead corner in the kitchen is alive.',
      'Set up in the time the kettle needs.',
      'Has not been restarted for four months.',
    ],
    dislikes: ['The lights are bright.', 'Larger than it looks.'],
    models: `
      Router Relay | 79 | Wi-Fi 6, for flats | A router for a flat with thin walls. | 1.8 Gbit/s | up to 80 m² | 4 ports
      Router Lookout | 159 | Wi-Fi 7, for houses | A router for a house with thick walls. | 5 Gbit/s | up to 150 m² | 5 ports
      Router Fleet, 3 pack | 299 | Three that work as one | Three routers for every corner of the house. | 5 Gbit/s | up to 400 m² | 2 ports each
    `,
  }),
  kind({
    id: 'videocassette',
    category: 'tv-and-film',
    picture: 'videocassette',
    alt: 'A video cassette',
    noun: 'cassette set',
    columns: ['Contents', 'Format'],
    also: { Guarantee: '1 year' },
    has: (of) => `${of.Contents}, ${of.Format}.`,
    description: 'For films that exist only once, in a box under the stairs. Instructions come on paper.',
    goesWith: ['hard-disk', 'blank-disc', 'tv'],
    likes: [
      'Arrived quickly and works as in 1990.',
      'It works with every recorder I could find.',
      'My children laughed for an hour.',
    ],
    dislikes: ['The instructions are short.', 'You need a working recorder, of course.'],
    models: `
      Video converter Rewind | 39 | Cassettes to files | A box that turns old cassettes into files. | Converter, cables | SCART and RCA to USB
      Blank cassettes, 5 pack | 19 | 240 minutes each | Cassettes for the recorder that refuses to die. | 5 cassettes of 240 minutes | VHS
      Cassette cleaner | 12 | For the heads | A cassette that wipes the snow off the picture. | Cleaning cassette, fluid | VHS
    `,
  }),
  kind({
    id: 'antenna',
    category: 'tv-and-film',
    picture: 'satellite-antenna',
    alt: 'A satellite dish',
    noun: 'aerial',
    columns: ['Receives', 'Size', 'Outputs'],
    also: { Weather: 'Wind to 120 km/h', Mount: 'In the box', Guarantee: '5 years' },
    has: (of) => `Receives ${of.Receives}, ${of.Size}, ${of.Outputs}.`,
    description:
      'Galvanised, painted and screwed, not glued. The paper in the box shows where it has to look, for every region.',
    goesWith: ['tv', 'radio', 'screwdriver'],
    likes: [
      'Up in an hour, and no picture has frozen since.',
      'The storm took the umbrella and left the aerial.',
      'Channels that I did not know existed.',
    ],
    dislikes: ['The screws could be longer.', 'You need a second pair of hands.'],
    models: `
      Satellite dish Zenith | 119 | 80 cm, with mount | A dish for a thousand channels. | satellites | 80 cm | 2 outputs
      TV aerial Yard | 39 | For roof or attic | An aerial for free television. | UHF up to 60 km away | 95 cm | 1 output
      Satellite dish Quad | 159 | 90 cm, for four TVs | A dish for a house with four opinions. | satellites | 90 cm | 4 outputs
    `,
  }),
];
