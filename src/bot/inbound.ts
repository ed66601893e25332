import type { Activity } from 'botbuilder';
import { knownZone } from '../cards/moment.ts';
import { type Reply, readReply } from '../cards/reply.ts';
import type { Person } from '../engine/case.ts';
import { saidIn } from './said.ts';
import { readTyped } from './typed-words.ts';

/** How a turn is answered: in the invoke's response, in place of the tapped card, or with a new card. */
export type Channel = 'invoke' | 'submit' | 'text';

/** What an activity is to us. */
export type Inbound =
    | { readonly kind: 'event'; readonly channel: Channel; readonly reply: Reply }
    | { readonly kind: 'installed' }
    /** The bot was taken out of the conversation: what is kept of it has to go. */
    | { readonly kind: 'removed' }
    /** Nothing to do; an invoke among these still waits for an answer. */
    | { readonly kind: 'ignored' };

/** Reads an activity. What it holds came from outside: nothing but known shapes gets through. */
export function readInbound(activity: Activity): Inbound {
    switch (activity.type) {
        case 'invoke':
            return activity.name === 'adaptiveCard/action' ? tapped('invoke', actionData(activity.value)) : { kind: 'ignored' };
        case 'message':
            if (activity.value !== undefined && activity.value !== null) return tapped('submit', parsed(activity.value));
            return { kind: 'event', channel: 'text', reply: { intent: readTyped(saidIn(activity)) } };
        case 'conversationUpdate':
            if (holdsBot(activity.membersAdded, activity)) return { kind: 'installed' };
            return { kind: holdsBot(activity.membersRemoved, activity) ? 'removed' : 'ignored' };
        case 'installationUpdate':
            return installation(activity);
        default:
            return { kind: 'ignored' };
    }
}

/** A tap that makes no sense is shown where the case stands. */
function tapped(channel: 'invoke' | 'submit', data: unknown): Inbound {
    return { kind: 'event', channel, reply: readReply(data) ?? { intent: { kind: 'unknown' } } };
}

function actionData(value: unknown): unknown {
    return (value as { action?: { data?: unknown } } | null | undefined)?.action?.data;
}

/** A Submit's value is an object, or its JSON text. */
function parsed(value: unknown): unknown {
    if (typeof value !== 'string') return value;
    try {
        return JSON.parse(value);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

/** An update of the app removes it and adds it again; what was talked about stays. */
function installation({ action }: Activity): Inbound {
    const name = typeof action === 'string' ? action.toLowerCase() : '';
    if (name === 'add' || name === 'add-upgrade') return { kind: 'installed' };
    return { kind: name === 'remove' ? 'removed' : 'ignored' };
}

function holdsBot(members: unknown, { recipient }: Activity): boolean {
    return Array.isArray(members) && members.some((member) => member?.id !== undefined && member.id === recipient?.id);
}

/** As much of a name as is kept with an answer (UTF-16 units). */
const NAME_LIMIT = 60;

/** The sender. */
export function personOf({ from }: Activity): Person {
    return { id: from?.aadObjectId || from?.id || 'unknown', name: typeof from?.name === 'string' ? from.name.slice(0, NAME_LIMIT) : '' };
}

/** The sender's language tag and time zone, as Teams tells them; either may be missing. */
export function settingsOf(activity: Activity): { readonly locale: string | undefined; readonly zone: string } {
    const client = Array.isArray(activity.entities) ? activity.entities.find((entity) => entity?.type === 'clientInfo') : undefined;
    const locale: unknown = activity.locale || client?.['locale'];
    return { locale: typeof locale === 'string' ? locale : undefined, zone: knownZone(activity.localTimezone || client?.['timezone']) };
}
