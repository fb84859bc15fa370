/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KC_TESTS_SERVICE_SUITE_H
#define KC_TESTS_SERVICE_SUITE_H

/* Each answers how many of its tests failed. */
int suite_seed(void);
int suite_platform(void);
int suite_accounts(void);
int suite_address(void);
int suite_mail(void);
int suite_consent(void);
int suite_audit(void);
int suite_identity(void);
int suite_passkeys(void);
int suite_reports(void);
int suite_legal(void);
int suite_guest(void);
int suite_experience(void);
int suite_saved(void);
int suite_accepted(void);
int suite_check(void);
int suite_check_share(void);
int suite_items(void);
int suite_publish(void);
int suite_upload(void);
int suite_demand(void);
int suite_publish_codes(void);
int suite_certification(void);
int suite_calibration(void);
int suite_import(void);
int suite_hostile(void);
int suite_killed(void);
int suite_register(void);
int suite_learning(void);
int suite_employees(void);
int suite_scim(void);
int suite_organisations(void);
int suite_own(void);
int suite_erasure(void);
int suite_retention(void);

#endif
