/** The next warning of this process that names `what`. Each is shown once per process: no two tests may share a name. */
export function warningAbout(what: string): Promise<string> {
  return new Promise((resolve) => {
    process.on('warning', function heard({ message }) {
      if (!message.includes(what)) return;
      process.off('warning', heard);
      resolve(message);
    });
  });
}
