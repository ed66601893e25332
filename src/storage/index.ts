import { openMemory } from './memory.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** Which backend to open. */
export type StoreSettings = { readonly kind: 'memory' } | { readonly kind: 'sqlite'; readonly file: string };

/** @throws when the backend cannot be opened. */
export async function openStore(settings: StoreSettings): Promise<Store> {
    switch (settings.kind) {
        case 'memory':
            return openMemory();
        case 'sqlite':
            return openSqlite(settings.file);
    }
}
