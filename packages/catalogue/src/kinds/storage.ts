import { kind } from '../kind.ts';

export const storage = [
  kind({
    id: 'ssd',
    category: 'storage',
    picture: 'computer-disk',
    alt: 'A disk for computers',
    noun: 'SSD',
    columns: ['Capacity', 'Reads', 'Connection'],
    also: { Encryption: 'AES 256, in the drive', Guarantee: '5 years' },
    has: (of) => `${of.Capacity}, reads ${of.Reads}, ${of.Connection}.`,
    description:
      'It keeps its speed when it is nearly full. The drive reports its own wear, so that you know long before it ends.',
    goesWith: ['laptop', 'dock', 'screwdriver'],
    likes: [
      'Copied ten years of photos while I made tea.',
      'Fast from the first day, and still is.',
      'No noise, no heat, no trouble.',
      'The capacity is what the box says.',
    ],
    dislikes: ['I should have bought the larger one.', 'It slows down after a few hundred gigabytes in one go.'],
    models: `
      Portable SSD 1 TB | 89 | 1 TB, palm-sized | A drive for the whole photo library, in the palm of a hand. | 1 TB | 1,050 MB/s | USB-C
      Portable SSD 2 TB | 149 | 2 TB, palm-sized | A drive for films in the making. | 2 TB | 1,050 MB/s | USB-C
      Portable SSD Rock 4 TB | 329 | 4 TB, waterproof | A drive in rubber that may fall into the river. | 4 TB | 2,000 MB/s | USB-C
      SSD 500 GB | 45 | 500 GB, to build in | A drive that makes an old laptop young again. | 500 GB | 3,500 MB/s | M.2
      SSD 1 TB | 75 | 1 TB, to build in | A drive with room for games and work. | 1 TB | 7,000 MB/s | M.2
      SSD 4 TB | 279 | 4 TB, to build in | A drive for everything you have, at full speed. | 4 TB | 7,300 MB/s | M.2
    `,
  }),
  kind({
    id: 'hard-disk',
    category: 'storage',
    picture: 'computer-disk',
    alt: 'A hard disk for backups',
    noun: 'hard disk',
    columns: ['Capacity', 'Size', 'Power'],
    also: { Connection: 'USB-C', Cable: '1 m, in the box', Guarantee: '3 years' },
    has: (of) => `${of.Capacity}, ${of.Size}, ${of.Power}.`,
    description: 'It spins down when nothing happens. Rubber feet keep it from humming through the table.',
    goesWith: ['laptop', 'dock', 'blank-disc'],
    likes: [
      'Runs a backup each night and I never notice.',
      'A lot of space for the money.',
      'So quiet that I had to touch it to be sure.',
      'Recognised at once by the TV and the router.',
    ],
    dislikes: ['Slow with many small files.', 'The light is too bright for a bedroom.'],
    models: `
      Hard disk 2 TB | 69 | 2 TB, for backups | A disk for the backup that you should have made yesterday. | 2 TB | 2.5-inch | powered by USB
      Hard disk 5 TB | 129 | 5 TB, for backups | A disk for the backups of a whole family. | 5 TB | 2.5-inch | powered by USB
      Hard disk 12 TB | 229 | 12 TB, for archives | A disk for photographers who delete nothing. | 12 TB | 3.5-inch | own power supply
      Hard disk 8 TB | 169 | 8 TB, for films | A disk for films that want to stay together. | 8 TB | 3.5-inch | own power supply
    `,
  }),
  kind({
    id: 'blank-disc',
    category: 'storage',
    picture: 'optical-disk',
    alt: 'A shiny blank disc',
    noun: 'pack of discs',
    columns: ['Discs', 'Capacity', 'Speed'],
    also: { Surface: 'Printable', Storage: 'Spindle with lid' },
    has: (of) => `${of.Discs} discs of ${of.Capacity}, written at up to ${of.Speed}.`,
    description: 'A disc cannot be overwritten by a virus. Written once and kept in the dark, these last for decades.',
    goesWith: ['dvd-drive', 'hard-disk', 'printer'],
    likes: [
      'Fifty written, not one lost.',
      'The printed labels look as if they came from a shop.',
      'The last backup I trust without a password.',
    ],
    dislikes: ['The spindle lid cracks easily.', 'One in the pack would not write.'],
    models: `
      Blank DVDs, 25 pack | 12 | 4.7 GB each | Discs for films, letters and the box in the cellar. | 25 | 4.7 GB | 16 ×
      Blank DVDs, 100 pack | 35 | 4.7 GB each | Discs for a whole archive. | 100 | 4.7 GB | 16 ×
      Archive discs, 10 pack | 49 | 100 GB each | Discs for what your grandchildren should find. | 10 | 100 GB | 4 ×
      Blank CDs, 50 pack | 18 | For music | Discs for the car that still has a slot. | 50 | 700 MB | 52 ×
    `,
  }),
  kind({
    id: 'dvd-drive',
    category: 'storage',
    picture: 'dvd',
    alt: 'A DVD',
    noun: 'disc drive',
    columns: ['Reads', 'Writes', 'Connection'],
    also: { Weight: '290 g', Cable: 'Fixed, folds into the case', Guarantee: '2 years' },
    has: (of) => `Reads ${of.Reads}, writes ${of.Writes}.`,
    description:
      'It is powered by the computer and needs no program. The tray opens by hand with a paper clip when the power is gone.',
    goesWith: ['blank-disc', 'laptop', 'hard-disk'],
    likes: [
      'Saved twenty years of holiday films in one weekend.',
      'Plug in, disc in, works.',
      'Thin enough for the drawer where it lives.',
    ],
    dislikes: ['It hums at full speed.', 'The tray feels fragile.'],
    models: `
      DVD drive Porthole | 29 | Slim, USB-C | A slim drive for laptops that have none. | CD, DVD | CD, DVD | USB-C
      Disc drive Vault | 99 | For archive discs | A drive for large archive discs and old small ones. | CD, DVD, Blu-ray | CD, DVD, Blu-ray | USB-C
      Disc drive Carousel | 69 | Reads Blu-ray | A drive for film evenings on the laptop. | CD, DVD, Blu-ray | CD, DVD | USB-C
    `,
  }),
  kind({
    id: 'floppy',
    category: 'storage',
    picture: 'floppy-disk',
    alt: 'A floppy disk',
    noun: 'floppy set',
    columns: ['Contents', 'Capacity'],
    also: { Format: '3.5-inch', Guarantee: '1 year' },
    has: (of) => `${of.Contents}, ${of.Capacity}.`,
    description:
      'For machines in workshops that know nothing else, and for the box in the attic. Tested one by one before it leaves the house.',
    goesWith: ['hard-disk', 'ssd'],
    likes: [
      'The knitting machine at work lives another year.',
      'Read my diary from 1994. I am not sure that I am grateful.',
      'Better made than the ones I remember.',
    ],
    dislikes: ['Slow, but what did I expect.', 'The colour is not the old beige.'],
    models: `
      Floppy drive | 24 | Reads old disks | A drive for disks from the attic. | Drive with USB-A cable | 1.44 MB a disk
      Floppy disks, 10 pack | 15 | Tested one by one | Disks for machines that outlived their makers. | 10 disks in a box | 1.44 MB a disk
    `,
  }),
];
