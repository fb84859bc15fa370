/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A person about whom every table holds something that stands nowhere else: for the tests of what
 * an export has and what an erasure leaves (PRIVACY-1, PRIVACY-6).
 */
#ifndef KC_TESTS_SERVICE_OWN_GROUND_H
#define KC_TESTS_SERVICE_OWN_GROUND_H

#include "service/given_check.h"
#include "service/own_data.h"

struct own_canary {
    const char *what;
    const char *value;
    bool exported; /* false: a secret, which no export may hold */
    bool guest;    /* lies under the key of the situation or the checks: a guest has it too */
    bool stays;    /* in the audit log, which names nobody */
};
extern const struct own_canary OWN_CANARIES[];
extern const size_t OWN_CANARIES_LEN;

#define OWN_CODE "kanarien-konto-1"
#define OWN_EMAIL "kanaria.gelb@stadt.example"
#define OWN_PASSWORD SLICE("Regenschirm im Aufzug 7")

struct own_ground {
    struct given *g;
    struct check_given_desk d; /* the person's checks are those of owner 1 */
    struct accounts acc;
    struct actor who;
    struct guest_key key;
    struct check_run_id run;
    char item[CODE_BYTES_MAX + 1]; /* one that was answered */
    char hash[256];                /* of the password */
};

void own_ground_lay(struct given *g, struct own_ground *t);
void own_ground_done(struct own_ground *t);
struct own_wish own_ground_wish(const struct own_ground *t);

/* One statement on either database, past everything that the program looks after. */
void own_raw(const struct given *g, const char *sql);
/* Whether the database refuses to. */
bool own_raw_refused(const struct given *g, const char *sql);
/* A literal of bytes; valid until the next call. */
const char *own_raw_bytes(const char *hex);
/* The first column of the first row as a number. */
int64_t own_raw_int(const struct given *g, const char *sql);
/* Every row of every table as text, for PostgreSQL; bytes are in hex. */
struct slice own_raw_all(struct given *g);

#endif
