import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { afterSection, direct } from '../engine/direct.ts';
import type { Rules } from '../engine/position.ts';
import { attemptOf } from './attempt.ts';

/** The root of the tree: what concerns the case as a whole, and the way from section to section. */
export class RootDialog extends Dialog {
    static readonly id = 'root';
    private readonly rules: Rules;

    constructor(rules: Rules) {
        super(RootDialog.id);
        this.rules = rules;
    }

    override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
        return this.continueDialog(dc);
    }

    override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
        const attempt = attemptOf(dc.context);
        const { enter, ...next } = direct(this.rules, attempt.next.case, attempt.event);
        attempt.next = next;
        return enter === undefined ? Dialog.EndOfTurn : dc.beginDialog(enter);
    }

    /** A section has ended without a fix; a failed proof that ended it keeps its note. */
    override async resumeDialog(dc: DialogContext): Promise<DialogTurnResult> {
        const attempt = attemptOf(dc.context);
        const { note } = attempt.next;
        const next = afterSection(this.rules, attempt.next.case, attempt.event.stamp);
        attempt.next = note === undefined ? next : { ...next, note };
        return Dialog.EndOfTurn;
    }
}
