// `pnpm control-room`: watches the shop of this checkout, and serves the page on loopback only.
import { controlRoomPort, readSettings } from '@evenkeel/local';
import { runMain } from '@evenkeel/service-kit/config';
import { listen } from '@evenkeel/service-kit/server/listen';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { managedShop, platformKind } from '@evenkeel/shop';
import { controlRoom } from './control-room.ts';
import { tokenIn } from './token.ts';

await runMain(async () => {
  const settings = readSettings();
  const log = createLog('control-room', 'warn'); // Beside the shop in one terminal: only what somebody has to know.
  const shop = await managedShop(platformKind());
  const port = controlRoomPort(settings);
  const token = process.env.CONTROL_ROOM_TOKEN || tokenIn(settings.stateDir);
  const room = await controlRoom({ shop, port, token, log });
  await listen(room.app, { port, host: '127.0.0.1', log, close: room.close });
  process.stdout.write(`The control room: http://127.0.0.1:${port}/?token=${token}\n`);
});
