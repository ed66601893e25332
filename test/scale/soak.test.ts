import { describe, expect, it } from '@jest/globals';
import { keyOf } from '../../src/bot/conversation-key.ts';
import { ConnectorError } from '../../src/connector/connector-client.ts';
import { advance } from '../../src/engine/advance.ts';
import type { Case } from '../../src/engine/case.ts';
import type { Intent } from '../../src/engine/event.ts';
import { openMemory } from '../../src/storage/memory.ts';
import { Conversation, KIM } from '../support/conversation.ts';
import { FakeTeams } from '../support/fake-teams.ts';
import { FaultyStore } from '../support/faulty-store.ts';
import { RULES, STAMP } from '../support/walker.ts';

const TURNS = 10_000;
const CONVERSATIONS = 200;
const FAULTS = 0.05;

/** A small generator of numbers from 0 to 1 (mulberry32), so that a run can be had again. */
function random(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

const INTENTS: readonly Intent[] = [
    ...(['yes', 'no', 'no', 'unsure', 'skip', 'back', 'cannot', 'status', 'help', 'escalate'] as const).map((kind) => ({ kind })),
    { kind: 'start', section: 'connectivity' },
    { kind: 'start', section: 'still-failing' },
];

/** What must be the same in the saved case and in the model's. */
const essence = ({ revision, section, position, answers }: Case): unknown => ({
    revision,
    section,
    position: JSON.parse(JSON.stringify(position, (key, value) => (key === 'was' ? undefined : value))),
    answers: answers.map(({ step, answer, fix }) => ({ step, answer, fix })),
});

describe('ten thousand turns with faults', () => {
    it('end with every case equal to the model', async () => {
        const next = random(20_261_122);
        const kept = openMemory();
        const store = new FaultyStore(kept);
        const savedOf = async ({ id }: Conversation): Promise<Case> => (await kept.read(keyOf('case', id)))?.value as Case;
        const teams = new FakeTeams();
        let faults = 0;
        const strikes = (): boolean => next() < FAULTS && ++faults > 0;
        const talks = Array.from({ length: CONVERSATIONS }, (_, index) => new Conversation(KIM, { store, teams, conversationId: `a:${index}` }));
        const models: Case[] = [];
        for (const talk of talks) models.push(await talk.says('configuration').then(() => savedOf(talk)));
        store.failsAt = () => strikes();
        teams.onSend = () => {
            if (strikes()) throw new ConnectorError(next() < 0.5 ? 503 : 403);
        };

        for (let turn = 0; turn < TURNS; turn++) {
            const index = Math.floor(next() * CONVERSATIONS);
            const [talk, model] = [talks[index], models[index]];
            const intent = INTENTS[Math.floor(next() * INTENTS.length)];
            if (!talk || !model || !intent) throw new RangeError('No such conversation.');
            const data = { intent, case: model.id, revision: model.revision };
            const activity = talk.activityOf({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } }, replyToId: 'message-1' });
            // As Teams and people do: again, until it went through without trouble.
            for (let before = -1; before !== faults; ) {
                before = faults;
                await talk.deliver(activity);
            }
            const moved = advance(RULES, model, { intent, stamp: { ...STAMP, spareId: 'new' } }).case;
            models[index] = moved === model || moved.id === model.id ? moved : await savedOf(talk);
        }

        for (const [index, talk] of talks.entries()) expect(essence(await savedOf(talk))).toEqual(essence(models[index] as Case));
        process.stdout.write(`turns: ${TURNS}, conversations: ${CONVERSATIONS}, faults: ${faults}\n`);
        expect(faults).toBeGreaterThan(TURNS * FAULTS);
    });
});
