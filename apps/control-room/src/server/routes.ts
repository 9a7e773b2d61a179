// HTTP out: the page, its script and style, and the pictures as they come.

import { unavailable } from '@evenkeel/service-kit/server/problem';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { type Response, Router } from 'express';
import type { Watch } from '../watch/watch.ts';
import type { PageFiles } from './page-files.ts';

export interface RoutesOptions {
  readonly watch: Watch;
  readonly files: PageFiles;
  /** Where the two phones look. */
  readonly shops: { readonly protected: string; readonly naive: string };
  readonly log: Log;
}

const mostViewers = 50;
/** Whoever reads so slowly is let go, and comes again by itself. In bytes. */
const mostUnread = 1_000_000;

export function controlRoomRoutes({ watch, files, shops, log }: RoutesOptions): Router {
  const router = Router();
  let viewers = 0;

  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'", // The map places things by style attributes.
    "img-src 'self' data:",
    "connect-src 'self'",
    `frame-src ${Object.values(shops)
      .map((url) => new URL(url).origin)
      .join(' ')}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  const send = (res: Response, type: string, body: string) =>
    res
      .set({ 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
      .type(type)
      .send(body);

  router.get('/', (_req, res) => void send(res, 'html', files.html(shops)));
  router.get('/control-room.js', (_req, res) => void send(res, 'js', files.script));
  router.get('/control-room.css', (_req, res) => void send(res, 'css', files.style));

  /** The newest picture, for programs. */
  router.get('/picture', (_req, res) => {
    const picture = watch.picture();
    if (picture === undefined) throw unavailable('Nothing has been looked at yet.', undefined);
    res.set('cache-control', 'no-store').json(picture);
  });

  /** Server-sent events: `picture` once a second, `happened` for what the time line tells. A picture is the heartbeat, too. */
  router.get('/events', (req, res) => {
    if (viewers >= mostViewers) throw unavailable(`${mostViewers} watch already.`, undefined);
    viewers += 1;
    res.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    res.flushHeaders();
    const tell = (event: string, data: unknown) => {
      if (res.writableLength > mostUnread) res.destroy();
      else res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    tell('selling', watch.selling());
    tell('happened', watch.happenings().slice(-100));
    const known = watch.picture();
    if (known) tell('picture', known);
    const off = watch.on((picture, happenings) => {
      tell('picture', picture);
      if (happenings.length > 0) tell('happened', happenings);
    });
    res.once('close', () => {
      off();
      viewers -= 1;
      log.debug({ viewers }, 'a viewer has gone');
    });
    req.socket.setTimeout(0);
  });
  return router;
}
