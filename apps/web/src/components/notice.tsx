import { Icon } from './icon.tsx';

/** One sentence about what just happened to this page. */
export function Notice({ children }: { children: string }) {
  return (
    <div className="notice" role="status">
      <Icon name="level" />
      <p>{children}</p>
    </div>
  );
}
