const onTheLine = ['desktop-computer', 'headphone', 'camera', 'light-bulb'] as const;

/** The home page's greeting: a few things standing on a level line. It asks nobody, so nothing can take it away. */
export function Hero() {
  return (
    <div className="hero">
      <div>
        <h1>Good tools for work, and for after</h1>
        <p className="lead">Computers, sound, pictures and light. Free delivery, 30 days to change your mind.</p>
      </div>
      <div className="hero-line">
        {onTheLine.map((picture) => (
          <img key={picture} src={`/pictures/${picture}.svg`} alt="" width="120" height="120" />
        ))}
      </div>
    </div>
  );
}
