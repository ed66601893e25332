import { createHash } from 'node:crypto';

/** The kinds of records kept for a conversation. */
export type RecordKind = 'case' | 'face';

/** A conversation id in its two parts: the chat or channel, and the thread in it. */
export function splitConversationId(id: string): { readonly base: string; readonly thread: string } {
    const [base = '', ...rest] = id.split(';messageid=');
    return { base, thread: rest.join(';messageid=') };
}

/**
 * The key of a conversation's record. Ids hold characters that a store may not take and can be long, so they are hashed;
 * the chat or channel comes before the thread, so that all threads of one channel can be listed together.
 */
export function keyOf(kind: RecordKind, conversationId: string): string {
    const { base, thread } = splitConversationId(conversationId);
    return `${kind}/${hash(base)}/${hash(thread)}`;
}

const hash = (part: string): string => createHash('sha256').update(part).digest('base64url').slice(0, 22);
