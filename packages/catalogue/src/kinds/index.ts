// All kinds of products that the shop has.
import type { Kind } from '../kind.ts';
import { accessories } from './accessories.ts';
import { audio } from './audio.ts';
import { cameras } from './cameras.ts';
import { computers } from './computers.ts';
import { curiosity } from './curiosity.ts';
import { desk } from './desk.ts';
import { filmCameras } from './film-cameras.ts';
import { gaming } from './gaming.ts';
import { household } from './household.ts';
import { microphones } from './microphones.ts';
import { mobility } from './mobility.ts';
import { music } from './music.ts';
import { office } from './office.ts';
import { phones } from './phones.ts';
import { power } from './power.ts';
import { science } from './science.ts';
import { smartHome } from './smart-home.ts';
import { storage } from './storage.ts';
import { tools } from './tools.ts';
import { tvAndFilm } from './tv-and-film.ts';
import { wearables } from './wearables.ts';

export const kinds: readonly Kind[] = [
  ...computers,
  ...accessories,
  ...desk,
  ...audio,
  ...music,
  ...cameras,
  ...filmCameras,
  ...gaming,
  ...smartHome,
  ...household,
  ...phones,
  ...wearables,
  ...tvAndFilm,
  ...storage,
  ...microphones,
  ...office,
  ...power,
  ...science,
  ...curiosity,
  ...mobility,
  ...tools,
];
