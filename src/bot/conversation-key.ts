import { createHash } from 'node:crypto';
import type { Activity } from 'botbuilder';

/** The kinds of records: a conversation's case, its card on show, its greeting, and what a person has chosen. */
export type RecordKind = 'case' | 'face' | 'greeting' | 'person';

const THREAD_MARK = ';messageid=';

/**
 * The conversation of an activity, thread included. A post in a channel that names no thread is the root of its own: the
 * answer then lands below it, and not as a new post. Where a card is tapped there, the card is the root.
 */
export function threadOf({ conversation, id, replyToId, type, value }: Activity): string {
    if (conversation.conversationType !== 'channel' || conversation.id.includes(THREAD_MARK)) return conversation.id;
    const isText = type === 'message' && (value === undefined || value === null);
    return `${conversation.id}${THREAD_MARK}${(isText ? id : (replyToId ?? id)) ?? ''}`;
}

/** The chat or channel of a conversation, without its thread. */
export function baseOf(conversationId: string): string {
    return conversationId.split(THREAD_MARK)[0] ?? '';
}

/**
 * The key of a record. Ids hold characters that a store may not take and can be long, so they are hashed; the chat or
 * channel comes before the thread, so that all threads of one channel can be listed together.
 */
export function keyOf(kind: RecordKind, id: string): string {
    const base = baseOf(id);
    return `${keysUnder(kind, base)}${hash(id.slice(base.length))}`;
}

/** What the keys of all threads of a chat or channel begin with. */
export function keysUnder(kind: RecordKind, base: string): string {
    return `${kind}/${hash(base)}/`;
}

const hash = (part: string): string => createHash('sha256').update(part).digest('base64url').slice(0, 22);
