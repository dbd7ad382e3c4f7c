// The dashboard begins here.

import './theme/tokens.css';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { registerServiceWorker } from './app/service-worker.ts';
import { applyTheme } from './app/settings.ts';
import { Shell } from './app/shell.tsx';
import { live } from './live/index.ts';

applyTheme();
live.start();
const place = document.getElementById('root');
if (place) createRoot(place).render(<Shell />);
registerServiceWorker();
