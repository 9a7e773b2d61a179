/** The day on which the shop was filled; nothing in it is younger. */
export const catalogueDay = '2026-11-12';

export const dayMs = 86_400_000;
