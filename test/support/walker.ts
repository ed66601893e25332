import { advance } from '../../src/engine/advance.ts';
import { beginCase, type Case } from '../../src/engine/case.ts';
import type { Intent, Next, Stamp } from '../../src/engine/event.ts';
import { guideOrder } from '../../src/engine/policy.ts';
import type { Rules } from '../../src/engine/position.ts';
import type { SectionId } from '../../src/guide/guide.ts';
import { guide } from '../../src/guide/index.ts';

export const RULES: Rules = { guide, policy: guideOrder };

export const STAMP: Stamp = { by: { id: 'kim', name: 'Kim' }, at: '2026-11-20T13:00:00.000Z', zone: 'Europe/Stockholm', spareId: 'case-2' };

/** A case before its first question. */
export function newCase(): Case {
    return beginCase({ id: 'case-1', guide: guide.revision, locale: 'en', zone: 'UTC', startedAt: STAMP.at });
}

/** One intent on a case. */
export function say(c: Case, intent: Intent | Intent['kind'], rules: Rules = RULES): Next {
    return advance(rules, c, { intent: typeof intent === 'string' ? ({ kind: intent } as Intent) : intent, stamp: STAMP });
}

/** A case that has entered a section and then heard these. */
export function walked(section: SectionId, ...intents: readonly Intent['kind'][]): Case {
    return intents.reduce((c, intent) => say(c, intent).case, say(newCase(), { kind: 'start', section }).case);
}

/** Answers a walk to its end by a table: steps without a row are in order, fixes do not help, every offer is taken. */
export function askedOn(section: SectionId, answers: Readonly<Record<string, Intent['kind']>>): string[] {
    const asked: string[] = [];
    let c = walked(section);
    while (c.position.at !== 'end') {
        const { position } = c;
        if (position.at === 'ask' && !position.detail) asked.push(position.step);
        if (position.at === 'offer') asked.push(`| ${position.next}`);
        c = say(c, position.at === 'ask' ? (answers[position.step] ?? 'yes') : position.at === 'fix' ? 'no' : 'yes').case;
    }
    return asked;
}
