import { LOG_LEVELS, type LogLevel } from '../log/log.ts';
import type { AzureSettings, StoreSettings } from '../storage/index.ts';

/** The settings, each as it is used. */
export interface Config {
    readonly port: number;
    readonly host: string;
    /** Empty: no authentication, and then loopback only. */
    readonly appId: string;
    /** What botbuilder's `ConfigurationBotFrameworkAuthentication` reads, passed through by its own names. */
    readonly botFramework: Readonly<Record<string, string>>;
    readonly store: StoreSettings;
    readonly ownSupport: { readonly url: string; readonly label: string } | undefined;
    /** Cases that nobody has touched for so many days are removed. */
    readonly caseTtlDays: number;
    readonly logLevel: LogLevel;
}

/** All that is wrong with the settings, each fault with what to do. */
export class ConfigError extends Error {
    readonly problems: readonly string[];

    constructor(problems: readonly string[]) {
        super(`The settings need attention:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
        this.name = 'ConfigError';
        this.problems = problems;
    }
}

/** This machine, also as `URL` writes it. */
const LOOPBACK = ['127.0.0.1', '::1', '[::1]', 'localhost'];

/** A key, a signature, or the emulator: all that the storage library takes. */
const CONNECTION_STRING =
    /^UseDevelopmentStorage=true|^(?=.*\bDefaultEndpointsProtocol=)(?=.*\bAccountName=.)(?=.*\bAccountKey=.)|^(?=.*\bBlobEndpoint=.)(?=.*\bSharedAccessSignature=.)/;

const APP_TYPES = ['MultiTenant', 'SingleTenant', 'UserAssignedMSI'];

/** Handed to botbuilder as they are, so that sovereign clouds and a local token issuer work as it documents. */
const BOT_FRAMEWORK_SETTINGS = [
    'MicrosoftAppId',
    'MicrosoftAppType',
    'MicrosoftAppTenantId',
    'MicrosoftAppPassword',
    'ChannelService',
    'CertificateThumbprint',
    'CertificatePrivateKey',
    'ToChannelFromBotLoginUrl',
    'ToChannelFromBotOAuthScope',
    'ToBotFromChannelTokenIssuer',
    'OAuthUrl',
    'ToBotFromChannelOpenIdMetadataUrl',
    'ToBotFromEmulatorOpenIdMetadataUrl',
    'CallerId',
    'ValidateAuthority',
] as const;

/** Every setting that the parser reads; the table in the README is checked against it. */
export const SETTINGS = [
    'PORT',
    'HOST',
    'STATE_STORE',
    'AZURE_STORAGE_CONNECTION_STRING',
    'CASE_TTL_DAYS',
    'ESCALATION_URL',
    'ESCALATION_LABEL',
    'LOG_LEVEL',
    'NODE_ENV',
    ...BOT_FRAMEWORK_SETTINGS,
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Turns the environment into typed settings.
 *
 * @throws {ConfigError} naming every fault at once, with what to do.
 */
export function parseConfig(env: Environment): Config {
    const problems: string[] = [];
    const appId = text(env, 'MicrosoftAppId');
    const config: Config = {
        port: port(env, problems),
        host: host(env, appId, problems),
        appId,
        botFramework: botFramework(env, problems),
        store: store(env, problems),
        ownSupport: ownSupport(env, problems),
        caseTtlDays: caseTtlDays(env, problems),
        logLevel: logLevel(env, problems),
    };
    if (problems.length > 0) throw new ConfigError(problems);
    return config;
}

const text = (env: Environment, name: string): string => (env[name] ?? '').trim();

function port(env: Environment, problems: string[]): number {
    const given = text(env, 'PORT') || '3978';
    const number = Number(given);
    if (!Number.isInteger(number) || number < 0 || number > 65_535)
        problems.push(`PORT is "${given}". Give a whole number from 0 to 65535 (0: any free port).`);
    return number;
}

function host(env: Environment, appId: string, problems: string[]): string {
    const given = text(env, 'HOST') || (appId === '' ? '127.0.0.1' : '0.0.0.0');
    if (appId === '' && !LOOPBACK.includes(given)) {
        problems.push(`HOST is "${given}", but without MicrosoftAppId everyone would be let in. Set MicrosoftAppId, or leave HOST unset.`);
    }
    return given;
}

function botFramework(env: Environment, problems: string[]): Readonly<Record<string, string>> {
    const given = Object.fromEntries(BOT_FRAMEWORK_SETTINGS.map((name) => [name, text(env, name)]).filter(([, value]) => value !== '')) as Record<
        string,
        string
    >;
    const { MicrosoftAppId: id, MicrosoftAppType: type = 'MultiTenant', MicrosoftAppTenantId: tenant, MicrosoftAppPassword: password } = given;
    if (id === undefined) {
        if (text(env, 'NODE_ENV') === 'production')
            problems.push('MicrosoftAppId is missing. Set it to the application (client) ID of the bot registration.');
        return given;
    }
    const known = APP_TYPES.find((name) => name.toLowerCase() === type.toLowerCase());
    if (known === undefined) problems.push(`MicrosoftAppType is "${type}". Give one of ${APP_TYPES.join(', ')}.`);
    if (known !== 'MultiTenant' && tenant === undefined)
        problems.push(`MicrosoftAppTenantId is missing. Set it to the tenant ID of the bot registration.`);
    const secret = password !== undefined || given['CertificateThumbprint'] !== undefined;
    if (known === 'UserAssignedMSI' ? password !== undefined : !secret) {
        problems.push(
            known === 'UserAssignedMSI'
                ? 'MicrosoftAppPassword is set, but a managed identity has none. Remove it.'
                : 'MicrosoftAppPassword is missing. Set it, or CertificateThumbprint with CertificatePrivateKey.',
        );
    }
    return given;
}

function store(env: Environment, problems: string[]): StoreSettings {
    const given = text(env, 'STATE_STORE') || 'sqlite:.data/state.sqlite';
    if (given === 'memory:') return { kind: 'memory' };
    const { kind, place = '' } = /^(?<kind>sqlite|azure-blob):(?<place>.+)$/.exec(given)?.groups ?? {};
    if (kind === 'azure-blob') return azureStore(place, env, problems);
    if (kind === undefined) {
        problems.push(
            `STATE_STORE is "${given}". Give sqlite:<file>, azure-blob:https://<account>.blob.core.windows.net/<container>, azure-blob:<container>, or memory: (which forgets everything at a restart).`,
        );
    }
    return { kind: 'sqlite', file: place };
}

