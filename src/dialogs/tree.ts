import { DialogContext, type DialogInstance, DialogSet } from 'botbuilder-dialogs';
import type { Case } from '../engine/case.ts';
import { isForRoot } from '../engine/direct.ts';
import type { Event, Next } from '../engine/event.ts';
import { isStale, type Rules, staleNote, stay } from '../engine/position.ts';
import { resume } from '../engine/resume.ts';
import { attemptOf, beginAttempt } from './attempt.ts';
import { detachedTurn } from './detached-turn.ts';
import { RootDialog } from './root-dialog.ts';
import { SectionDialog } from './section-dialog.ts';

/** Runs one turn of the tree on a case. */
export type RunTree = (saved: Case, event: Event) => Promise<Next>;

const frame = (id: string): DialogInstance => ({ id, state: {} });

/** The dialog stack is read off the case, innermost last, so nothing of the dialogs is stored and a rerun starts clean. */
function stackOf(c: Case, event: Event): DialogInstance[] {
    return c.section === null || isForRoot(c, event) ? [frame(RootDialog.id)] : [frame(RootDialog.id), frame(c.section)];
}

/**
 * Builds the tree, which mirrors the guide: a root, and one dialog per section.
 *
 * @returns a function that runs the tree once on a case. It sends and stores nothing, so it may be run again on a newer
 * case; it gives back the very same case object when nothing has moved.
 */
export function buildTree(rules: Rules): RunTree {
    const tree = new DialogSet();
    tree.add(new RootDialog(rules));
    for (const section of rules.guide.sections) tree.add(new SectionDialog(section.id, rules));

    return async (saved, event) => {
        const resumed = resume(rules, saved, event.stamp);
        if (resumed.note) return resumed;
        const c = resumed.case;
        if (isStale(c, event)) return stay(c, staleNote(c, event));

        const context = detachedTurn();
        beginAttempt(context, { event, next: stay(c) });
        await new DialogContext(tree, context, { dialogStack: stackOf(c, event) }).continueDialog();
        return attemptOf(context).next;
    };
}
