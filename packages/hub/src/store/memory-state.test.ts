import { MemoryState } from './memory-state.ts';
import { stateStoreContract } from './state-store.contract.ts';

stateStoreContract('MemoryState', () => new MemoryState());
