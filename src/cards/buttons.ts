import type { Case } from '../engine/case.ts';
import type { Intent } from '../engine/event.ts';
import { standsOn } from '../engine/position.ts';
import type { StepId } from '../guide/index.ts';

/** A button, as the templates bind it. */
export interface Button {
    readonly id: string;
    readonly title: string;
    readonly verb: string;
    readonly data: ButtonData;
}

/** What a tap brings back: input to check, never truth. */
export interface ButtonData {
    readonly intent: Intent;
    readonly case?: string;
    readonly revision?: number;
    readonly step?: string;
}

/** A button that fits one state of a case only. */
export function button(c: Case, title: string, intent: Intent): Button {
    const step = standsOn(c);
    return make(title, { intent, case: c.id, revision: c.revision, ...(step && { step }) });
}

/** A part of a card that can be tapped; its title is read out. */
export interface TapAction {
    readonly type: 'Action.Execute';
    readonly title: string;
    readonly verb: string;
    readonly data: ButtonData;
}

/** Opens an answered step again. */
export function reopenAction(c: Case, title: string, step: StepId): TapAction {
    return { type: 'Action.Execute', title, verb: 'reopen', data: { intent: { kind: 'reopen', step }, case: c.id, revision: c.revision } };
}

/** A button that may be tapped in a thread that has no case yet. */
export function freeButton(title: string, intent: Intent): Button {
    return make(title, { intent });
}

function make(title: string, data: ButtonData): Button {
    const id = data.intent.kind === 'start' ? `start-${data.intent.section}` : data.intent.kind;
    return { id, title, verb: data.intent.kind, data };
}
