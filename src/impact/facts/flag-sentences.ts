/** What switching a tenant's flag does, where one general sentence would say too little. By the last step of the field. */
export const FLAG_SENTENCES: Readonly<Record<string, { readonly up?: string; readonly down?: string }>> = {
  oidc_logout_prompt_enabled: {
    down: 'Any page can log people out, without asking them.',
    up: 'People are asked before they are logged out.',
  },
  authorization_response_iss_parameter_supported: {
    down: 'Applications can no longer see which server an answer comes from.',
    up: 'Answers say which server they come from; a strict application may refuse them.',
  },
  no_disclose_enterprise_connections: {
    down: 'Anybody can list the enterprise connections and their domains.',
    up: 'Login pages can no longer list enterprise connections.',
  },
  enforce_client_authentication_on_passwordless_start: {
    down: 'Anybody can send codes in the name of an application.',
    up: 'Applications must authenticate to send a code.',
  },
  enable_adfs_waad_email_verification: { down: 'Addresses from ADFS and Azure AD are no longer verified.' },
  trust_azure_adfs_email_verified_connection_property: { down: 'Addresses from ADFS and Azure AD may count as verified unseen.' },
  improved_signup_bot_detection_in_classic: { down: 'Bots can sign up more easily on classic pages.' },
  enable_public_signup_user_exists_error: {
    up: 'Sign-up reveals who has an account.',
    down: 'Sign-up no longer reveals who has an account.',
  },
  disable_clickjack_protection_headers: {
    up: 'Other sites can frame the classic login page and steal clicks.',
    down: 'Sites that frame the classic login page fail.',
  },
  disable_management_api_sms_obfuscation: { up: 'The Management API shows telephone numbers in full.' },
  change_pwd_flow_v1: { up: 'Passwords are reset in the old, less secure way.' },
  allow_legacy_ro_grant_types: {
    up: 'Applications may use the old password endpoint.',
    down: 'Applications on the old password endpoint fail.',
  },
  allow_legacy_delegation_grant_types: {
    up: 'Applications may use the old delegation endpoint.',
    down: 'Applications on the old delegation endpoint fail.',
  },
  allow_legacy_tokeninfo_endpoint: {
    up: 'The old tokeninfo endpoint answers.',
    down: 'Applications on the old tokeninfo endpoint fail.',
  },
  enable_legacy_profile: { up: 'Id tokens hold the whole profile of the user.' },
  enable_idtoken_api2: { up: 'Id tokens open parts of the Management API.' },
  allow_magiclink_verify_without_session: { up: 'A login link works in any browser, also in that of a thief.' },
  customize_mfa_in_postlogin_action: { up: 'An action, and not the policy, decides who is asked for a second factor.' },
  enable_client_connections: { up: 'Every new application gets all connections.' },
  enable_dynamic_client_registration: {
    up: 'Anybody can register an application.',
    down: 'Nobody can register an application by themselves any more.',
  },
  client_id_metadata_document_supported: { up: 'Anybody who hosts a document can bring an application.' },
  include_session_metadata_in_tenant_logs: { up: 'Logs contain data of sessions.' },
};
