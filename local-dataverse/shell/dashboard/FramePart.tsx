/** A web resource or page in a frame: on a dashboard, or as a page of its own. */
import * as React from 'react';

export function FramePart(props: { url: string; title: string; version: number }): React.ReactElement {
  // A new key loads the frame again.
  return <iframe key={props.version} className="ld-frame" src={props.url} title={props.title} />;
}
