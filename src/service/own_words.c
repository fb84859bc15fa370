/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/own_words.h"

#include <string.h>

struct word {
    const char *name;
    enum say_key key;
};

/* By name: a column means the same everywhere. */
static const struct word COLUMNS[] = {
    {"given_at", SAY_OWN_COL_GIVEN_AT},
    {"judgements", SAY_OWN_COL_JUDGEMENTS},
    {"board", SAY_OWN_COL_BOARD},
    {"asked_at", SAY_OWN_COL_ASKED_AT},
    {"page", SAY_OWN_COL_PAGE},
    {"about_person", SAY_OWN_COL_ABOUT_PERSON},
    {"accepted_at", SAY_OWN_COL_ACCEPTED_AT},
    {"accessibility", SAY_OWN_COL_ACCESSIBILITY},
    {"action", SAY_OWN_COL_ACTION},
    {"answer", SAY_OWN_COL_ANSWER},
    {"answered_at", SAY_OWN_COL_ANSWERED_AT},
    {"body", SAY_OWN_COL_BODY},
    {"browser", SAY_OWN_COL_BROWSER},
    {"budget_cents", SAY_OWN_COL_BUDGET_CENTS},
    {"by_person", SAY_OWN_COL_BY_PERSON},
    {"changed_at", SAY_OWN_COL_CHANGED_AT},
    {"choice", SAY_OWN_COL_CHOICE},
    {"code", SAY_OWN_COL_CODE},
    {"credential", SAY_OWN_COL_CREDENTIAL},
    {"competence", SAY_OWN_COL_COMPETENCE},
    {"confirmed_at", SAY_OWN_COL_CONFIRMED_AT},
    {"contact_email", SAY_OWN_COL_CONTACT_EMAIL},
    {"contact_name", SAY_OWN_COL_CONTACT_NAME},
    {"contact_phone", SAY_OWN_COL_CONTACT_PHONE},
    {"created_at", SAY_OWN_COL_CREATED_AT},
    {"dated", SAY_OWN_COL_DATED},
    {"decided", SAY_OWN_COL_DECIDED},
    {"deputy", SAY_OWN_COL_DEPUTY},
    {"deputy_of", SAY_OWN_COL_DEPUTY_OF},
    {"detail", SAY_OWN_COL_DETAIL},
    {"distance_km", SAY_OWN_COL_DISTANCE_KM},
    {"email", SAY_OWN_COL_EMAIL},
    {"english", SAY_OWN_COL_ENGLISH},
    {"event_at", SAY_OWN_COL_EVENT_AT},
    {"expires_at", SAY_OWN_COL_EXPIRES_AT},
    {"failure", SAY_OWN_COL_FAILURE},
    {"failures", SAY_OWN_COL_FAILURES},
    {"first_on", SAY_OWN_COL_FIRST_ON},
    {"formats", SAY_OWN_COL_FORMATS},
    {"german", SAY_OWN_COL_GERMAN},
    {"granted_at", SAY_OWN_COL_GRANTED_AT},
    {"half_days", SAY_OWN_COL_HALF_DAYS},
    {"home_name", SAY_OWN_COL_HOME_NAME},
    {"invited_at", SAY_OWN_COL_INVITED_AT},
    {"issuer", SAY_OWN_COL_ISSUER},
    {"job", SAY_OWN_COL_JOB},
    {"job_confirmed_at", SAY_OWN_COL_JOB_CONFIRMED_AT},
    {"kind", SAY_OWN_COL_KIND},
    {"language", SAY_OWN_COL_LANGUAGE},
    {"last_at", SAY_OWN_COL_LAST_AT},
    {"last_on", SAY_OWN_COL_LAST_ON},
    {"last_used_at", SAY_OWN_COL_LAST_USED_AT},
    {"lat_micro", SAY_OWN_COL_LAT_MICRO},
    {"latest_end_on", SAY_OWN_COL_LATEST_END_ON},
    {"level", SAY_OWN_COL_LEVEL},
    {"lon_micro", SAY_OWN_COL_LON_MICRO},
    {"looked_at", SAY_OWN_COL_LOOKED_AT},
    {"method", SAY_OWN_COL_METHOD},
    {"module", SAY_OWN_COL_MODULE},
    {"monday_on", SAY_OWN_COL_MONDAY_ON},
    {"name", SAY_OWN_COL_NAME},
    {"note", SAY_OWN_COL_NOTE},
    {"number", SAY_OWN_COL_NUMBER},
    {"organisation", SAY_OWN_COL_ORGANISATION},
    {"organisation_code", SAY_OWN_COL_ORGANISATION_CODE},
    {"person_email", SAY_OWN_COL_PERSON_EMAIL},
    {"person_name", SAY_OWN_COL_PERSON_NAME},
    {"personnel_number", SAY_OWN_COL_PERSONNEL_NUMBER},
    {"preset", SAY_OWN_COL_PRESET},
    {"purpose", SAY_OWN_COL_PURPOSE},
    {"query", SAY_OWN_COL_QUERY},
    {"reached", SAY_OWN_COL_REACHED},
    {"recipient", SAY_OWN_COL_RECIPIENT},
    {"role", SAY_OWN_COL_ROLE},
    {"run", SAY_OWN_COL_RUN},
    {"seen", SAY_OWN_COL_SEEN},
    {"sent_at", SAY_OWN_COL_SENT_AT},
    {"signed_in_at", SAY_OWN_COL_SIGNED_IN_AT},
    {"start_on", SAY_OWN_COL_START_ON},
    {"state", SAY_OWN_COL_STATE},
    {"status", SAY_OWN_COL_STATUS},
    {"subject", SAY_OWN_COL_SUBJECT},
    {"superior", SAY_OWN_COL_SUPERIOR},
    {"superior_of", SAY_OWN_COL_SUPERIOR_OF},
    {"title", SAY_OWN_COL_TITLE},
    {"topic", SAY_OWN_COL_TOPIC},
    {"unit", SAY_OWN_COL_UNIT},
    {"until_at", SAY_OWN_COL_UNTIL_AT},
    {"used_at", SAY_OWN_COL_USED_AT},
    {"value", SAY_OWN_COL_VALUE},
    {"version", SAY_OWN_COL_VERSION},
    {"weight", SAY_OWN_COL_WEIGHT},
    {"weekly_minutes", SAY_OWN_COL_WEEKLY_MINUTES},
    {"external_id", SAY_OWN_COL_EXTERNAL_ID},
    {"family_name", SAY_OWN_COL_FAMILY_NAME},
    {"given_name", SAY_OWN_COL_GIVEN_NAME},
    {"user_name", SAY_OWN_COL_USER_NAME},
    {"invites", SAY_OWN_COL_INVITES},
    {"revoked_at", SAY_OWN_COL_REVOKED_AT},
    {"wrote", SAY_OWN_COL_WROTE},
    {"wording", SAY_OWN_COL_WORDING},
    {"since_at", SAY_OWN_COL_SINCE_AT},
    {"shown_on", SAY_OWN_COL_SHOWN_ON},
    {"place", SAY_OWN_COL_PLACE},
    {"overlap", SAY_OWN_COL_OVERLAP},
    {"score", SAY_OWN_COL_SCORE},
    {"deed", SAY_OWN_COL_DEED},
    {"act", SAY_OWN_COL_ACT},
    {"done_on", SAY_OWN_COL_DONE_ON},
};

