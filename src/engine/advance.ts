import type { Case } from './case.ts';
import { afterSection, direct, isForRoot } from './direct.ts';
import type { Event, Next } from './event.ts';
import type { Rules } from './position.ts';
import { enter, walk } from './walk.ts';

/** One event on one case, without the dialogs: for tests and for the graph. The dialog tree does the same with the same parts. */
export function advance(rules: Rules, c: Case, event: Event): Next {
    if (!isForRoot(c, event)) return afterEnd(rules, walk(rules, c, event), event);
    const { enter: section, ...next } = direct(rules, c, event);
    return section === undefined ? next : afterEnd(rules, enter(rules, section, next.case, event.stamp), event);
}

function afterEnd(rules: Rules, next: Next, { stamp }: Event): Next {
    if (next.move.kind !== 'section-end') return next;
    const after = afterSection(rules, next.case, stamp);
    return next.note === undefined ? after : { ...after, note: next.note };
}
