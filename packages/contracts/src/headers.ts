// Headers that travel with a request through every room.

/** Identifies one visitor's request in all logs; made by web, kept by everyone. */
export const requestIdHeader = 'x-request-id';
/** Remaining time of the caller in whole ms: a service that cannot answer within it need not start. */
export const deadlineHeader = 'x-deadline-ms';
/** The visitor (a UUID) for personal answers; absent on a first visit. */
export const visitorHeader = 'x-visitor-id';
