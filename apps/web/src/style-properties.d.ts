import 'react';

declare module 'react' {
  /** Lengths that a style sheet takes from the markup: the width of a bar. */
  interface CSSProperties {
    '--w'?: string;
  }
}
