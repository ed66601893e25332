import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity, ResourceResponse } from 'botbuilder';
import { sendDeadline } from './send-budget.ts';

/** Answers of the connector that pass: the same request may get through a little later. */
const PASSING: ReadonlySet<number> = new Set([412, 429, 502, 503, 504]);
/** The first pause before a request is tried again; it doubles each time, with jitter (milliseconds). */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** How long one try may take (milliseconds). */
const TRY_LIMIT_MS = 6_000;

/** The connector has refused a request, or could not be reached in the time there was. */
export class ConnectorError extends Error {
    /** HTTP status; 0 when the connector could not be reached. */
    readonly statusCode: number;
    /** Whether the same request may get through later. */
    readonly passing: boolean;

    constructor(statusCode: number, options?: ErrorOptions) {
        super(statusCode === 0 ? 'The connector could not be reached.' : `The connector answered ${statusCode}.`, options);
        this.name = 'ConnectorError';
        this.statusCode = statusCode;
        this.passing = statusCode === 0 || PASSING.has(statusCode);
    }
}

/** Puts the bot's token on a request; nothing where authentication is off. */
export type Authorize = (headers: Headers) => Promise<void>;

/**
 * What the SDK's adapter needs of a connector client, over one pool of connections. Its own one has retries that are
 * wrong for Teams: none on 412, and seconds of them inside a turn on 5xx.
 */
export class ConnectorClient {
    readonly conversations = {
        sendToConversation: (conversationId: string, activity: Partial<Activity>): Promise<ResourceResponse> =>
            this.request('POST', activitiesOf(conversationId), activity),
        replyToActivity: (conversationId: string, activityId: string, activity: Partial<Activity>): Promise<ResourceResponse> =>
            this.request('POST', `${activitiesOf(conversationId)}/${encodeURIComponent(activityId)}`, activity),
        updateActivity: (conversationId: string, activityId: string, activity: Partial<Activity>): Promise<ResourceResponse> =>
            this.request('PUT', `${activitiesOf(conversationId)}/${encodeURIComponent(activityId)}`, activity),
    };
    private readonly serviceUrl: string;
    private readonly authorize: Authorize;

    constructor(serviceUrl: string, authorize: Authorize) {
        this.serviceUrl = serviceUrl.endsWith('/') ? serviceUrl : `${serviceUrl}/`;
        this.authorize = authorize;
    }

    /**
     * Sends until it gets through or the time is over.
     *
     * @throws {ConnectorError} when it was refused for good, or passing trouble outlasted the budget.
     */
    private async request(method: string, path: string, activity: Partial<Activity>): Promise<ResourceResponse> {
        const deadline = sendDeadline();
        for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
            const answer = await this.attempt(method, path, activity, deadline);
            if (!(answer instanceof Refusal)) return answer;
            const wait = answer.retryAfterMs ?? pauseMs * (0.5 + Math.random());
            if (!answer.error.passing || performance.now() + wait >= deadline) throw answer.error;
            await sleep(wait);
        }
    }

    private async attempt(method: string, path: string, activity: Partial<Activity>, deadline: number): Promise<ResourceResponse | Refusal> {
        const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json' });
        await this.authorize(headers);
        const signal = AbortSignal.timeout(Math.max(1, Math.ceil(Math.min(TRY_LIMIT_MS, deadline - performance.now()))));
        try {
            const response = await fetch(`${this.serviceUrl}${path}`, {
                method,
                headers,
                body: JSON.stringify(activity),
                signal,
            });
            // The body is always read, so that the connection goes back to the pool.
            const body = await response.text();
            if (!response.ok) return new Refusal(new ConnectorError(response.status), retryAfterOf(response));
            return idOf(body);
        } catch (cause) {
            // What fetch throws when nothing, or only part of an answer, came; anything else is a fault of ours.
            if (!['TypeError', 'TimeoutError', 'AbortError'].includes((cause as Error).name)) throw cause;
            return new Refusal(new ConnectorError(0, { cause }));
        }
    }
}

class Refusal {
    readonly error: ConnectorError;
    readonly retryAfterMs: number | undefined;

    constructor(error: ConnectorError, retryAfterMs?: number) {
        this.error = error;
        this.retryAfterMs = retryAfterMs;
    }
}

const activitiesOf = (conversationId: string): string => `v3/conversations/${encodeURIComponent(conversationId)}/activities`;

/** An answer without a body, or with another one than promised, is no failure: the activity was taken. */
function idOf(body: string): ResourceResponse {
    if (!body.startsWith('{')) return { id: '' };
    const { id } = JSON.parse(body) as { id?: unknown };
    return { id: typeof id === 'string' ? id : '' };
}

/** `Retry-After` in milliseconds; it comes in seconds or as a date. */
function retryAfterOf({ headers }: Response): number | undefined {
    const value = headers.get('retry-after');
    if (value === null) return undefined;
    const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
    return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
