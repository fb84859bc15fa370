/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Identities. Each is a type of its own, so that they cannot be mixed up.
 *
 * `n` is the database key; 0 means none. People and addresses (URLs) use the
 * `code` of a thing instead, which never changes. Only base/ and the line that
 * binds a row touch the member.
 */
#ifndef KC_DOMAIN_ID_H
#define KC_DOMAIN_ID_H

#include <stdint.h>

/* Of the framework: small and dense, 1..COMPETENCES_MAX-1, an index of level vectors too. */
struct competence_id {
    uint16_t n;
};
/* 1..TOPICS_MAX-1: also the number of the bit in a topic set. */
struct topic_id {
    uint8_t n;
};
struct job_profile_id {
    int64_t n;
};
struct provider_id {
    int64_t n;
};
struct venue_id {
    int64_t n;
};
struct module_id {
    int64_t n;
};
struct run_id {
    int64_t n;
};
struct municipality_id {
    int64_t n;
};
struct guest_id {
    int64_t n;
};
struct organisation_id {
    int64_t n;
};
struct unit_id {
    int64_t n;
};
struct account_id {
    int64_t n;
};
/* Of a sign-in: a row of account_session, never the secret in the cookie. */
struct session_id {
    int64_t n;
};
struct employment_id {
    int64_t n;
};
struct mail_id {
    int64_t n;
};
struct item_version_id {
    int64_t n;
};
struct module_version_id {
    int64_t n;
};
/* A request for certification, with all that came of it. */
struct certification_id {
    int64_t n;
};
/* A check that a person takes or took. */
struct check_run_id {
    int64_t n;
};

#endif
