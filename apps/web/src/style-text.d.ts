// `import text from './x.css?raw'`: a style sheet as text (next.config.ts has the rule).
declare module '*.css?raw' {
  const text: string;
  export default text;
}
