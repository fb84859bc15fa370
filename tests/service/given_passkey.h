/* SPDX-License-Identifier: EUPL-1.2 */
/* An authenticator and the browser before it, of the tests' own: one key of P-256, which counts. */
#ifndef KC_TESTS_SERVICE_GIVEN_PASSKEY_H
#define KC_TESTS_SERVICE_GIVEN_PASSKEY_H

#include "service/passkey_service.h"

struct given_passkey {
    void *key;         /* an EVP_PKEY */
    struct slice id;   /* base64url */
    struct slice user; /* whose, as it was told when it was made; base64url */
    int64_t counter;   /* rises with each use */
};

/* Until given_passkey_done(); `id`: some bytes. */
void given_passkey_make(struct given_passkey *p, struct arena *a, const char *id);
void given_passkey_done(struct given_passkey *p);
/* What it answers to a question, on the page `origin` ("https://campus.example"). */
struct passkey_made given_passkey_made(struct given_passkey *p, struct arena *a,
                                       const struct passkey_question *q, const char *origin);
struct passkey_shown given_passkey_shown(struct given_passkey *p, struct arena *a,
                                         const struct passkey_question *q, const char *origin);

#endif
