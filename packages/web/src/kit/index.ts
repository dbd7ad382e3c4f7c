// What views are made of.

export { Badge, type Tone } from './badge.tsx';
export { Button, IconButton } from './button.tsx';
export { Card } from './card.tsx';
export { classNames } from './class-names.ts';
export { CopyButton } from './copy-button.tsx';
export { Dialog } from './dialog.tsx';
export { Empty } from './empty.tsx';
export { Field, Select, Switch, TextArea, TextInput } from './field.tsx';
export { Icon } from './icon.tsx';
export { Notice } from './notice.tsx';
export { Page } from './page.tsx';
export { Skeleton } from './skeleton.tsx';
export { type Column, Table } from './table.tsx';
export { Tabs } from './tabs.tsx';
export { Toasts, toast } from './toast.tsx';
export { useInSight } from './use-in-sight.ts';
export { WithCode } from './with-code.tsx';
