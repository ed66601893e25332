import { openMemory } from './memory.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** A container of Azure Blob Storage. */
export type AzureSettings =
    /** The container's address; entered with the managed identity of this client id, or, without one, with whatever is found. */
    | { readonly kind: 'azure-blob'; readonly url: string; readonly clientId?: string | undefined }
    /** The container's name; the connection string holds a secret. */
    | { readonly kind: 'azure-blob'; readonly container: string; readonly connectionString: string };

/** Which backend to open. */
export type StoreSettings = { readonly kind: 'memory' } | { readonly kind: 'sqlite'; readonly file: string } | AzureSettings;

/** @throws when the backend cannot be opened. */
export async function openStore(settings: StoreSettings): Promise<Store> {
    switch (settings.kind) {
        case 'memory':
            return openMemory();
        case 'sqlite':
            return openSqlite(settings.file);
        case 'azure-blob':
            return openAzure(settings);
    }
}

/** Azure's libraries are loaded here and not above, so that a start without Azure does not pay for them. */
async function openAzure(settings: AzureSettings): Promise<Store> {
    const { openAzureBlob } = await import('./azure-blob.ts');
    if ('connectionString' in settings) return openAzureBlob(settings);
    const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
    const { url, clientId } = settings;
    // A named identity is taken as it is: the default chain would try what it finds in the environment first.
    return openAzureBlob({ url, credential: clientId === undefined ? new DefaultAzureCredential() : new ManagedIdentityCredential({ clientId }) });
}
