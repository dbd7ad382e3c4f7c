// qr.html begins here: HomeKit's QR code without a hub.

import { createRoot } from 'react-dom/client';
import { Page } from './kit/index.ts';
import { StaticFrame } from './static/static-frame.tsx';
import { QR_LEAD, QrTool } from './views/homekit/qr-tool.tsx';

const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StaticFrame page="qr">
      <Page title="HomeKit QR code" lead={QR_LEAD}>
        <QrTool />
      </Page>
    </StaticFrame>,
  );
}
