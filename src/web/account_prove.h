/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Before another way into an account is added or a passkey removed, and before a second factor is
 * set up, the person shows once more who they are (ISSUER-13, PASSKEY-6, ACCOUNT-20): by a fresh
 * sign-in, else by the password.
 */
#ifndef KC_WEB_ACCOUNT_PROVE_H
#define KC_WEB_ACCOUNT_PROVE_H

#include "web/account_form.h"

struct account_prove {
    enum say_key title;
    enum say_key lead;  /* of the form that asks for the password */
    enum say_key stale; /* for who has none and signed in a while ago */
    enum say_key go;
    struct slice action;     /* where the form leads; the same route */
    const char *hidden_name; /* NULL: nothing goes along */
};
/* Not proved: the answer is made, and says how. */
MUST_USE enum err account_prove(struct http_request *req, struct http_response *res,
                                const struct account_prove *how, bool *ret_proved);

#endif