static const struct word ROWS[] = {
    {"certification_review", SAY_OWN_ROWS_CERTIFICATION_REVIEW},
    {"certification", SAY_OWN_ROWS_CERTIFICATION},
    {"module_version", SAY_OWN_ROWS_MODULE_VERSION},
    {"legal_page", SAY_OWN_ROWS_LEGAL_PAGE},
    {"account", SAY_OWN_ROWS_ACCOUNT},
    {"account_password", SAY_OWN_ROWS_ACCOUNT_PASSWORD},
    {"account_passkey", SAY_OWN_ROWS_ACCOUNT_PASSKEY},
    {"account_totp", SAY_OWN_ROWS_ACCOUNT_TOTP},
    {"account_recovery", SAY_OWN_ROWS_ACCOUNT_RECOVERY},
    {"account_session", SAY_OWN_ROWS_ACCOUNT_SESSION},
    {"account_token", SAY_OWN_ROWS_ACCOUNT_TOKEN},
    {"identity", SAY_OWN_ROWS_IDENTITY},
    {"identity_role", SAY_OWN_ROWS_IDENTITY_ROLE},
    {"identity_session", SAY_OWN_ROWS_IDENTITY_SESSION},
    {"guess", SAY_OWN_ROWS_GUESS},
    {"role_grant", SAY_OWN_ROWS_ROLE_GRANT},
    {"role_withheld", SAY_OWN_ROWS_ROLE_WITHHELD},
    {"organisation", SAY_OWN_ROWS_ORGANISATION},
    {"employment", SAY_OWN_ROWS_EMPLOYMENT},
    {"employment_led", SAY_OWN_ROWS_EMPLOYMENT_LED},
    {"directory_entry", SAY_OWN_ROWS_DIRECTORY_ENTRY},
    {"directory_token", SAY_OWN_ROWS_DIRECTORY_TOKEN},
    {"employee_import", SAY_OWN_ROWS_EMPLOYEE_IMPORT},
    {"guest", SAY_OWN_ROWS_GUEST},
    {"guest_rating", SAY_OWN_ROWS_GUEST_RATING},
    {"guest_target", SAY_OWN_ROWS_GUEST_TARGET},
    {"guest_interest", SAY_OWN_ROWS_GUEST_INTEREST},
    {"guest_blocked_week", SAY_OWN_ROWS_GUEST_BLOCKED_WEEK},
    {"guest_fixed", SAY_OWN_ROWS_GUEST_FIXED},
    {"saved_search", SAY_OWN_ROWS_SAVED_SEARCH},
    {"accepted_plan", SAY_OWN_ROWS_ACCEPTED_PLAN},
    {"accepted_block", SAY_OWN_ROWS_ACCEPTED_BLOCK},
    {"check_person", SAY_OWN_ROWS_CHECK_PERSON},
    {"check_share_received", SAY_OWN_ROWS_CHECK_SHARE_RECEIVED},
    {"experience_consent", SAY_OWN_ROWS_EXPERIENCE_CONSENT},
    {"experience_list", SAY_OWN_ROWS_EXPERIENCE_LIST},
    {"experience_shown", SAY_OWN_ROWS_EXPERIENCE_SHOWN},
    {"mail", SAY_OWN_ROWS_MAIL},
    {"consent", SAY_OWN_ROWS_CONSENT},
    {"mail_former", SAY_OWN_ROWS_MAIL_FORMER},
    {"address_undo", SAY_OWN_ROWS_ADDRESS_UNDO},
    {"item_version", SAY_OWN_ROWS_ITEM_VERSION},
    {"item_calibration", SAY_OWN_ROWS_ITEM_CALIBRATION},
    {"audit_event", SAY_OWN_ROWS_AUDIT_EVENT},
};

