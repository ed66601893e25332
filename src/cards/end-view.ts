import type { Move } from '../engine/event.ts';
import { unreachable } from '../engine/position.ts';
import { MICROSOFT_SUPPORT } from '../guide/escalations.ts';
import type { StepId } from '../guide/index.ts';
import { button } from './buttons.ts';
import { messageView } from './message-view.ts';
import { moment } from './moment.ts';
import { paragraph, run, shownName } from './rich.ts';
import { type CardView, frame, type Scene } from './scene.ts';
import { summaryOf } from './summary.ts';

/** The card of an end: solved, no fault of writeback, or the way to Microsoft. */
export function endView(scene: Scene, { end, step }: Extract<Move, { kind: 'end' }>): CardView {
    switch (end) {
        case 'solved':
            return solvedView(scene, step);
        case 'escalated':
            return escalationView(scene);
        case 'cached-password':
        case 'protected-account':
        case 'not-writeback':
        case 'outage':
            return exitView(scene, end);
        default:
            return unreachable(end);
    }
}

function solvedView(scene: Scene, step: StepId | undefined): CardView {
    const { c, clock } = scene;
    const { buttons, solved, someone, steps } = clock.texts;
    if (step === undefined) throw new TypeError('A solved case names the step that solved it.');
    const proof = c.moved;
    return messageView(
        scene,
        solved.heading,
        [
            paragraph(solved.wrong, { heading: steps[step].heading }),
            paragraph(solved.fixed, { fix: steps[step].fixHeading }),
            ...(proof ? [paragraph(solved.proved, { by: shownName(proof.by.name, someone), at: moment(proof.at, clock) })] : []),
            { runs: [run(`${solved.watch} `, { weight: 'Bolder' }), ...paragraph(steps[step].watch).runs] },
        ],
        [
            button(c, buttons.newCase, { kind: 'restart', confirmed: true }),
            button(c, buttons.status, { kind: 'status' }),
            button(c, buttons.back, { kind: 'back' }),
            button(c, buttons.more, { kind: 'help' }),
        ],
    );
}

function exitView(scene: Scene, exit: Exclude<Extract<Move, { kind: 'end' }>['end'], 'solved' | 'escalated'>): CardView {
    const { c, clock } = scene;
    const { buttons, exits } = clock.texts;
    return messageView(
        scene,
        exits[exit].heading,
        exits[exit].lines.map((line) => paragraph(line)),
        [
            button(c, buttons.newCase, { kind: 'restart', confirmed: true }),
            button(c, buttons.back, { kind: 'back' }),
            button(c, buttons.more, { kind: 'help' }),
        ],
    );
}

function escalationView(scene: Scene): CardView {
    const { c, clock, ownSupport } = scene;
    const { buttons, escalation } = clock.texts;
    return {
        template: 'escalation',
        summary: escalation.heading,
        data: {
            ...frame(scene, escalation.heading, [
                button(c, buttons.back, { kind: 'back' }),
                button(c, buttons.status, { kind: 'status' }),
                button(c, buttons.newCase, { kind: 'restart', confirmed: false }),
                button(c, buttons.more, { kind: 'help' }),
            ]),
            paragraphs: escalation.lines.map((line) => paragraph(line)),
            links: [
                { id: 'open-microsoft', title: buttons.openMicrosoft, url: MICROSOFT_SUPPORT },
                ...(ownSupport ? [{ id: 'open-own', title: ownSupport.label, url: ownSupport.url }] : []),
            ],
            summaryTitle: [run(escalation.summary, { weight: 'Bolder' })],
            summaryText: [{ code: summaryOf(scene) }],
            after: [paragraph(escalation.after)],
        },
    };
}
