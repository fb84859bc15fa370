/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A passkey: a key pair of a person whose secret half never leaves their device (or their devices'
 * keeper). docs/rules/account.md, PASSKEY-n.
 */
#ifndef KC_DOMAIN_PASSKEY_H
#define KC_DOMAIN_PASSKEY_H

#include "domain/account.h"

/* Numbers of IANA's registry "COSE Algorithms"; other ones are not taken. */
enum passkey_algorithm {
    PASSKEY_ES256 = -7,
    PASSKEY_EDDSA = -8,
    PASSKEY_RS256 = -257,
};

/* The public half. */
struct passkey_key {
    enum passkey_algorithm algorithm;
    struct slice bytes; /* as libfido2 gives and takes them */
    int64_t counter;    /* of the last use; 0: it does not count */
};

struct passkey_id {
    int64_t n;
};

struct passkey {
    struct passkey_id id;
    struct account_id account;
    struct slice credential; /* its name among authenticators, PASSKEY_ID_BYTES_MAX */
    struct slice name;       /* given by the person */
    struct passkey_key key;
    struct instant created;
    struct instant last_used; /* 0: not yet */
};

#endif