static const struct own_part_words PARTS[OWN_PARTS] = {
    [OWN_ACCOUNT] = {SAY_OWN_PART_ACCOUNT, SAY_OWN_WHY_ACCOUNT},
    [OWN_SIGN_IN] = {SAY_OWN_PART_SIGN_IN, SAY_OWN_WHY_SIGN_IN},
    [OWN_ROLES] = {SAY_OWN_PART_ROLES, SAY_OWN_WHY_ROLES},
    [OWN_EMPLOYMENT] = {SAY_OWN_PART_EMPLOYMENT, SAY_OWN_WHY_EMPLOYMENT},
    [OWN_SITUATION] = {SAY_OWN_PART_SITUATION, SAY_OWN_WHY_SITUATION},
    [OWN_SEARCHES] = {SAY_OWN_PART_SEARCHES, SAY_OWN_WHY_SEARCHES},
    [OWN_PLAN] = {SAY_OWN_PART_PLAN, SAY_OWN_WHY_PLAN},
    [OWN_CHECK] = {SAY_OWN_PART_CHECK, SAY_OWN_WHY_CHECK},
    [OWN_SHARES] = {SAY_OWN_PART_SHARES, SAY_OWN_WHY_SHARES},
    [OWN_CONSENT] = {SAY_OWN_PART_CONSENT, SAY_OWN_WHY_CONSENT},
    [OWN_MAILS] = {SAY_OWN_PART_MAILS, SAY_OWN_WHY_MAILS},
    [OWN_WORK] = {SAY_OWN_PART_WORK, SAY_OWN_WHY_WORK},
    [OWN_AUDIT] = {SAY_OWN_PART_AUDIT, SAY_OWN_WHY_AUDIT},
};

struct own_part_words
own_words_part(enum own_part part)
{
    return PARTS[part];
}

bool
own_words_column(struct slice name, enum say_key *ret_key)
{
    for (size_t i = 0; i < ARRAY_LEN(COLUMNS); i++) {
        if (slice_is(name, COLUMNS[i].name)) {
            *ret_key = COLUMNS[i].key;
            return true;
        }
    }
    return false;
}

bool
own_words_rows(const char *name, enum say_key *ret_key)
{
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        if (strcmp(name, ROWS[i].name) == 0) {
            *ret_key = ROWS[i].key;
            return true;
        }
    }
    return false;
}
