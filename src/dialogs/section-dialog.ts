import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Next } from '../engine/event.ts';
import type { Rules } from '../engine/position.ts';
import { enter, walk } from '../engine/walk.ts';
import type { SectionId } from '../guide/guide.ts';
import { type Attempt, attemptOf } from './attempt.ts';

/** A section of the guide as a dialog: one class, one instance per section. It holds no rule and no word. */
export class SectionDialog extends Dialog {
    private readonly rules: Rules;
    private readonly section: SectionId;

    constructor(section: SectionId, rules: Rules) {
        super(section);
        this.section = section;
        this.rules = rules;
    }

    override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
        return this.take(dc, ({ event, next }) => enter(this.rules, this.section, next.case, event.stamp));
    }

    override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
        return this.take(dc, ({ event, next }) => walk(this.rules, next.case, event));
    }

    private async take(dc: DialogContext, move: (attempt: Attempt) => Next): Promise<DialogTurnResult> {
        const attempt = attemptOf(dc.context);
        attempt.next = move(attempt);
        return attempt.next.move.kind === 'section-end' ? dc.endDialog() : Dialog.EndOfTurn;
    }
}
