import { GOOGLE_SCOPE_FLAGS } from './google-scopes.ts';
import type { ScopeFlags } from './scope-flags.ts';

const buildSameNamedFlags = (...names: readonly string[]): ScopeFlags => names.map((name) => [name, name] as const);
const buildGraphFlags = (flags: Readonly<Record<string, string>>): ScopeFlags =>
  Object.entries(flags).map(([flag, right]) => [`graph_${flag}`, `https://graph.microsoft.com/${right}`] as const);

export interface ScopeFacts {
  readonly flags: ScopeFlags;
  /** `scope` is a string joined by this separator; without it, an array. */
  readonly joinedBy?: string;
  /** Scope that is always included, as the last one. */
  readonly finalScope?: string;
  /** Flags that default to true. */
  readonly defaultFlags?: readonly string[];
  /** `scope` is computed only if flags are sent without a `scope`. */
  readonly keepsSentScope?: boolean;
}

/**
 * Strategies whose `options.scope` the API computes from flags, in the order of the computed scopes (recorded traffic, and
 * for flags not recorded the documentation of the strategies).
 */
export const SCOPE_FACTS: Readonly<Record<string, ScopeFacts>> = {
  apple: { flags: buildSameNamedFlags('name', 'email'), joinedBy: ' ' },
  facebook: {
    flags: buildSameNamedFlags(
      'ads_management',
      'ads_read',
      'allow_context_profile_field',
      'business_management',
      'email',
      'groups_access_member_info',
      'leads_retrieval',
      'manage_notifications',
      'manage_pages',
      'pages_manage_cta',
      'pages_manage_instant_articles',
      'pages_messaging',
      'pages_messaging_phone_number',
      'pages_messaging_subscriptions',
      'pages_show_list',
      'publish_actions',
      'publish_pages',
      'publish_to_groups',
      'publish_video',
      'read_audience_network_insights',
      'read_insights',
      'read_mailbox',
      'read_page_mailboxes',
      'read_stream',
      'user_age_range',
      'user_birthday',
      'user_events',
      'user_friends',
      'user_gender',
      'user_groups',
      'user_hometown',
      'user_likes',
      'user_link',
      'user_location',
      'user_managed_groups',
      'user_photos',
      'user_posts',
      'user_status',
      'user_tagged_places',
      'user_videos',
    ),
    joinedBy: ',',
    finalScope: 'public_profile',
  },
  github: {
    flags: [
      ['email', 'user:email'],
      ['read_user', 'read:user'],
      ['follow', 'user:follow'],
      ...buildSameNamedFlags('public_repo', 'repo', 'repo_deployment'),
      ['repo_status', 'repo:status'],
      ...buildSameNamedFlags('delete_repo', 'notifications', 'gist'),
      ['read_repo_hook', 'read:repo_hook'],
      ['write_repo_hook', 'write:repo_hook'],
      ['admin_repo_hook', 'admin:repo_hook'],
      ['read_org', 'read:org'],
      ['admin_org', 'admin:org'],
      ['read_public_key', 'read:public_key'],
      ['write_public_key', 'write:public_key'],
      ['admin_public_key', 'admin:public_key'],
      ['write_org', 'write:org'],
    ],
  },
  'google-apps': { flags: buildSameNamedFlags('email', 'profile'), defaultFlags: ['email', 'profile'] },
  'google-oauth2': { flags: GOOGLE_SCOPE_FLAGS, keepsSentScope: true },
  line: { flags: buildSameNamedFlags('openid', 'email', 'profile'), defaultFlags: ['openid', 'profile'] },
  linkedin: {
    flags: [
      ['email', 'r_emailaddress'],
      ['profile', 'r_liteprofile'],
      ['basic_profile', 'r_basicprofile'],
      ['full_profile', 'r_fullprofile'],
      ['network', 'r_network'],
    ],
  },
  salesforce: { flags: [] },
  'salesforce-community': { flags: [] },
  'salesforce-sandbox': { flags: [] },
  windowslive: {
    flags: [
      ...buildGraphFlags({
        calendars: 'Calendars.Read',
        calendars_update: 'Calendars.ReadWrite',
        contacts: 'Contacts.Read',
        contacts_update: 'Contacts.ReadWrite',
        device: 'Device.Read',
        device_command: 'Device.Command',
        emails: 'Mail.Read',
        emails_update: 'Mail.ReadWrite',
        files: 'Files.Read',
        files_all: 'Files.Read.All',
        files_all_update: 'Files.ReadWrite.All',
        files_update: 'Files.ReadWrite',
        notes: 'Notes.Read',
        notes_create: 'Notes.Create',
        notes_update: 'Notes.ReadWrite',
        tasks: 'Tasks.Read',
        tasks_update: 'Tasks.ReadWrite',
        user: 'User.Read',
        user_activity: 'UserActivity.ReadWrite.CreatedByApp',
        user_update: 'User.ReadWrite',
      }),
      ...buildSameNamedFlags('offline_access'),
    ],
  },
};
