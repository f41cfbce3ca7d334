import { describe, expect, it } from '@jest/globals';
import { addTimelineTab, hasTimeline, removeTimelineTab } from './timeline-tab.ts';
import { elementsOf } from './xml.ts';

const options = { formId: '1fed44d1-ae68-4a41-bd2b-f13acac4acfa', column: 'fullname', labels: { 1033: 'Timeline' } };
const form = `<form>
  <!-- <tabs> in a comment -->
  <tabs>
    <tab name="general" id="{1}"><columns><column><sections/></column></columns></tab>
  </tabs>
  <header a='x > y'/>
</form>`;
const described = form.replace(
  '</form>',
  '<controlDescriptions><controlDescription forControl="{other}"><customControl id="{x}"/></controlDescription></controlDescriptions></form>',
);

describe('the timeline tab', () => {
  it.each([
    ['without', form],
    ['with', described],
  ])('comes behind the other tabs, once, and goes without a trace (%s control descriptions)', (_what, before) => {
    const after = addTimelineTab(before, options);
    expect(hasTimeline(after)).toBe(true);
    expect(addTimelineTab(after, options)).toBe(after);
    const tabs = elementsOf(after).filter(({ name }) => name === 'tab');
    expect(tabs.map(({ attributes }) => attributes['name'])).toEqual(['general', 'al_timeline']);
    expect(removeTimelineTab(after)).toBe(before);
    expect(removeTimelineTab(before)).toBe(before);
  });

  it('binds the control to the primary name and describes it for every form factor', () => {
    const elements = elementsOf(addTimelineTab(form, options));
    const control = elements.find(({ name }) => name === 'control');
    expect(control?.attributes).toMatchObject({
      datafieldname: 'fullname',
      classid: '{F9A8A302-114E-466A-B582-6771B2AE0D92}',
    });
    const description = elements.find(({ name }) => name === 'controlDescription');
    expect(description?.attributes['forControl']).toBe(control?.attributes['uniqueid']);
    const custom = elements.filter(
      ({ name, attributes }) =>
        name === 'customControl' && attributes['name'] === 'al_ActivityLogging.ActivityTimeline',
    );
    expect(custom.map(({ attributes }) => attributes['formFactor'])).toEqual(['0', '1', '2']);
  });

  it('a form that shows the timeline elsewhere is left alone', () => {
    const own = addTimelineTab(form, options).replaceAll('al_timeline', 'tab_of_the_maker');
    expect(addTimelineTab(own, options)).toBe(own);
    expect(removeTimelineTab(own)).toBe(own);
  });

  it('refuses what is no form', () => {
    expect(() => addTimelineTab('<form><tabs></form>', options)).toThrow(/well-formed/);
    expect(() => addTimelineTab('<form/>', options)).toThrow(/no <tabs>/);
  });
});
