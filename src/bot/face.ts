import type { Case } from '../engine/case.ts';
import type { Store } from '../storage/store.ts';

/** The card on show in a conversation: which message it is, and the state of the case when it was sent. */
export interface Face {
    readonly activityId: string;
    readonly caseId: string;
    readonly revision: number;
}

export function faceOf({ id, revision }: Case, activityId: string): Face {
    return { activityId, caseId: id, revision };
}

/** Whether the conversation shows this state of the case, or a later one. */
export async function isShown(store: Store, key: string, { id, revision }: Case): Promise<boolean> {
    const face = (await store.read(key))?.value as Face | undefined;
    return face !== undefined && face.caseId === id && face.revision >= revision;
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