function azureStore(place: string, env: Environment, problems: string[]): AzureSettings {
    if (/[?#@;=]/.test(place)) {
        // Not shown: a signature, a password or a key may be in it.
        problems.push(
            'STATE_STORE has more than an address or a container. Remove the rest, and give secrets in AZURE_STORAGE_CONNECTION_STRING alone.',
        );
        return { kind: 'azure-blob', url: '' };
    }
    return place.includes('/') ? azureAddress(place, env, problems) : azureContainer(place, env, problems);
}

/** A container by its address, entered with the bot's managed identity if it has one. */
function azureAddress(given: string, env: Environment, problems: string[]): AzureSettings {
    const address = URL.canParse(given) ? new URL(given) : undefined;
    const container = /^\/(?<name>[^/]+)\/?$/.exec(address?.pathname ?? '')?.groups?.['name'];
    const isPrivate = address?.protocol === 'https:' || (address?.protocol === 'http:' && LOOPBACK.includes(address.hostname));
    if (!isPrivate) problems.push(`STATE_STORE names "${given}". Give an address that begins with https:// (http:// only on this machine).`);
    else if (container === undefined)
        problems.push(`STATE_STORE names "${given}". Give exactly one container, as in https://<account>.blob.core.windows.net/<container>.`);
    else checkContainer(container, problems);
    if (text(env, 'AZURE_STORAGE_CONNECTION_STRING') !== '')
        problems.push('AZURE_STORAGE_CONNECTION_STRING is set, but STATE_STORE names an address, which needs no secret. Remove one of the two.');
    const isManaged = text(env, 'MicrosoftAppType').toLowerCase() === 'userassignedmsi';
    return { kind: 'azure-blob', url: `${address?.origin}/${container}`, clientId: (isManaged && text(env, 'MicrosoftAppId')) || undefined };
}

/** A container by its name, in the account of the connection string. No problem ever shows that string: it holds a secret. */
function azureContainer(container: string, env: Environment, problems: string[]): AzureSettings {
    checkContainer(container, problems);
    const connectionString = text(env, 'AZURE_STORAGE_CONNECTION_STRING');
    if (connectionString === '') {
        problems.push(
            'AZURE_STORAGE_CONNECTION_STRING is missing. Set it, or give the address of the container in STATE_STORE to enter with a managed identity.',
        );
    } else if (!CONNECTION_STRING.test(connectionString)) {
        problems.push('AZURE_STORAGE_CONNECTION_STRING is no connection string. Set it to the one that the portal shows under "Access keys", whole.');
    }
    return { kind: 'azure-blob', container, connectionString };
}

/** Azure's rules: https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata */
function checkContainer(name: string, problems: string[]): void {
    if (!/^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)) {
        problems.push(
            `STATE_STORE names the container "${name}". Give 3 to 63 lower-case letters, digits and single hyphens, with a letter or digit at both ends.`,
        );
    }
}

function ownSupport(env: Environment, problems: string[]): Config['ownSupport'] {
    const [url, label] = [text(env, 'ESCALATION_URL'), text(env, 'ESCALATION_LABEL')];
    if (url === '') {
        if (label !== '') problems.push('ESCALATION_LABEL is set without ESCALATION_URL. Set both, or neither.');
        return undefined;
    }
    const address = URL.canParse(url) ? new URL(url) : undefined;
    if (address?.protocol !== 'https:') problems.push(`ESCALATION_URL is "${url}". Give an address that begins with https://.`);
    if (label.length > 40) problems.push('ESCALATION_LABEL is too long for a button. Give at most 40 characters.');
    return { url, label: label || (address?.hostname ?? '') };
}

function caseTtlDays(env: Environment, problems: string[]): number {
    const given = text(env, 'CASE_TTL_DAYS') || '90';
    const days = Number(given);
    if (!Number.isInteger(days) || days < 1 || days > 3_650)
        problems.push(`CASE_TTL_DAYS is "${given}". Give a whole number of days from 1 to 3650.`);
    return days;
}

function logLevel(env: Environment, problems: string[]): LogLevel {
    const given = text(env, 'LOG_LEVEL') || 'info';
    const level = LOG_LEVELS.find((known) => known === given);
    if (level === undefined) problems.push(`LOG_LEVEL is "${given}". Give one of ${LOG_LEVELS.join(', ')}.`);
    return level ?? 'info';
}
