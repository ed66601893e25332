import type { SectionId } from './guide.ts';
import type { StepId } from './index.ts';

/** What an answer to a routing step tells about other steps, and where it leads. */
export interface Route {
    /** In order, proved by the answer at that minute. */
    readonly settles?: readonly StepId[];
    /** Cannot be the cause while the answer stands. */
    readonly rulesOut?: readonly StepId[];
    /** Does not exist in this environment. */
    readonly skips?: readonly StepId[];
    /** What to ask next, in order; a section stands for its steps. */
    readonly next?: readonly (StepId | SectionId)[];
}

/**
 * An opening event (31001, 31006, 31009) on the Connect server proves the way from the cloud to the server at that minute.
 * It says nothing about another user, nor about the version cut-off.
 */
const PROVED_BY_ARRIVAL = [
    'agent-status',
    'service-running',
    'firewall',
    'proxy',
    'tls12',
    'dotnet',
    'clock',
    'writeback-on',
    'sync-engine',
] as const satisfies readonly StepId[];

/** What only Active Directory decides: without a request on the server none of it can be the cause. */
const DECIDED_IN_AD = [
    'reached-ad',
    'account-state',
    'minimum-age',
    'password-rules',
    'protected-account',
    'inheritance',
    'connector-permissions',
    'remote-sam',
    'connector-settings',
    'ou-characters',
    'dc-version',
] as const satisfies readonly StepId[];

/** Checks that exist on a Connect server alone, and three that Cloud Sync does without. */
const CONNECT_ONLY = [
    'one-active-server',
    'connect-ready',
    'version-cutoff',
    'service-running',
    'firewall',
    'proxy',
    'idle-timeout',
    'tls12',
    'dotnet',
    'clock',
    'request-arrives',
    'connector-settings',
    'reenable-writeback',
    'dc-reachable',
    'admin-account',
    'user-in-scope',
] as const satisfies readonly StepId[];

/**
 * The routing steps, in the order in which their answers take precedence, with what each answer tells.
 * From support practice; the reach of an opening event and of a success event is documented by Microsoft (D1, D6).
 */
export const ROUTES = {
    scope: {
        yes: {
            settles: [...PROVED_BY_ARRIVAL, 'connector-settings', 'dc-version'],
            next: [
                'path-used',
                'request-arrives',
                'reached-ad',
                'account-state',
                'minimum-age',
                'password-rules',
                'protected-account',
                'inheritance',
                'connector-permissions',
                'user-in-scope',
                'sspr-enabled',
                'licence',
                'ou-characters',
            ],
        },
        no: { next: ['request-arrives'] },
    },
    'agent-status': {
        yes: { settles: ['service-running', 'firewall'] },
        no: { next: ['service-running', 'firewall', 'writeback-on'] },
    },
    'request-arrives': {
        yes: {
            settles: PROVED_BY_ARRIVAL,
            next: ['connector-permissions', 'remote-sam', 'connector-settings', 'dc-reachable', 'password-rules', 'dc-version', 'reenable-writeback'],
        },
        no: { rulesOut: DECIDED_IN_AD, next: ['connectivity', 'one-active-server', 'writeback-on', 'reenable-writeback'] },
    },
    'reached-ad': {
        yes: {},
        no: { settles: [...PROVED_BY_ARRIVAL, ...DECIDED_IN_AD.filter((id) => id !== 'reached-ad'), 'dc-reachable'] },
    },
    'sync-engine': { yes: {}, no: { skips: CONNECT_ONLY } },
} as const satisfies Partial<Record<StepId, { readonly yes: Route; readonly no: Route }>>;

/**
 * Asked once per case, first, whichever section is entered. The question about one user or all is left out of
 * *configuration*, where nobody has got so far.
 */
export const GATES: Readonly<Record<SectionId, readonly StepId[]>> = {
    configuration: ['version-cutoff'],
    connectivity: ['version-cutoff', 'scope'],
    'still-failing': ['version-cutoff', 'scope'],
};

/**
 * Steps whose question presupposes Connect: a button on them leads to the question which engine is in use.
 */
export const ENGINE_ASKED_FROM: readonly StepId[] = ['version-cutoff'];
