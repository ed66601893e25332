import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../src/engine/case.ts';
import { isStale, staleNote } from '../../src/engine/position.ts';
import { resume } from '../../src/engine/resume.ts';
import { newCase, RULES, STAMP, say, walked } from '../support/walker.ts';

describe('a walk', () => {
    it('raises the revision by one with every change and not otherwise', () => {
        const c = walked('configuration');

        expect(say(c, 'yes').case.revision).toBe(c.revision + 1);
        expect(say(c, 'exit').case).toBe(c);
        expect(say(c, 'status').case).toBe(c);
    });

    it('opens the way to check on not sure, and leaves the question open', () => {
        const { case: c, move } = say(walked('configuration'), 'unsure');

        expect(move).toEqual({ kind: 'ask', step: 'version-cutoff', detail: true });
        expect(c.answers).toEqual([]);
        expect(say(c, 'back').move).toEqual({ kind: 'ask', step: 'version-cutoff', detail: false });
    });

    it('takes the last answer back and shows it', () => {
        const c = walked('configuration', 'yes', 'no');

        const { move, case: back } = say(c, 'back');

        expect(move).toMatchObject({ kind: 'ask', step: 'sync-engine', was: { answer: 'no' } });
        expect(back.answers.map(({ step }) => step)).toEqual(['version-cutoff']);
        expect(say(say(back, 'back').case, 'back').move).toEqual({ kind: 'start' });
    });

    it('goes back over the border of a section into the section left', () => {
        let c = walked('connectivity', 'yes', 'yes');
        while (c.position.at !== 'offer') c = say(c, c.position.at === 'fix' ? 'no' : 'yes').case;
        const entered = say(c, 'yes').case;
        const answered = say(entered, 'yes').case;

        expect(entered.section).toBe('still-failing' === entered.section ? 'still-failing' : 'configuration');
        const again = say(say(answered, 'back').case, 'back').case;
        expect(again.section).toBe('connectivity');
    });

    it('believes "it works now" only after the proof', () => {
        const c = walked('configuration', 'yes', 'yes', 'no');

        expect(say(c, 'yes').move).toEqual({ kind: 'prove', step: 'one-active-server' });
        expect(say(say(c, 'yes').case, 'yes').move).toMatchObject({ kind: 'end', end: 'solved' });
    });

    it('asks again whether requests arrive, once a fix that followed a silent server was tried', () => {
        let c = walked('connectivity', 'yes', 'no', 'no', 'no', 'no', 'no', 'no');
        expect(c.position).toMatchObject({ at: 'ask', step: 'service-running' });
        c = say(say(say(c, 'no').case, 'yes').case, 'no').case;

        expect(c.position).toMatchObject({ at: 'ask', step: 'request-arrives' });
        expect(c.answers.find(({ step }) => step === 'service-running')).toMatchObject({ fix: 'unproven' });
    });

    it('asks before answers are dropped, and not where there are none', () => {
        const c = walked('configuration', 'yes');

        expect(say(c, { kind: 'restart', confirmed: false })).toEqual({ case: c, move: { kind: 'confirm-restart' } });
        expect(say(c, { kind: 'restart', confirmed: true }).case).toMatchObject({ id: 'case-2', answers: [], revision: 0 });
        expect(say(walked('configuration'), { kind: 'restart', confirmed: false }).move).toEqual({ kind: 'start' });
    });

    it('starts a new case when a section is chosen after an end', () => {
        const ended = say(walked('configuration', 'yes'), 'escalate').case;

        const { case: c, move } = say(ended, { kind: 'start', section: 'still-failing' });

        expect(c).toMatchObject({ id: 'case-2', section: 'still-failing', answers: [] });
        expect(move).toMatchObject({ kind: 'ask', step: 'version-cutoff' });
    });
});

describe('a stale event', () => {
    const c = walked('configuration', 'yes');
    const event = (binding: { caseId: string; revision: number; step?: string }) => ({ intent: { kind: 'yes' } as const, stamp: STAMP, binding });

    it.each([
        ['another case', { caseId: 'other', revision: c.revision }],
        ['an earlier revision', { caseId: c.id, revision: c.revision - 1 }],
        ['another step', { caseId: c.id, revision: c.revision, step: 'licence' }],
    ])('is one said to %s', (_, binding) => {
        expect(isStale(c, event(binding))).toBe(true);
    });

    it('is not one said to the case as it stands', () => {
        expect(isStale(c, event({ caseId: c.id, revision: c.revision, step: 'sync-engine' }))).toBe(false);
    });

    it('names who answered in the meantime', () => {
        expect(staleNote(c, event({ caseId: c.id, revision: 1, step: 'version-cutoff' }))).toMatchObject({ by: { by: { name: 'Kim' } } });
    });
});

describe('a saved case', () => {
    const saved = (patch: Partial<Case>): Case => ({ ...walked('connectivity', 'yes', 'yes'), guide: 'older', ...patch });

    it('stands where it stood when its step still exists, with the same revision', () => {
        const before = saved({});

        const { case: c, note } = resume(RULES, before, STAMP);

        expect(note).toBeUndefined();
        expect(c).toEqual({ ...before, guide: RULES.guide.revision });
    });

    it('goes on at the next open step when its step is gone, and says so', () => {
        const gone = { at: 'ask', step: 'removed', detail: false } as unknown as Case['position'];

        const { case: c, move, note } = resume(RULES, saved({ position: gone }), STAMP);

        expect(note).toEqual({ kind: 'guide-changed' });
        expect(move).toMatchObject({ kind: 'ask', step: 'path-used' });
        expect(c.answers).toHaveLength(2);
    });

    it('drops answers to steps that are gone', () => {
        const before = saved({});
        const removed = { ...before.answers[0], step: 'removed' } as unknown as Case['answers'][number];

        expect(resume(RULES, { ...before, answers: [removed] }, STAMP).case.answers).toEqual([]);
    });

    it('starts over when it stood in no section', () => {
        const end = { at: 'end', end: 'escalated', step: 'removed', from: { at: 'start' } } as unknown as Case['position'];

        expect(resume(RULES, { ...newCase(), guide: 'older', position: end }, STAMP).move).toEqual({ kind: 'start' });
    });
});
