// Puts the control room together: watch → door → routes.

import type { ManagedShop } from '@evenkeel/platform';
import { methodNotAllowed, noRoute, problemAnswers } from '@evenkeel/service-kit/server/problem-answers';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import express, { type Express } from 'express';
import { crowd } from './move/crowd.ts';
import { type MovedShop, moves } from './move/moves.ts';
import { door } from './server/door.ts';
import { moveRoutes } from './server/move-routes.ts';
import { pageFiles } from './server/page-files.ts';
import { controlRoomRoutes } from './server/routes.ts';
import { watch } from './watch/watch.ts';

export interface ControlRoomOptions {
  readonly shop: Pick<ManagedShop, 'metrics' | 'operate'> & MovedShop;
  readonly port: number;
  readonly token: string;
  readonly log: Log;
  /** Between two looks, in ms; by default 1,000, and 5,000 while nobody watches. */
  readonly everyMs?: number;
}

/** The page that both shops are looked at with. */
const product = '/products/laptop';

export async function controlRoom({ shop, port, token, log, everyMs }: ControlRoomOptions) {
  const { platform } = shop;
  const web = platform.port('web');
  const people = crowd(`http://127.0.0.1:${web}`);
  const watching = watch({
    shop,
    visitors: people.size,
    pages: { protected: `http://127.0.0.1:${web}${product}`, naive: `http://127.0.0.1:${web}${product}?naive=1` },
    ...(everyMs !== undefined && { everyMs, unseenEveryMs: everyMs }),
  });
  const routes = controlRoomRoutes({
    watch: watching,
    files: await pageFiles(),
    // Another host name has other cookies: what one phone keeps in them is none of the other's.
    shops: { protected: `http://127.0.0.1:${web}${product}`, naive: `http://localhost:${web}${product}?naive=1` },
    log,
  });
  const app: Express = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(
    door({
      token,
      cookieName: `evenkeel_control_room_${port}`,
      hosts: [`127.0.0.1:${port}`, `localhost:${port}`],
      log,
    }),
  );
  const moving = moveRoutes(moves(shop, watching), people, log);
  app.use(routes, moving, methodNotAllowed([routes, moving]), noRoute, problemAnswers(log));
  return {
    app,
    watch: watching,
    close: async () => {
      await people.close();
      await watching.close();
    },
  };
}
