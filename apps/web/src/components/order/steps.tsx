import type { Step } from '../../orders/steps.ts';
import { Icon, type IconName } from '../icon.tsx';

const icons: Readonly<Record<Step['at'], IconName>> = {
  done: 'ok',
  now: 'stale',
  stopped: 'unavailable',
  ahead: 'truck',
};

export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="steps" data-live="steps">
      {steps.map(({ title, words, at }) => (
        <li key={title} className={at} aria-current={at === 'now' || at === 'stopped' ? 'step' : undefined}>
          <span className="dot">
            <Icon name={icons[at]} />
          </span>
          <div>
            <b>{title}</b>
            <span className="muted">{words}</span>
          </div>
        </li>
      ))}
    </ol>
  );
}
