import { defineResource } from '../define/define-resource.ts';

/** Business customers, with the connections, clients and grants that their members may use. */
export const organizations = defineResource({
  type: 'organizations',
  list: { paging: 'checkpoint' },
  lookup: { path: '/organizations/name/{key}' },
  deleteLoses: 'its memberships, invitations, connections and roles',
  relations: [
    {
      field: 'connections',
      // Of two endpoints for these links, the newer one, which alone has `is_enabled` and the access level.
      path: '/organizations/{id}/connections',
      wireNames: { name: 'connection_id' },
      itemIdField: 'connection_id',
      // The create knows the members of the older endpoint only (API reference).
      inCreate: {
        member: 'enabled_connections',
        itemMembers: ['connection_id', 'assign_membership_on_login', 'show_as_button', 'is_signup_enabled'],
        limit: 10,
      },
      hasSettings: true,
      scopeStem: 'organization_connections',
    },
    {
      field: 'client_grants',
      path: '/organizations/{id}/client-grants',
      // A grant for any organization need not be linked to any; whether the list then shows only its links or every organization is unproven.
      // Grants that deny organizations are asked, too: whether links from earlier times are removed then is unproven.
      listByItem: { path: '/client-grants/{item}/organizations', notWith: { allow_any_organization: true } },
      itemField: 'grant_id',
      itemIdField: 'id',
      scopeStem: 'organization_client_grants',
    },
    {
      field: 'discovery_domains',
      path: '/organizations/{id}/discovery-domains',
      list: { envelope: 'domains', paging: 'checkpoint' },
      itemIdField: 'id',
      hasSettings: true,
      scopeStem: 'organization_discovery_domains',
    },
    {
      field: 'clients',
      path: '/organizations/{id}/clients',
      list: { paging: 'checkpoint' },
      itemIdField: 'client_id',
      hasSettings: true,
      batchSize: 10,
      // The API takes bare ids here (recorded traffic).
      remove: { encodeItem: ({ client_id = null }) => client_id },
      scopeStem: 'organization_clients',
    },
    {
      field: 'group_roles',
      path: '/organizations/{id}/groups',
      list: {
        paging: 'checkpoint',
        // The roles of the organization itself declare their groups. `type` distinguishes the two kinds of roles: a fact of the SDK's types.
        nested: { step: 'roles', outerField: 'group', leaveOut: { type: 'organization' } },
      },
      wireNames: { role: 'id' },
      // The API takes bare ids here (SDK types).
      add: {
        path: '/organizations/{id}/groups/{group}/roles',
        bodyShape: { member: 'roles' },
        encodeItem: ({ id = null }) => id,
      },
      remove: {
        path: '/organizations/{id}/groups/{group}/roles',
        bodyShape: { member: 'roles' },
        encodeItem: ({ id = null }) => id,
      },
      scopeStem: 'organization_group_roles',
      scopes: { read: ['read:organization_groups', 'read:organization_group_roles'] },
    },
    {
      field: 'members',
      path: '/organizations/{id}/members',
      list: {
        paging: 'checkpoint',
        // A member comes with roles only if `fields` names them. Every page with items has a `next` (recorded traffic).
        query: { fields: 'user_id,email,name,roles', include_fields: 'true' },
        endsEmpty: true,
      },
      wireNames: { user: 'user_id' },
      itemIdField: 'user_id',
      keepsUndeclared: true,
      // The limit is not published.
      batchSize: 10,
      // The API takes bare ids here (API reference).
      add: { encodeItem: ({ user_id = null }) => user_id },
      remove: { encodeItem: ({ user_id = null }) => user_id },
      // A member has at most 50 roles (docs), so one request is enough. Both fields are parts of one list.
      itemLists: [
        { field: 'roles', step: 'roles', batchSize: 50 },
        { field: 'organization_roles', step: 'roles', batchSize: 50 },
      ],
      scopes: {
        read: ['read:organization_members', 'read:organization_member_roles'],
        create: ['create:organization_members', 'create:organization_member_roles'],
        update: ['create:organization_member_roles', 'delete:organization_member_roles'],
        delete: ['delete:organization_members'],
      },
    },
    {
      field: 'invitations',
      path: '/organizations/{id}/invitations',
      list: {
        // Everything but `invitation_url` and `ticket_id`, with which anybody could accept the invitation.
        query: {
          fields: 'id,inviter,invitee,client_id,connection_id,roles,app_metadata,user_metadata,expires_at',
          include_fields: 'true',
        },
        expiresAt: 'expires_at',
      },
      wireNames: { email: 'invitee.email', inviter: 'inviter.name', client: 'client_id', connection: 'connection_id' },
      itemIdField: 'id',
      keepsUndeclared: true,
      replacesChanged: true,
      satisfiedBy: { relation: 'members', field: 'email', otherField: 'email' },
      mailsUnless: 'send_invitation_email',
      addsTwice: true,
      scopeStem: 'organization_invitations',
    },
  ],
});
