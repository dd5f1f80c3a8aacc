import { IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Page, Section } from '../../components/page';
import { mainItems, manageItems, ON_PHONE } from '../../components/shell/nav-items';
import classes from './more.module.css';

/** The rest of the navigation, for a phone whose bar has room for a few only. */
export default function MorePage() {
  return (
    <Page title="More" width="narrow">
      <Section flush>
        <nav aria-label="More">
          {[...mainItems.slice(ON_PHONE), ...manageItems].map(({ to, label, icon: Icon }) => (
            <Link key={to} to={to} className={classes.link}>
              <Icon size={20} stroke={1.6} aria-hidden />
              <span>{label}</span>
              <IconChevronRight size={16} aria-hidden />
            </Link>
          ))}
        </nav>
      </Section>
    </Page>
  );
}
