import { MemoryState } from './memory-state.contract.ts';
import { stateStoreContract } from './state-store.contract.ts';

stateStoreContract('MemoryState', () => new MemoryState());
