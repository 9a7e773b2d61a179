// The room: everything has its place, and keeps it.
import { useState } from 'react';
import { DialRow } from './dials.tsx';
import { Faults } from './faults.tsx';
import { Icon, Mark } from './icons.tsx';
import { oldAfterMs, useLive } from './live.ts';
import { Load } from './load.tsx';
import { ShopMap } from './map/map.tsx';
import { MapTable } from './map/table.tsx';
import { useMoving } from './moving.ts';
import { Phone } from './phone.tsx';
import { SellingChart } from './selling-chart.tsx';
import { TimeLine } from './time-line.tsx';
import { seconds } from './words.ts';

export function App({ shops }: { readonly shops: { readonly protected: string; readonly naive: string } }) {
  const { picture, happenings, selling, ageMs } = useLive();
  const moving = useMoving();
  const [asTable, setAsTable] = useState(false);
  const isOld = ageMs > oldAfterMs;
  const wrong = picture?.parts.filter(({ state }) => state !== 'running' && state !== 'absent') ?? [];

  return (
    <>
      <header className="bar">
        <h1 className="brand">
          <Mark />
          Evenkeel <span>control room</span>
        </h1>
        {isOld ? (
          <div className="link off" role="alert">
            <Icon name="unavailable" /> No data for {seconds(ageMs)}. This picture is old.
          </div>
        ) : (
          <div className="link">
            <Icon name="live" /> Connected <span>{seconds(ageMs)} ago</span>
          </div>
        )}
        <Load visitors={isOld ? undefined : picture?.visitors} />
      </header>
      <main className={isOld ? 'desk old' : 'desk'}>
        <DialRow dials={picture?.dials} />
        <section className="panel" aria-labelledby="the-shop">
          <header>
            <h2 id="the-shop">The shop</h2>
            <span>
              {wrong.length === 0 ? 'every part runs' : wrong.map(({ name, state }) => `${name} ${state}`).join(', ')}
            </span>
            <button type="button" className="mini" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? 'Show as a map' : 'Show as a table'}
            </button>
          </header>
          {asTable ? <MapTable picture={picture} /> : <ShopMap picture={picture} moving={moving} />}
        </section>
        <div className="shops">
          <Phone name="Protected" about="what people get" url={shops.protected} look={picture?.shops.protected} />
          <Phone name="Naive" about="same page, same faults" url={shops.naive} look={picture?.shops.naive} />
        </div>
        <div className="low">
          <SellingChart points={selling} />
          <TimeLine happenings={happenings} />
          <Faults picture={picture} moving={moving} />
        </div>
      </main>
    </>
  );
}
