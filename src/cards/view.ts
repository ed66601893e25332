import type { Move, Next, Note } from '../engine/event.ts';
import { type Rules, unreachable } from '../engine/position.ts';
import { textsOf } from '../text/index.ts';
import { endView } from './end-view.ts';
import { helpView, offerView, restartView, startView, statusView } from './message-view.ts';
import type { Clock } from './moment.ts';
import { type Paragraph, paragraph } from './rich.ts';
import { type CardView, type OwnSupport, type Scene, signature } from './scene.ts';
import { askView, fixView, proveView } from './step-view.ts';

/**
 * The card for the outcome of a turn.
 *
 * @param now the time of the turn (ISO 8601, UTC).
 */
export function viewOf(rules: Rules, { case: c, move, note }: Next, now: string, ownSupport?: OwnSupport): CardView {
    const clock: Clock = { texts: textsOf(c.locale), zone: c.zone, now };
    return viewOfMove({ rules, c, clock, notes: note ? [noteLine(note, clock)] : [], ownSupport }, move);
}

function viewOfMove(scene: Scene, move: Move): CardView {
    switch (move.kind) {
        case 'start':
            return startView(scene);
        case 'ask':
            return askView(scene, move);
        case 'fix':
            return fixView(scene, move.step);
        case 'prove':
            return proveView(scene, move.step);
        case 'offer':
            return offerView(scene, move.next);
        case 'end':
            return endView(scene, move);
        case 'help':
            return helpView(scene);
        case 'status':
            return statusView(scene);
        case 'confirm-restart':
            return restartView(scene);
        case 'section-end':
            throw new TypeError('A section that has ended is shown by what comes after it.');
        default:
            return unreachable(move);
    }
}

function noteLine(note: Note, clock: Clock): Paragraph {
    const { notes } = clock.texts;
    if (note.kind === 'stale' && note.by) return paragraph(notes.staleBy, signature(note.by, clock));
    if (note.kind === 'dropped') return paragraph(notes.dropped, { steps: note.steps.map((step) => clock.texts.steps[step].heading).join(', ') });
    return paragraph(notes[note.kind]);
}
