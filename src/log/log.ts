import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** Accepted by `LOG_LEVEL`, most quiet first. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** JSON lines: a constant message and fields. Nothing that a person typed is ever a field. */
export function openLog(level: LogLevel, destination?: DestinationStream): Log {
    return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination ?? pino.destination({ dest: 1, sync: false }));
}

/** What is logged of an error. */
interface ErrorFields {
    readonly error: string;
    readonly code?: string;
    readonly at?: string;
    readonly cause?: ErrorFields;
}

/** What is safe to log of an error: its class, code and place in the code, not its message, which may quote input. */
export function errorFields(error: unknown): ErrorFields {
    if (!(error instanceof Error)) return { error: typeof error };
    const { cause, code, statusCode } = error as { cause?: unknown; code?: unknown; statusCode?: unknown };
    const known = typeof code === 'string' ? code : typeof statusCode === 'number' ? String(statusCode) : undefined;
    const at = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '));
    return {
        error: error.name,
        ...(known && { code: known }),
        ...(at && { at: at.trim() }),
        ...(cause instanceof Error && { cause: errorFields(cause) }),
    };
}
