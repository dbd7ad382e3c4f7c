// Who the visitor is, and tokens for programs.

import type * as z from 'zod';
import type { tokenList } from '../session-shapes.ts';

export {
  type LoginForm,
  type LoginForm as Login,
  loginForm,
  type NewToken,
  type NewToken as TokenMade,
  newToken,
  type Scope,
  type SessionFacts,
  type SessionFacts as Session,
  scope,
  sessionFacts,
  type TokenForm,
  type TokenForm as TokenAsk,
  type TokenItem,
  tokenForm,
  tokenItem,
  tokenList,
} from '../session-shapes.ts';
export type TokenList = z.infer<typeof tokenList>;
