import type { Store } from '../storage/store.ts';

/** The card on show in a conversation: which message it is, and the state of the case when it was sent. */
export interface Face {
    readonly activityId: string;
    readonly caseId: string;
    readonly revision: number;
}

/**
 * Notes the card on show. Written after the send; of two turns that send at once, the higher revision wins.
 *
 * @returns the face that this one took the place of, if any.
 */
export async function writeFace(store: Store, key: string, face: Face): Promise<Face | undefined> {
    for (;;) {
        const found = await store.read(key);
        const before = found?.value as Face | undefined;
        if (before && before.caseId === face.caseId && before.revision > face.revision) return undefined;
        if (await store.write(key, face, { etag: found?.etag })) return before;
    }
}
