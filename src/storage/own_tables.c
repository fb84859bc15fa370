/* SPDX-License-Identifier: EUPL-1.2 */
/* The tables of the database, and what of them is a person's: docs/data-protection.md says why. */
#include "storage/own_store.h"

#include "base/slice.h"

#define NOBODYS(name)                                                                              \
    {                                                                                              \
        name, OWN_END_NONE, false, ""                                                              \
    }

const struct own_table OWN_TABLES[] = {
    {"accepted_block", OWN_END_DELETED, true, "guest"},
    {"accepted_plan", OWN_END_DELETED, true, "guest wishes declined"},
    {"account", OWN_END_DELETED, true, "id"},
    {"account_passkey", OWN_END_DELETED, true, "id account algorithm public_key counter"},
    {"account_password", OWN_END_DELETED, true, "account hash"},
    {"account_recovery", OWN_END_DELETED, true, "account code_hash"},
    {"account_session", OWN_END_DELETED, true, "id token_hash account passkey"},
    {"account_token", OWN_END_DELETED, true, "token_hash account"},
    {"account_totp", OWN_END_DELETED, true, "account secret last_step"},
    {"address_undo", OWN_END_DELETED, true, "token_hash account written"},
    {"audit_event", OWN_END_STAYS, true, "previous hash"},
    NOBODYS("block_upload"), /* of whom is written nowhere: whoever publishes may confirm */
    {"certification", OWN_END_CLEARED, true,
     "id organisation version criteria decided first_day last_day reminded reason"},
    {"certification_review", OWN_END_STAYS, true, "certification organisation place"},
    {"check_exposure", OWN_END_ALONE, false, ""}, /* sums of all people */
    {"check_person", OWN_END_DELETED, true, "person sealed_key"},
    {"check_response", OWN_END_ALONE, false, ""}, /* CHECK-43: nothing leads to a person */
    {"check_run", OWN_END_DELETED, true, "person version"},
    {"check_share", OWN_END_DELETED, true, "sealed_key"},
    {"check_share_look", OWN_END_DELETED, true, "id"},
    NOBODYS("competence"),
    NOBODYS("competence_esco"),
    NOBODYS("competence_group"),
    NOBODYS("competence_topic"),
    {"consent", OWN_END_DELETED, true, "id person"},
    NOBODYS("counter"),
    NOBODYS("criteria_list"), /* who wrote it stands in the audit log */
    NOBODYS("demand_row"),    /* sums of several organisations */
    {"directory_entry", OWN_END_DELETED, true, "employment"},
    {"directory_token", OWN_END_CLEARED, true, "id code token_hash"},
    {"employee_import", OWN_END_DELETED, true, "id account list"},
    {"employment", OWN_END_DELETED, true, "id account"},
    {"experience_consent", OWN_END_DELETED, true, "guest"},
    {"experience_list", OWN_END_DELETED, true, "id guest"},
    {"experience_shown", OWN_END_DELETED, true, "list"},
    NOBODYS("feed"),
    NOBODYS("feed_item"),
    NOBODYS("framework_word"),
    {"guess", OWN_END_DELETED, true, "subject"},
    {"guest", OWN_END_DELETED, true, "id token_hash"},
    {"guest_blocked_week", OWN_END_DELETED, true, "guest"},
    {"guest_fixed", OWN_END_DELETED, true, "guest"},
    {"guest_interest", OWN_END_DELETED, true, "guest"},
    {"guest_rating", OWN_END_DELETED, true, "guest"},
    {"guest_target", OWN_END_DELETED, true, "guest"},
    {"identity", OWN_END_DELETED, true, "id account"},
    {"identity_role", OWN_END_DELETED, true, "identity"},
    {"identity_session", OWN_END_DELETED, true, "session identity sid"},
    NOBODYS("issuer"),
    NOBODYS("issuer_rule"),
    {"item_calibration", OWN_END_STAYS, true, "bundles since"},
    NOBODYS("item_parameter"),
    {"item_version", OWN_END_STAYS, true, "level facet content counts since until"},
    NOBODYS("job_profile"),
    NOBODYS("job_target"),
    NOBODYS("landing"),
    NOBODYS("landing_module"),
    {"legal_page", OWN_END_STAYS, true, "id content"},
    {"mail", OWN_END_DELETED, true, "id tries next_try"},
    NOBODYS("member"),
    NOBODYS("migration"),
    NOBODYS("module"),
    NOBODYS("module_change"),
    NOBODYS("module_exclusion"),
    NOBODYS("module_gain"),
    NOBODYS("module_need"),
    NOBODYS("module_target_group"),
    NOBODYS("module_topic"),
    {"module_version", OWN_END_CLEARED, true, "id organisation content edition"},
    NOBODYS("municipality"),
    NOBODYS("once"), /* hashes of random numbers */
    {"organisation", OWN_END_CLEARED, true,
     "id kind state municipality provider status admitted_on left_on shares leitweg_id employees "
     "created"},
    NOBODYS("postcode"),
    NOBODYS("provider"),
    NOBODYS("report_row"),
    NOBODYS("report_switch"),
    {"role_grant", OWN_END_DELETED, true, "id granted_by"},
    {"role_withheld", OWN_END_DELETED, true, "account"},
    NOBODYS("run"),
    NOBODYS("run_session"),
    {"saved_search", OWN_END_DELETED, true, "id guest"},
    NOBODYS("setting"),
    NOBODYS("topic"),
    NOBODYS("unit"),
    NOBODYS("venue"),
};

const size_t OWN_TABLES_LEN = ARRAY_LEN(OWN_TABLES);
