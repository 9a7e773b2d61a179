// The words of reviews that fit every kind of product; index 0 is one star.

/** Titles and remarks for one, two, … five stars. `{noun}` becomes what the product is: "laptop". */
export const verdicts: readonly { readonly titles: readonly string[]; readonly remarks: readonly string[] }[] = [
  {
    titles: ['Sent it back', 'Not for me', 'Arrived broken', 'Expected more', 'Does not do what I bought it for'],
    remarks: [
      'It was broken after two weeks. The refund came without a question, which is the one star.',
      'Mine arrived with a crack in the case, so it went straight back.',
      'I tried for a weekend and gave up.',
      'The picture made it look better than it is.',
      'Perhaps I had a bad one, but I will not try a second.',
    ],
  },
  {
    titles: ['Disappointed', 'Could be better', 'Not worth it for me', 'Half good', 'I will keep looking'],
    remarks: [
      'For the price I had hoped for more.',
      'I keep it only because sending it back is more work.',
      'The idea is good, the making is not.',
      'Support was friendly, but it is still the same.',
      'I had expected more care in the details.',
    ],
  },
  {
    titles: ['It is all right', 'Does its job', 'Good and bad', 'Fine for the price', 'Three stars, no more', 'Decent'],
    remarks: [
      'It does what it says, no more.',
      'Good enough for now and then.',
      'I would look at the next better one.',
      'Not bad, not exciting.',
      'After a month I have got used to it.',
    ],
  },
  {
    titles: [
      'Good {noun}',
      'Nearly perfect',
      'Happy with it',
      'Solid',
      'Good value',
      'Would buy again',
      'One small thing',
    ],
    remarks: [
      'One star less because the box was twice as big as needed.',
      'It took me a week to get used to it, and now it stays.',
      'Good quality for what it costs.',
      'Not the cheapest, but you see where the money went.',
      'Bought one for my sister, too.',
      'One star less because I had to wait five days for it.',
    ],
  },
  {
    titles: [
      'Very happy with this {noun}',
      'Exactly what I was looking for',
      'Better than the old one',
      'Worth every cent',
      'Would buy it again tomorrow',
      'Simply good',
      'A great present',
      'Thought through to the end',
      'My third from this shop',
      'No regrets',
      'The best {noun} I have had',
      'Works straight out of the box',
    ],
    remarks: [
      'Ordered on Sunday evening, here on Tuesday.',
      'I read reviews for a week and would have saved the time.',
      'Everything was in the box, and nothing was wrapped in plastic.',
      'My neighbour has ordered one after trying mine.',
      'Have had it since spring, and it is still like new.',
      'It was a present, and it has been in use every day.',
      'My old one cost twice as much and did half.',
      'Exactly as described, down to the colour.',
      'I had a question, and somebody who knew the answer wrote back the same day.',
      'I would have paid more.',
      'Well packed, in a box that was not twice as large as needed.',
      'Two months in, and I have found nothing to complain about.',
    ],
  },
];

/** First names of buyers. */
export const authors: readonly string[] =
  'Ada Aisha Alba Amir Ana Anders Anita Astrid Ben Bruno Carla Chen Clara Daniel Dara Diego Elena Eli Emil Emma Erik Fatima Felix Finn Freya Gabriel Grace Hana Hugo Ida Ines Isaac Ivan Jack Jana Jonas Julia Kai Karim Kenji Laila Lars Lea Leon Lina Luca Lucy Maja Marco Maria Mateo Maya Mei Milan Mina Nadia Nora Oliver Olga Omar Oscar Paul Petra Priya Rafael Rosa Ruth Sam Sara Sofia Stefan Tara Theo Tom Uma Vera Viktor Yara Yusuf Zoe'.split(
    ' ',
  );
